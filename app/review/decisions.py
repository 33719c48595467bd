"""What the customer decided on each finding, kept in the data directory for the account.

It is written before anything is done, with what is needed to put it back: a crash, a power cut or
another day finds all of it. No secret is in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.handoverfile import Damaged
from app.ledger import Made
from app.messages import Message
from app.plan import Action, Plan
from app.records import Records
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Severity

log = logging.getLogger(__name__)
FORMAT = "aikagi-decisions"
CLOSED, SWITCHED_OFF, KEPT, ASKED, PUT_BACK = "closed", "switched_off", "kept", "asked", "put_back"
KINDS = (CLOSED, SWITCHED_OFF, KEPT, ASKED, PUT_BACK)
CALL = ("operation", "request_id", "error", "region")
KIND_OF = {CLOSE: CLOSED, SWITCH_OFF: SWITCHED_OFF}  # by the kind of the remedy


@dataclass(frozen=True)
class Way:
    """One action of a remedy, by its id, and the call that takes it back, if one does.

    `begun`: it may have been carried out, so it has to be taken back.
    """

    id: str
    back: Action | None = None
    begun: bool = False


@dataclass(frozen=True)
class Decision:
    """What was decided on the finding `finding`, and when (ISO 8601, by AWS's clock).

    `kind` is one of `KINDS`. `row` to `what` are the finding's, for the report: once it is closed
    no review finds it any more. `ways` are what was done, in order; `finished`: all of it.
    """

    finding: str
    kind: str
    when: str
    row: str = ""
    severity: int = Severity.LOW
    subject: str = ""
    region: str = ""
    what: Message = field(default_factory=lambda: Message(""))
    reason: str = ""
    ways: tuple[Way, ...] = ()
    calls: tuple[Made, ...] = ()  # what AWS was asked to do about it, for the report
    finished: bool = True

    @property
    def can_be_put_back(self) -> bool:
        """Whether something was done that can be taken back."""
        return self.kind in KIND_OF.values() and any(w.begun and w.back for w in self.ways)


def on(finding: Finding, kind: str, when: str, reason: str = "") -> Decision:
    """A decision on `finding` that changes nothing in the account (yet)."""
    return Decision(
        finding=finding.id,
        kind=kind,
        when=when,
        row=finding.row,
        severity=int(finding.severity),
        subject=finding.subject,
        region=finding.region,
        what=finding.what,
        reason=reason,
    )


class Decisions:
    """All decisions on one account. Every change is on the disk before it returns."""

    def __init__(self, records: Records, account: str) -> None:
        self._records, self.account = records, account

    def all(self) -> Mapping[str, Decision]:
        """The last decision on each finding, by its id; the newest last. Raises `Trouble`."""
        return self._records.kept_of(self.account, _decisions) or {}

    def of(self, finding: str) -> Decision | None:
        """The last decision on that finding. Raises `Trouble`."""
        return self.all().get(finding)

    def keep(self, decision: Decision) -> Decision:
        """Write `decision` in the place of an earlier one on the same finding. Raises `Trouble`."""
        found = {**self.all()}
        found.pop(decision.finding, None)
        found[decision.finding] = decision
        listed = [_to_json(one) for one in found.values()]
        self._records.keep_of(self.account, {"format": FORMAT, "decisions": listed})
        return decision


def ways_of(actions: Plan, before: Iterable[Way] = ()) -> tuple[Way, ...]:
    """The ways of a remedy that begins, or is gone on with after it was cut short.

    What was kept `before` wins: the account may show by now what was done already, and that isn't
    what has to be put back. What isn't among the actions any more has been done.
    """
    known = {way.id: way for way in before}
    new = tuple(known.pop(action.id, Way(action.id, action.undo)) for action in actions)
    return (*known.values(), *new)


def begun(decision: Decision, action: str) -> Decision:
    """The decision with that action marked as perhaps carried out."""
    ways = tuple(replace(w, begun=True) if w.id == action else w for w in decision.ways)
    return replace(decision, ways=ways)


# --- JSON --------------------------------------------------------------------------------------
def _to_json(decision: Decision) -> dict[str, object]:
    flat = {
        name: getattr(decision, name)
        for name in ("finding", "kind", "when", "row", "severity", "subject", "region", "reason")
    }
    ways = [{"id": w.id, "back": _action(w.back), "begun": w.begun} for w in decision.ways]
    what = _message(decision.what)
    calls = [_call(made) for made in decision.calls]
    return {**flat, "what": what, "ways": ways, "calls": calls, "finished": decision.finished}


def _call(made: Made) -> dict[str, object]:
    message, when = _message(made.message), made.when.isoformat(timespec="seconds")
    return {**{name: getattr(made, name) for name in CALL}, "message": message, "when": when}


def _action(action: Action | None) -> dict[str, object] | None:
    if action is None:
        return None
    return {
        "id": action.id,
        "service": action.service,
        "region": action.region,
        "operation": action.operation,
        "parameters": dict(action.parameters),
        "message": _message(action.message),
        "settled_by": list(action.settled_by),
    }


def _message(message: Message) -> dict[str, object]:
    return {"text": message.text, "values": {k: _value(v) for k, v in message.values.items()}}


def _value(value: object) -> object:
    if isinstance(value, Message):
        return _message(value)
    return value if isinstance(value, str | int | float) else str(value)


def _decisions(found: Mapping[str, Any]) -> Mapping[str, Decision]:
    """What `Decisions.keep` wrote. Raises `Damaged`."""
    try:
        if found["format"] != FORMAT:
            raise Damaged(where="format")
        listed = [_from_json(item) for item in found["decisions"]]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Damaged(where=type(error).__name__) from None
    return {decision.finding: decision for decision in listed}


def _from_json(item: Mapping[str, Any]) -> Decision:
    if item["kind"] not in KINDS:
        raise Damaged(where="kind")
    flat = {
        name: str(item[name])
        for name in ("finding", "kind", "when", "row", "subject", "region", "reason")
    }
    ways = tuple(
        Way(str(w["id"]), _action_from(w["back"]), begun=bool(w["begun"])) for w in item["ways"]
    )
    return Decision(
        **flat,
        severity=int(Severity(item["severity"])),
        what=_message_from(item["what"]),
        ways=ways,
        calls=tuple(_call_from(call) for call in item["calls"]),
        finished=bool(item["finished"]),
    )


def _call_from(item: Mapping[str, Any]) -> Made:
    texts = {name: str(item[name]) for name in CALL}
    when = datetime.fromisoformat(item["when"])
    return Made(message=_message_from(item["message"]), when=when, **texts)


def _action_from(item: Mapping[str, Any] | None) -> Action | None:
    if item is None:
        return None
    return Action(
        id=str(item["id"]),
        operation=str(item["operation"]),
        parameters=dict(item["parameters"]),
        message=_message_from(item["message"]),
        service=str(item["service"]),
        region=str(item["region"]),
        settled_by=tuple(map(str, item["settled_by"])),
    )


def _message_from(item: Mapping[str, Any]) -> Message:
    values = {k: _message_from(v) if isinstance(v, dict) else v for k, v in item["values"].items()}
    return Message(str(item["text"]), values)
