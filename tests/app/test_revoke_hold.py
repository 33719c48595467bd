"""A script that takes the block away as soon as it sees it loses, and it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from app import handover, revoke, revoke_hold
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant import Wish
from app.plan import Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DISABLE, CutOff, Holding, Open
from app.revoke_outcome import UNWATCHED
from app.revoke_state import denied
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.app.vendoruser import Vendor

SECONDS, PAUSE, BOUND, LATE = 0.6, 0.1, 4.0, 0.3


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, _short_hold: None) -> None:
    monkeypatch.setattr(revoke, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(revoke_hold, "HOLD_SECONDS", SECONDS)
    monkeypatch.setattr(revoke_hold, "HOLD_PAUSE", PAUSE)
    monkeypatch.setattr(revoke_hold, "HOLD_BOUND", BOUND)
    monkeypatch.setattr(revoke_hold, "LATE_SECONDS", LATE)


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


class Accomplice:
    """Another administrator's key, in the hands of a script."""

    def __init__(self, practice: Practice, name: str) -> None:
        (key,) = practice.state.plant_vendor("accomplice", access_keys=1)
        maker: Any = boto3.client
        self.iam = maker(
            "iam",
            endpoint_url=practice.address,
            region_name="us-east-1",
            aws_access_key_id=key[0],
            aws_secret_access_key=key[1],
            config=Config(retries={"total_max_attempts": 1}),
        )
        self.name, self.removed = name, 0

    def undo(self, operation: str, **parameters: str) -> None:
        """Without looking first: as soon as it is there."""
        try:
            getattr(self.iam, operation)(UserName=self.name, **parameters)
            self.removed += 1
        except (ClientError, BotoCoreError):
            pass

    def both(self) -> None:
        self.undo("delete_user_policy", PolicyName=DENY_POLICY_NAME)
        self.undo("detach_user_policy", PolicyArn=DENY_ALL_ARN)

    def all_three(self) -> None:
        self.both()
        self.undo("delete_user_permissions_boundary")

    @contextmanager
    def at_work(self, act: Callable[[], None], times: float = float("inf")) -> Iterator[None]:
        """The script runs; `times`: it gives up once it has removed so many."""
        stop = threading.Event()

        def loop() -> None:
            while not stop.is_set() and self.removed < times:
                act()

        script = threading.Thread(target=loop)
        script.start()
        try:
            yield
        finally:
            stop.set()
            script.join()


