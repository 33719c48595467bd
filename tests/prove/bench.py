"""One act on one practice AWS, tried from the same beginning with every call broken."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app import handover, users
from app.practice import Practice
from app.revoke_look import is_denied
from app.revoke_outcome import CutOff
from app.session import RootSession
from app.troubles import ALL_UNDONE, NOT_ALL_UNDONE, NOTHING_CHANGED, Trouble
from tests.prove.account import Picture, differences, picture
from tests.prove.breaks import MAY_BE_TOLD, NEED_PATIENCE, PATIENCE
from tests.prove.ground import Ground, entries
from tests.prove.runs import VENDOR, Place, Pressed, Run, Told
from tests.prove.seen import files_of, is_blocked, locked_out, plain, seen
from tests.prove.wire import Break, Wire
from tests.support.signingin import sign_in


@dataclass
class Bench:
    """Made once for a run; `try_out` as often as there are cases."""

    run: Run
    aws: Practice
    wire: Wire
    place: Place
    bus: DBusConnection
    kept: Path
    names: list[str] = field(default_factory=list)  # of the calls of a clean run
    secrets: set[str] = field(default_factory=set)  # all that there ever were
    reached: bool = True  # the call that was to be broken in the last case
    too_early: bool = False  # "cut off" was said in it while the account had no block

    def __post_init__(self) -> None:
        self.root = self._sign_in()
        self.hasty: RootSession | None = None
        self.run.prepare(self.place, self.root, self.aws)
        self.ground = Ground(self.aws, self.place, self.bus, self.kept)
        self.before = picture(self.aws)
        self.ground.bring_back()
        self.wire.begin()
        told = self.run.act(self.place, self.root)
        assert told.done, told
        self.names = list(self.aws.state.calls)
        assert len(self.names) == self.wire.calls
        self.wished = self._seen()

    def _sign_in(self) -> RootSession:
        self.wire.begin()
        root = sign_in(self.place.settings)
        token = root._tokens["session"]["accessToken"]
        self.secrets |= {token["secretAccessKey"], token["sessionToken"]}
        self.secrets.add(root._tokens["session"]["refreshToken"])
        self.tokens = root._tokens["session"]
        return root

    def _sign_in_again(self) -> None:
        """A session that AWS ended is one again; the browser's part in it is tried elsewhere."""
        for root in (self.root, self.hasty):
            if root is not None and not len(root._tokens):
                root._tokens["session"] = self.tokens

    def _who(self, broken: Break) -> RootSession:
        """A session that waits for AWS as long as this case needs."""
        if broken.fault not in NEED_PATIENCE:
            return self.root
        if self.hasty is None:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("app.clients.READ_SECONDS", PATIENCE)
                self.hasty = self._sign_in()
                for service in ("iam", "budgets"):
                    self.hasty.clients.client(service)
        return self.hasty

    # --- one case ----------------------------------------------------------------------------
    def try_out(self, broken: Break) -> None:
        """Break it there, see what was told and left; start again, finish, and see all."""
        self.ground.bring_back()
        self._sign_in_again()
        who = self._who(broken)
        self._pressed()
        self.too_early = False
        self.wire.begin(broken)
        told = self.run.act(self.place, who, self._hear)
        self.reached = self.wire.met
        self.wire.begin()
        self._is_true(told, broken)
        told = self.run.go_on(self.place, self.root)
        assert told.done, f"after a new start: {told}"
        self._is_wished()
        assert all(one.user_id for one in self.place.handovers()), "whose record"

    def _pressed(self) -> None:
        """What is there just before a press: what is said of a press is about that."""
        self.just_before = picture(self.aws)

    def _hear(self, report: object) -> None:
        """What is said while it goes on, and whether it is so at that moment."""
        if isinstance(report, Pressed):
            self._pressed()
        if isinstance(report, CutOff):
            user_id = self.before["users"][VENDOR]["id"]
            self.too_early |= not is_blocked(picture(self.aws), user_id)

    def _is_true(self, told: Told, broken: Break) -> None:
        """What was said is so."""
        self._no_secret_on_disk()
        if told.done:
            self._is_wished()
        assert not self.too_early, "said to be cut off before it was"
        if told.shut_out:
            assert self._is_shut_out(), "said to be shut out"
        if told.trouble is not None:
            self._is_true_trouble(told.trouble, broken)
        if told.trouble is None or not told.trouble.left:
            unfinished = handover.unfinished(self.place.records)
            assert unfinished or not self._locked_out(), "a password that is in no package"

    def _is_true_trouble(self, trouble: Trouble, broken: Break) -> None:
        kinds = MAY_BE_TOLD[broken.fault.name]
        assert trouble.kind in kinds, f"told {trouble.kind.code}"
        if trouble.changed in {NOTHING_CHANGED, ALL_UNDONE}:
            wrong = differences(picture(self.aws), self.just_before)
            assert not wrong, f"“{trouble.changed}”, but {wrong}"
        if trouble.changed == NOT_ALL_UNDONE and self.run.on_record:
            assert handover.unfinished(self.place.records), "nothing is offered to be finished"

    def _is_shut_out(self) -> bool:
        (one,) = [h for h in self.place.records.handovers() if h.user_id]
        with suppress(KeyError):
            assert picture(self.aws)["users"][VENDOR]["id"] == one.user_id
            return is_denied(self.root.clients, VENDOR, one.user_id)
        return users.find_by_name(self.root.clients, VENDOR) is None

    def _locked_out(self) -> list[str]:
        return locked_out(self.aws, self.place, self._entries())

    def _entries(self) -> dict[str, str]:
        found = entries(self.bus, self.place.settings.service)
        self.secrets.update(found.values())
        return found

    def _seen(self) -> Picture:
        return seen(self.aws, self.place, self._entries(), self.before)

    def _is_wished(self) -> None:
        wrong = differences(self._seen(), self.wished)
        assert not wrong, wrong
        assert not self._locked_out(), "a password that is in no package"
        self._no_secret_on_disk()

    def _no_secret_on_disk(self) -> None:
        self._entries()
        found = plain(self.secrets | self.wire.passwords, files_of(self.place))
        assert not found, f"a secret in {found}"
