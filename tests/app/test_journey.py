"""The journeys, walked without a window."""

from __future__ import annotations

import itertools
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from app.facts import KEPT, SEEN_ONLY, SIGNED_OUT, Facts
from app.journey import (
    REVIEW,
    REVOKE,
    SETUP,
    Journey,
    after,
    before,
    begun_with,
    left_open,
    place,
    promise_counts,
    resume,
    step,
)

DONE = Facts(
    have_account=True,
    mfa_said=True,
    account="111122223333",
    is_root=True,
    root_mfa=True,
    root_keys=False,
    handover="0" * 32,
    file_channel="chat",
    file_sent=True,
    password_channel="phone",
    password_sent=True,
    budget="made",
    contract="B",
    revoke_user="AIDA",
    revoke_mode="disable",
    confirmed=True,
    revoked=True,
    shut_out=True,
    reviewed=True,
)


def walk(journey: Journey, facts: Facts) -> list[str]:
    """The steps that a customer passes who presses Next while it is enabled."""
    here = next(s for s in journey if s.when(facts))
    seen = [here.name]
    while here.ready(facts):
        there = after(journey, here, facts)
        if there is None:
            break
        here = there
        seen.append(here.name)
    return seen


def test_with_everything_known_every_step_is_passed_in_order() -> None:
    assert walk(SETUP, DONE) == [s.name for s in SETUP]
    assert walk(REVOKE, DONE) == [s.name for s in REVOKE if s.name != "sign_in"]


def test_a_promise_counts_until_its_day_is_over() -> None:
    today = datetime.now(UTC).astimezone().date()
    put_off = DONE.but(root_mfa=False, mfa_later=True, handover="")
    for days, reached in ((0, "vendor_user"), (7, "vendor_user"), (-1, "security_check")):
        due = (today + timedelta(days=days)).isoformat()
        assert walk(SETUP, put_off.but(mfa_due=due))[-1] == reached
    assert not promise_counts(put_off.but(mfa_later=False))


def test_another_account_begins_without_what_was_the_first_ones() -> None:
    facts = DONE.but(mfa_later=True, mfa_due="2027-01-31", budget_confirmed=True)
    first = facts.but(**begun_with(facts, "111122223333"))
    assert first == facts.but(known_account="111122223333")
    assert first.but(**begun_with(first, "111122223333")) == first
    other = first.but(**begun_with(first, "999999999999"))
    assert (other.mfa_later, other.mfa_due, other.budget, other.budget_confirmed) == (
        False,
        "",
        "",
        False,
    )
    assert other.known_account == "999999999999"


def test_next_is_grey_until_a_step_is_ready() -> None:
    assert walk(SETUP, Facts()) == ["welcome", "account"]
    assert walk(SETUP, DONE.but(is_root=False))[-1] == "sign_in"
    assert walk(SETUP, DONE.but(root_mfa=False))[-1] == "security_check"
    assert walk(SETUP, DONE.but(root_mfa=False, mfa_later=True))[-1] == "finish"
    assert walk(SETUP, DONE.but(root_mfa=None))[-1] == "security_check"
    assert walk(SETUP, DONE.but(activated=False))[-1] == "security_check"
    assert walk(SETUP, DONE.but(activated=None))[-1] == "finish"
    assert walk(SETUP, DONE.but(handover=""))[-1] == "vendor_user"
    assert walk(SETUP, DONE.but(file_sent=False))[-1] == "send_file"
    assert walk(REVOKE, Facts()) == ["sign_in"]
    assert walk(REVOKE, DONE.but(confirmed=False))[-1] == "revoke_preview"
    assert walk(REVOKE, DONE.but(revoked=False))[-1] == "revoke_progress"
    assert walk(REVOKE, DONE.but(reviewed=False))[-1] == "revoke_review"
    assert walk(REVIEW, DONE.but(reviewed=False)) == ["revoke_review"]


