"""Plans: carried out in order, settled where it is so already, undone in reverse."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app import plan
from app.messages import msg
from app.plan import Action, Progress
from app.troubles import NOT_UNDONE, OFFLINE, REFUSED, USER_GONE, Trouble
from app.work import Cancelled, Token


@dataclass
class Account:
    """Stands at the other end of the calls; fails as it is told."""

    calls: list[str] = field(default_factory=list)
    errors: dict[str, list[Trouble]] = field(default_factory=dict)

    def call(self, service: str, operation: str, **parameters: object) -> object:
        self.calls.append(operation)
        waiting = self.errors.get(operation)
        if waiting:
            raise waiting.pop(0)
        return parameters

    def at(self, region: str) -> Account:
        self.calls.append(f"at {region}")
        return self


def act(name: str, **changes: object) -> Action:
    back = Action(f"un{name}", f"un{name}", {}, msg("back"), settled_by=("NoSuchEntity",))
    return Action(name, name, {}, msg("do"), undo=back, **changes)  # type: ignore[arg-type]


def refused(code: str = "Whatever", *, uncertain: bool = False) -> Trouble:
    return Trouble(REFUSED, aws_code=code, uncertain=uncertain)


def test_only_what_is_not_so_already_is_done_in_order() -> None:
    account = Account()
    done = plan.apply((act("a"), act("b", already=True), act("c")), account, Token())
    assert account.calls == ["a", "c"]
    assert [a.id for a in done] == ["a", "c"]


def test_an_error_that_means_so_already_is_no_trouble_and_is_not_undone() -> None:
    account = Account(errors={"a": [refused("Exists")], "b": [refused()]})
    with pytest.raises(Trouble):
        plan.apply((act("a", settled_by=("Exists",)), act("b")), account, Token())
    assert account.calls == ["a", "b"]


def test_a_trouble_undoes_in_reverse_and_says_so() -> None:
    account = Account(errors={"c": [refused()]})
    with pytest.raises(Trouble) as caught:
        plan.apply((act("a"), act("b"), act("c")), account, Token())
    assert account.calls == ["a", "b", "c", "unb", "una"]
    assert str(caught.value.changed) == "What had been changed in your AWS account was taken back."


def test_a_call_whose_reply_was_lost_is_undone_too() -> None:
    account = Account(errors={"a": [Trouble(OFFLINE, uncertain=True)]})
    with pytest.raises(Trouble):
        plan.apply((act("a"),), account, Token())
    assert account.calls == ["a", "una"]


def test_what_cannot_be_undone_is_said() -> None:
    account = Account(errors={"b": [refused()], "una": [refused()]})
    with pytest.raises(Trouble) as caught:
        plan.apply((act("a"), act("b")), account, Token())
    assert [a.id for a in caught.value.left] == ["a"]
    assert "Not everything" in str(caught.value.changed)


def test_cancel_undoes_what_was_done() -> None:
    account = Account()
    token = Token(lambda report: token.cancel() if _ended(report, "a") else None)
    with pytest.raises(Cancelled):
        plan.apply((act("a"), act("b")), account, token)
    assert account.calls == ["a", "una"]


def test_cancel_that_cannot_be_undone_is_a_trouble() -> None:
    account = Account(errors={"una": [refused()]})
    token = Token(lambda report: token.cancel() if _ended(report, "a") else None)
    with pytest.raises(Trouble) as caught:
        plan.apply((act("a"), act("b")), account, token)
    assert caught.value.kind is NOT_UNDONE


def _ended(report: object, name: str) -> bool:
    return isinstance(report, Progress) and report.done and report.action.id == name


def test_a_new_thing_that_is_late_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "WAITS", (0.0, 0.0))
    late = Trouble(USER_GONE, aws_code="NoSuchEntity")
    account = Account(errors={"a": [late, late]})
    plan.apply((act("a", on_new_thing=True),), account, Token())
    assert account.calls == ["a", "a", "a"]


def test_waiting_for_a_new_thing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "WAITS", (0.0,))
    late = [Trouble(USER_GONE, aws_code="NoSuchEntity") for _ in range(3)]
    account = Account(errors={"a": late})
    with pytest.raises(Trouble):
        plan.apply((act("a", on_new_thing=True),), account, Token())
    assert account.calls == ["a", "a"]


def test_an_old_thing_that_is_missing_is_not_waited_for() -> None:
    account = Account(errors={"a": [Trouble(USER_GONE, aws_code="NoSuchEntity")]})
    with pytest.raises(Trouble):
        plan.apply((act("a"),), account, Token())
    assert account.calls == ["a"]


def test_a_call_for_a_region_goes_there() -> None:
    account = Account()
    plan.apply((act("a", region="eu-west-1"), act("b")), account, Token())
    assert account.calls == ["at eu-west-1", "a", "b"]


def test_a_secret_is_in_the_call_and_not_in_the_action() -> None:
    account = Account()
    seen: dict[str, object] = {}
    account.call = lambda s, o, **p: seen.update(p)  # type: ignore[method-assign]
    action = act("a", secrets={"Password": "password"})
    plan.apply((action,), account, Token(), {"password": "hunter2-hunter2"})
    assert seen == {"Password": "hunter2-hunter2"}
    assert "hunter2" not in repr(action)
