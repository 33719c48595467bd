"""Closing a finding and putting it back: the disk first, then the account, and safe to repeat."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.messages import msg
from app.records import Records
from app.review import closing
from app.review.check import Check
from app.review.decisions import (
    ASKED,
    CLOSED,
    KEPT,
    KIND_OF,
    PUT_BACK,
    SWITCHED_OFF,
    Decision,
    Decisions,
    instead_of,
    on,
)
from app.review.documents import statements
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.identities import Holder
from app.review.remedies import call, quarantine, quarantined, retrust
from app.review.role_remedies import cut_before, end_sessions
from app.review.view import View
from app.troubles import CONFLICT, LATER_FIRST, Trouble
from app.work import Cancelled, Token
from tests.app.review.conftest import Ground

WHEN = "2026-11-27T00:00:00+00:00"
OUTSIDER = "arn:aws:iam::999988887777:root"
OURS = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ec2.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


def look(view: View) -> Iterable[Said]:
    """Roles that the outsider may use, unless they are blocked."""
    for role in view.identities.roles:
        trusted = {p for s in statements(role.trust) for _kind, p in s.principals}
        if OUTSIDER in trusted and not quarantined(role):
            yield finding(role)


CHECK = Check(("C1",), "outsiders", msg("Roles that outsiders may use"), (), look)


def finding(role: Holder) -> Finding:
    close = retrust(role, OURS, msg("Let only EC2 use it"))
    both = Remedy(CLOSE, close.message, (*quarantine(role).actions, *close.actions))
    return Finding(
        id=f"outsiders:role/{role.name}",
        row="C1",
        severity=Severity.CRITICAL,
        subject=role.name,
        what=msg("Outsiders may use the role “{name}”.", name=role.name),
        breaks=msg("Whoever uses it from outside"),
        remedies=(quarantine(role), both),
        region="us-east-1",
    )


@pytest.fixture
def decisions(records: Records, ground: Ground) -> Decisions:
    ground.role("Backdoor", {"AWS": OUTSIDER})
    return Decisions(records, ground.account)


def found(ground: Ground) -> Finding:
    (one,) = ground.findings(CHECK)
    return one


def trust_of(ground: Ground) -> str:
    role = ground.iam("get_role", RoleName="Backdoor")["Role"]
    return json.dumps(role["AssumeRolePolicyDocument"], sort_keys=True)


def inline_of(ground: Ground) -> list[str]:
    names: list[str] = ground.iam("list_role_policies", RoleName="Backdoor")["PolicyNames"]
    return names


def remedy_of(one: Finding, kind: str) -> Remedy:
    remedy = one.remedy(kind)
    assert remedy is not None
    return remedy


@pytest.mark.keyring
@pytest.mark.parametrize(("kind", "becomes"), [(SWITCH_OFF, SWITCHED_OFF), (CLOSE, CLOSED)])
def test_close_look_and_put_back(
    ground: Ground, decisions: Decisions, kind: str, becomes: str
) -> None:
    one = found(ground)
    before = trust_of(ground)
    said: list[object] = []
    made = closing.carry_out(
        remedy_of(one, kind), one, ground.root.clients, decisions, Token(said.append)
    )
    assert made.kind == becomes
    assert made.finished
    assert made.can_be_put_back
    assert len(said) == 2 * len(remedy_of(one, kind).actions)
    assert ground.findings(CHECK) == []
    kept = decisions.of(one.id)
    assert kept is not None
    assert kept.calls[0].operation == "iam:PutRolePolicy"
    assert all(c.request_id and c.done for c in kept.calls)
    assert len(kept.calls) == len(remedy_of(one, kind).actions)
    assert replace(kept, calls=()) == replace(made, calls=())
    assert kept is not None
    back = closing.put_back(kept, ground.root.clients, decisions, Token())
    assert back.kind == PUT_BACK
    assert not back.can_be_put_back
    assert found(ground).id == one.id
    assert (trust_of(ground), inline_of(ground)) == (before, [])


@pytest.mark.keyring
def test_what_was_closed_later_on_the_same_role_is_put_back_first(
    ground: Ground, decisions: Decisions
) -> None:
    first = found(ground)
    second = replace(first, id="others:role/Backdoor", subject="the other way")
    for one in (first, second):
        closing.carry_out(remedy_of(one, CLOSE), one, ground.root.clients, decisions, Token())
    kept = decisions.all()
    with pytest.raises(Trouble) as caught:
        closing.put_back(kept[first.id], ground.root.clients, decisions, Token())
    assert caught.value.kind is LATER_FIRST
    assert str(caught.value.values["subject"]) == f"“the other way” ({second.what})"
    assert ground.findings(CHECK) == []
    for one in (second, first):
        back = closing.put_back(decisions.all()[one.id], ground.root.clients, decisions, Token())
        assert back.kind == PUT_BACK


@pytest.mark.keyring
def test_a_remedy_is_taken_as_the_account_is_now(ground: Ground, decisions: Decisions) -> None:
    shown = found(ground)
    close = remedy_of(shown, CLOSE)
    fresh = remedy_of(found(ground), CLOSE)
    now = replace(shown, remedies=(fresh,))
    assert closing.as_it_is(close, shown, (now,), decisions) is fresh
    assert closing.as_it_is(close, shown, (), decisions) is None
    other = replace(fresh, actions=(replace(fresh.actions[0], id="another"),))
    with pytest.raises(Trouble) as caught:
        closing.as_it_is(close, shown, (replace(shown, remedies=(other,)),), decisions)
    assert caught.value.kind is CONFLICT
    cut_short = replace(on(shown, CLOSED, "2026-11-27T00:00:00+00:00"), finished=False)
    decisions.keep(cut_short)
    assert closing.as_it_is(close, shown, (), decisions) is close


@pytest.mark.keyring
def test_a_second_closing_keeps_the_first_way_back(ground: Ground, decisions: Decisions) -> None:
    before, one = trust_of(ground), found(ground)
    clients = ground.root.clients
    closing.carry_out(remedy_of(one, CLOSE), one, clients, decisions, Token())
    reopened = json.loads(before)
    reopened["Statement"][0]["Sid"] = "Again"
    ground.iam(
        "update_assume_role_policy", RoleName="Backdoor", PolicyDocument=json.dumps(reopened)
    )
    ground.iam("delete_role_policy", RoleName="Backdoor", PolicyName="AikagiQuarantine")
    again = found(ground)
    made = closing.carry_out(remedy_of(again, CLOSE), again, clients, decisions, Token())
    assert len(made.calls) == 4
    assert ground.findings(CHECK) == []
    closing.put_back(decisions.all()[one.id], clients, decisions, Token())
    assert (trust_of(ground), inline_of(ground)) == (before, [])


@pytest.mark.keyring
def test_closed_again_what_was_closed_between_is_put_back_first(
    ground: Ground, decisions: Decisions
) -> None:
    first, clients = found(ground), ground.root.clients
    before = trust_of(ground)
    second = replace(first, id="others:role/Backdoor", subject="the other way")
    for one in (first, second, first):
        closing.carry_out(remedy_of(one, CLOSE), one, clients, decisions, Token())
    with pytest.raises(Trouble) as caught:
        closing.put_back(decisions.all()[first.id], clients, decisions, Token())
    assert caught.value.kind is LATER_FIRST
    for one in (second, first):
        closing.put_back(decisions.all()[one.id], clients, decisions, Token())
    assert trust_of(ground) == before


@pytest.mark.keyring
@pytest.mark.parametrize("kind", [KEPT, ASKED])
def test_a_decision_that_changes_nothing_leaves_the_way_back(
    ground: Ground, decisions: Decisions, kind: str
) -> None:
    before, one, clients = trust_of(ground), found(ground), ground.root.clients
    dying: Any = Dying(clients, 2, after=True)
    with pytest.raises(Cut):
        closing.carry_out(remedy_of(one, CLOSE), one, dying, decisions, Token())
    decisions.keep(instead_of(decisions.of(one.id), on(one, kind, WHEN, "ours")))
    kept = Decisions(decisions._records, ground.account).of(one.id)
    assert kept is not None
    assert (kept.kind, kept.finished, kept.can_be_put_back) == (kind, False, True)
    assert kept.calls
    back = closing.put_back(kept, clients, decisions, Token())
    assert trust_of(ground) == before
    after = decisions.keep(instead_of(back, on(one, kind, WHEN, "ours")))
    assert (after.finished, after.can_be_put_back, after.calls) == (True, False, back.calls)


@pytest.mark.keyring
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("kind", [CLOSE, SWITCH_OFF])
def test_what_was_cut_short_and_kept_is_gone_on_with_as_what_it_was(
    ground: Ground, decisions: Decisions, kind: str, there: bool
) -> None:
    one, clients = found(ground), ground.root.clients
    dying: Any = Dying(clients, 1, after=True)
    with pytest.raises(Cut):
        closing.carry_out(remedy_of(one, kind), one, dying, decisions, Token())
    for _ in range(2):
        decisions.keep(instead_of(decisions.of(one.id), on(one, KEPT, WHEN, "ours")))
    kept = Decisions(decisions._records, ground.account).of(one.id)
    assert kept is not None
    if there:
        made = closing.go_on_as_it_is(one, kept, clients, decisions, Token())
    else:
        made = closing.go_on(kept, clients, decisions, Token())
    assert (made.kind, made.finished) == (KIND_OF[kind], True)


@pytest.mark.keyring
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 2])
def test_what_was_cut_short_is_gone_on_with_from_the_disk(
    ground: Ground, decisions: Decisions, at: int, after: bool
) -> None:
    before, one, clients = trust_of(ground), found(ground), ground.root.clients
    dying: Any = Dying(clients, at, after=after)
    with pytest.raises(Cut):
        closing.carry_out(remedy_of(one, CLOSE), one, dying, decisions, Token())
    restarted = Decisions(decisions._records, ground.account)
    kept = restarted.of(one.id)
    assert kept is not None
    assert kept.can_be_gone_on_with
    left = closing.left_of(kept, restarted.all().values())
    assert len(left) == (2 if at == 1 else 1)  # what AWS said was done isn't done twice
    made = closing.go_on(kept, clients, restarted, Token())
    assert (made.kind, made.finished, made.can_be_gone_on_with) == (CLOSED, True, False)
    assert ground.findings(CHECK) == []
    assert trust_of(ground) == json.dumps(json.loads(OURS), sort_keys=True)
    closing.put_back(made, clients, restarted, Token())
    assert (trust_of(ground), inline_of(ground)) == (before, [])


@pytest.mark.keyring
def test_going_on_leaves_what_was_closed_later(ground: Ground, decisions: Decisions) -> None:
    one, clients = found(ground), ground.root.clients
    dying: Any = Dying(clients, 2, after=True)  # the trust is written, and nobody has heard of it
    with pytest.raises(Cut):
        closing.carry_out(remedy_of(one, CLOSE), one, dying, decisions, Token())
    (role,) = (r for r in ground.view().identities.roles if r.name == "Backdoor")
    narrower = json.dumps({**json.loads(OURS), "Id": "narrower"})
    close = retrust(role, narrower, msg("Narrower"))
    later = replace(one, id="others:role/Backdoor", remedies=(close,))
    closing.carry_out(close, later, clients, decisions, Token())
    kept = decisions.all()[one.id]
    made = closing.go_on(kept, clients, decisions, Token())
    assert made.finished
    assert json.loads(trust_of(ground))["Id"] == "narrower"


@pytest.mark.keyring
def test_the_cut_of_sessions_is_dated_when_it_begins(ground: Ground, decisions: Decisions) -> None:
    clients = ground.root.clients
    (role,) = (r for r in ground.view().identities.roles if r.name == "Backdoor")
    looked = clients.now() - timedelta(hours=3)  # a look of long ago, whose remedy was kept
    end, close = end_sessions(role, looked), retrust(role, OURS, msg("Let only EC2 use it"))
    remedy = Remedy(CLOSE, msg(""), (*close.actions, end))
    one = replace(found(ground), remedies=(remedy,))
    dying: Any = Dying(clients, 1, after=True)
    with pytest.raises(Cut):
        closing.carry_out(remedy, one, dying, decisions, Token())
    kept = Decisions(decisions._records, ground.account).of(one.id)
    assert kept is not None
    begun = clients.now()
    closing.go_on(kept, clients, decisions, Token())
    (role,) = (r for r in ground.view().identities.roles if r.name == "Backdoor")
    until = cut_before(role)
    assert until is not None
    assert timedelta(seconds=59) <= until - begun < timedelta(seconds=120)


class Cut(Exception):  # noqa: N818  (a power cut)
    """The power is cut."""


class Dying:
    """The clients of a run whose power is cut before or after call number `at`."""

    def __init__(self, clients: Any, at: int, *, after: bool) -> None:
        self._clients, self._left, self._after = clients, at, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._clients, name)

    def call(self, *args: Any, **named: Any) -> Any:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise Cut
        reply = self._clients.call(*args, **named)
        if self._left == 0:
            raise Cut
        return reply


@pytest.mark.keyring
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("goes_on", [False, True])
def test_power_cut_at_every_call(
    ground: Ground, decisions: Decisions, at: int, after: bool, goes_on: bool
) -> None:
    before, one = trust_of(ground), found(ground)
    dying: Any = Dying(ground.root.clients, at, after=after)
    with pytest.raises(Cut):
        closing.carry_out(remedy_of(one, CLOSE), one, dying, decisions, Token())
    kept = Decisions(decisions._records, ground.account).of(one.id)
    assert kept is not None
    assert not kept.finished
    if goes_on:  # from what the customer saw before; the account has changed under it meanwhile
        kept = closing.carry_out(
            remedy_of(one, CLOSE), one, ground.root.clients, decisions, Token()
        )
        assert ground.findings(CHECK) == []
    for cut in (1, 2):  # putting back is cut short as well
        dying = Dying(ground.root.clients, cut, after=after)
        try:
            closing.put_back(kept, dying, decisions, Token())
        except Cut:
            kept = decisions.of(one.id)
            assert kept is not None
    if kept.kind != PUT_BACK:
        closing.put_back(kept, ground.root.clients, decisions, Token())
    assert (trust_of(ground), inline_of(ground)) == (before, [])
    assert found(ground).id == one.id


@pytest.mark.keyring
def test_going_on_after_a_new_look_puts_back_what_was_there_first(
    ground: Ground, decisions: Decisions
) -> None:
    before, one = trust_of(ground), found(ground)
    dying: Any = Dying(ground.root.clients, 2, after=True)
    with pytest.raises(Cut):
        closing.carry_out(remedy_of(one, CLOSE), one, dying, decisions, Token())
    (role,) = (r for r in ground.view().identities.roles if r.name == "Backdoor")
    again = finding(role)  # by now "as before" would be the trust that we have just put there
    made = closing.carry_out(
        remedy_of(again, CLOSE), again, ground.root.clients, decisions, Token()
    )
    closing.put_back(made, ground.root.clients, decisions, Token())
    assert trust_of(ground) == before


@pytest.mark.keyring
def test_what_is_refused_stays_unfinished(ground: Ground, decisions: Decisions) -> None:
    one = found(ground)
    step = call("x", "delete_role_policy", {"RoleName": "Gone", "PolicyName": "x"}, message=msg(""))
    with pytest.raises(Trouble):
        closing.carry_out(
            Remedy(CLOSE, msg(""), (step,)), one, ground.root.clients, decisions, Token()
        )
    kept = decisions.of(one.id)
    assert kept is not None
    assert not kept.finished
    assert not kept.can_be_put_back


@pytest.mark.keyring
def test_cancel_before_the_first_call_changes_nothing(ground: Ground, decisions: Decisions) -> None:
    one, token = found(ground), Token()
    token.cancel()
    with pytest.raises(Cancelled):
        closing.carry_out(remedy_of(one, CLOSE), one, ground.root.clients, decisions, token)
    assert found(ground) == one


def test_decisions_come_back_from_the_disk(records: Records) -> None:
    account = "111122223333"
    decisions = Decisions(records, account)
    assert decisions.all() == {}
    role = Holder("role", "R", "AROA", "arn", "/", created=_moment(), trust=OURS)
    one = finding(role)
    kept = decisions.keep(on(one, KEPT, "2026-01-01T00:00:00+00:00", "業務で使います"))
    inner = msg("Reads {what}", what=msg("all of “{name}”", name="x"))
    other = decisions.keep(Decision("other", ASKED, "2026-01-01T00:00:00+00:00", what=inner))
    again = Decisions(records, account).all()
    assert again == {one.id: kept, "other": other}
    assert str(again["other"].what) == str(inner)
    assert Decisions(records, "999988887777").all() == {}


def _moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '{"format": "aikagi-decisions"}', '{"format":"aikagi-decisions","decisions":[1]}'],
)
def test_damaged_file_is_set_aside(records: Records, text: str) -> None:
    decisions = Decisions(records, "111122223333")
    decisions.keep(Decision("x", KEPT, "2026-01-01T00:00:00+00:00"))
    path = records.home / "decisions" / "111122223333.json"
    path.write_text(text)
    assert decisions.all() == {}
    assert records.damaged == (path.with_name(f"{path.name}.damaged"),)