def test_who_can_still_get_in_comes_before_other_ways_in() -> None:
    assert walk(REVOKE, DONE.but(shut_out=False))[-2:] == ["revoke_progress", "revoke_report"]


def test_what_was_left_undecided_stays_open() -> None:
    assert left_open(DONE.but(undecided=True)) == left_open(DONE) | {"revoke_review"}
    assert "revoke_review" not in left_open(DONE)


def test_file_and_passphrase_never_go_by_one_channel() -> None:
    assert walk(SETUP, DONE.but(password_channel="chat"))[-1] == "send_password"
    by_link = DONE.but(file_channel="cloud", password_channel="chat")  # the link goes by chat
    assert walk(SETUP, by_link)[-1] == "send_password"


def test_no_way_back_over_a_step_that_acted() -> None:
    for journey in (SETUP, REVOKE):
        acted = next(i for i, s in enumerate(journey) if s.acts)
        for here in journey[acted:]:
            assert not _leads_before(journey, here.name, journey[acted].name)


def _leads_before(journey: Journey, name: str, act: str) -> bool:
    names = [s.name for s in journey]
    there = before(journey, step(journey, name), DONE)
    return there is not None and names.index(there.name) <= names.index(act)


def test_back_from_a_step_that_has_not_acted_yet() -> None:
    facts = DONE.but(handover="")
    there = before(SETUP, step(SETUP, "vendor_user"), facts)
    assert there is not None
    assert there.name == "security_check"


def test_back_undoes_next_everywhere_else() -> None:
    states = [DONE, DONE.but(handover="", revoked=False), Facts()]
    for journey, facts in itertools.product((SETUP, REVOKE), states):
        for here in (s for s in journey if s.when(facts)):
            there = after(journey, here, facts)
            if there and not here.acts and not (there.acts and there.ready(facts)):
                assert before(journey, there, facts) in (here, None)


def test_whoever_comes_back_goes_on_at_the_first_step_that_is_not_done() -> None:
    assert resume(SETUP, Facts()).name == "account"
    assert resume(SETUP, Facts(have_account=True)).name == "root_mfa"
    assert resume(SETUP, DONE.but(password_sent=False)).name == "send_password"
    restarted = DONE.but(account="", is_root=False, root_mfa=None, file_sent=False)
    assert resume(SETUP, restarted).name == "send_file"
    assert resume(SETUP, DONE).name == "finish"


RESTARTED: dict[str, object] = {**SIGNED_OUT}


@pytest.mark.parametrize(
    ("page", "facts", "found"),
    [
        ("account", Facts(), "account"),
        ("welcome", Facts(have_account=True), "welcome"),
        ("root_mfa", Facts(have_account=True), "root_mfa"),
        ("account", Facts(have_account=True), "account"),
        ("vendor_user", DONE.but(handover="", **RESTARTED), "sign_in"),
        ("security_check", DONE.but(handover=""), "security_check"),
        ("package", DONE.but(file_sent=False, **RESTARTED), "package"),
        ("finish", DONE.but(contract="", **RESTARTED), "finish"),
        ("vendor_user", DONE.but(file_sent=False, **RESTARTED), "send_file"),
        ("sign_in", DONE.but(file_sent=False), "send_file"),
        ("no such page", Facts(have_account=True), "root_mfa"),
    ],
)
def test_whoever_comes_back_finds_the_page_that_was_open(
    page: str, facts: Facts, found: str
) -> None:
    assert place(SETUP, facts.but(page=page)).name == found


def test_every_place_can_be_left_to_the_end() -> None:
    for was in SETUP:
        here = place(SETUP, DONE.but(page=was.name))
        while there := after(SETUP, here, DONE):
            here = there
        assert here.name == "finish"


def test_what_a_run_has_seen_is_not_kept() -> None:
    names = {f.name for f in fields(Facts)}
    assert names >= SEEN_ONLY
    assert set(KEPT) == names - SEEN_ONLY
    assert "confirmed" not in KEPT