def test_a_script_that_never_gives_up_loses(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    script = Accomplice(practice, vendor.name)
    with script.at_work(script.both):
        outcome = vendor.shut(DISABLE, records)
        assert denied(vendor.state()), "while it still runs"
    assert outcome.shut_out
    assert outcome.complete
    assert outcome.resisted
    assert script.removed
    (note,) = outcome.notes
    assert f"took the block away {outcome.resisted} times" in str(note)
    assert not any(key.active for key in vendor.state().keys)


def test_a_script_that_gives_up_leaves_every_place_as_it_should_be(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    script = Accomplice(practice, vendor.name)
    with script.at_work(script.both, times=8):
        outcome = vendor.shut(DISABLE, records)
    state = vendor.state()
    assert outcome.complete
    assert state.deny_intact
    assert DENY_ALL_ARN in state.attached


def test_who_takes_everything_away_for_good_is_not_said_to_have_lost(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    script = Accomplice(practice, vendor.name)
    with script.at_work(script.all_three):
        outcome = vendor.shut(DISABLE, records)
    assert outcome.resisted
    assert outcome.complete == outcome.shut_out
    assert outcome.notes


def test_a_block_that_goes_later_is_put_back(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    def lift(report: object) -> None:
        if isinstance(report, Holding) and not lifted:
            lifted.append(report)
            script.both()

    lifted: list[object] = []
    script = Accomplice(practice, vendor.name)
    outcome = vendor.shut(DISABLE, records, Token(lift))
    state = vendor.state()
    assert outcome.resisted == 1
    assert state.deny_intact
    assert DENY_ALL_ARN in state.attached


def test_the_sentence_is_taken_back_while_the_block_is_gone(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    def hear(report: object) -> None:
        if isinstance(report, CutOff | Open):
            said.append((type(report), denied(vendor.state())))
        elif isinstance(report, Holding) and not script.removed:
            script.both()

    said: list[tuple[type, bool]] = []
    script = Accomplice(practice, vendor.name)
    assert vendor.shut(DISABLE, records, Token(hear)).complete
    assert said == [(CutOff, True), (Open, False), (CutOff, True)]


@pytest.mark.parametrize("when", [Holding, Progress])
def test_the_record_says_at_every_moment_what_the_last_look_saw(
    root: RootSession,
    records: Records,
    settings: Settings,
    practice: Practice,
    tmp_path: Path,
    when: type,
) -> None:
    def hear(report: object) -> None:
        if isinstance(report, CutOff | Open):
            (on_record,) = records.handovers()
            said.append((type(report), bool(on_record.revoked_at)))
        elif said and isinstance(report, when) and not script.removed:
            script.both()

    said: list[tuple[type, bool]] = []
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    script = Accomplice(practice, made.user_name)
    outcome = revoke.carry_out(root, made.user_id, DISABLE, records, Token(hear))
    assert outcome.complete
    assert said == [(CutOff, True), (Open, False), (CutOff, True)]
    assert records.handovers()[0].state == "disabled"


def test_what_is_still_gone_after_the_watch_is_not_said_to_be_there(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    def hear(report: object) -> None:
        if isinstance(report, CutOff | Open):
            said.append(type(report))
        elif isinstance(report, Holding) and not script.removed:
            script.all_three()
            for operation in ("PutUserPolicy", "AttachUserPolicy", "PutUserPermissionsBoundary"):
                practice.state.fail(f"iam:{operation}", "AccessDenied", 403, times=999)

    said: list[type] = []
    script = Accomplice(practice, vendor.name)
    assert not vendor.shut(DISABLE, records, Token(hear)).shut_out
    assert said == [CutOff, Open]


def test_a_renamed_vendor_is_held_under_its_new_name(vendor: Vendor, records: Records) -> None:
    def rename(report: object) -> None:
        if isinstance(report, Holding) and vendor.name == "vendor-admin":
            decoys.append(vendor.renamed("other"))
            vendor.call("delete_user_policy", name="other", PolicyName=DENY_POLICY_NAME)

    decoys: list[Vendor] = []
    outcome = vendor.shut(DISABLE, records, Token(rename))
    assert outcome.user_name == "other"
    assert vendor.state().deny_intact
    assert not denied(decoys[0].state())


def test_nobody_resisting_is_not_claimed(vendor: Vendor, records: Records) -> None:
    reports: list[object] = []
    outcome = vendor.shut(DISABLE, records, Token(reports.append))
    assert (outcome.resisted, outcome.notes) == (0, ())
    held = [report for report in reports if isinstance(report, Holding)]
    assert len(held) >= SECONDS / PAUSE
    cut = next(i for i, report in enumerate(reports) if isinstance(report, CutOff))
    assert cut < reports.index(held[0]), "told before the watch"
    assert vendor.state().boundary == ""


def test_what_aws_shows_late_is_not_taken_for_resistance(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revoke_hold, "LATE_SECONDS", 60.0)
    real, looks = revoke_hold.places_of, [0]

    def late(state: revoke.State) -> set[str]:
        looks[0] += 1
        return real(state) if looks[0] > 3 else set()

    monkeypatch.setattr(revoke_hold, "places_of", late)
    assert vendor.shut(DISABLE, records).resisted == 0


def test_a_look_that_fails_does_not_end_the_watch(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    def stumble(report: object) -> None:
        if isinstance(report, Holding) and not stumbled:
            stumbled.append(report)
            practice.state.fail("iam:GetUser", "AccessDenied", 403)

    stumbled: list[object] = []
    assert vendor.shut(DISABLE, records, Token(stumble)).complete


def test_the_watch_can_be_cancelled_and_the_block_stays(vendor: Vendor, records: Records) -> None:
    token = Token(lambda report: token.cancel() if isinstance(report, Holding) else None)
    outcome = vendor.shut(DISABLE, records, token)
    assert outcome.cancelled
    assert outcome.shut_out
    assert outcome.complete
    assert outcome.notes == (UNWATCHED,)
    assert vendor.shut(DISABLE, records).notes == ()


def test_full_quotas_are_held_by_the_boundary_alone(vendor: Vendor, records: Records) -> None:
    vendor.stuff()
    outcome = vendor.shut(DISABLE, records)
    assert outcome.complete
    assert outcome.resisted == 0
    assert vendor.state().boundary == DENY_ALL_ARN
