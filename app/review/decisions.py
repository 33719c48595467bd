"""What the customer decided on each finding, kept in the data directory for the account.

It is written before anything is done, with what is needed to put it back: a crash, a power cut or
another day finds all of it. No secret is in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.handoverfile import Damaged
from app.ledger import Made
from app.messages import Message
from app.plan import Action, Plan
from app.records import Records
from app.review import asjson
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Severity

log = logging.getLogger(__name__)
FORMAT = "aikagi-decisions"
CLOSED, SWITCHED_OFF, KEPT, ASKED, PUT_BACK = "closed", "switched_off", "kept", "asked", "put_back"
KINDS = (CLOSED, SWITCHED_OFF, KEPT, ASKED, PUT_BACK)
KIND_OF = {CLOSE: CLOSED, SWITCH_OFF: SWITCHED_OFF}  # by the kind of the remedy


@dataclass(frozen=True)
class Way:
    """One action of a remedy, by its id, and the call that takes it back, if one does.

    `ahead` is the action itself, to be gone on with. `begun`: it may have been carried out, so it
    has to be taken back; `done`: AWS said so. `order` grows with every action that is begun.
    """

    id: str
    back: Action | None = None
    ahead: Action | None = None
    begun: bool = False
    done: bool = False
    order: int = 0

    @property
    def left(self) -> Action | None:
        """The action, where it isn't done for sure and is known."""
        return replace(self.ahead, undo=self.back) if self.ahead and not self.done else None


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
    done_as: str = ""  # the kind by which something was begun, where another was decided on since

    @property
    def kind_done(self) -> str:
        """How what was begun goes on: as CLOSED or as SWITCHED_OFF, whatever was decided since."""
        return self.kind if self.kind in KIND_OF.values() else self.done_as or CLOSED

    @property
    def can_be_put_back(self) -> bool:
        """Whether something was done that can be taken back, whatever was decided since."""
        return self.kind != PUT_BACK and any(w.begun and w.back for w in self.ways)

    @property
    def can_be_gone_on_with(self) -> bool:
        """Whether something was begun, and what is left to do of it is known."""
        return not self.finished and all(way.done or way.ahead for way in self.ways)


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


def instead_of(before: Decision | None, new: Decision) -> Decision:
    """The decision `new` with what was done about the finding before: its way back stays."""
    if before is None:
        return new
    done = tuple(way for way in before.ways if way.begun)
    if before.kind == PUT_BACK or not (done or not before.finished):
        return replace(new, calls=before.calls)
    return replace(
        new,
        ways=before.ways,
        calls=before.calls,
        finished=before.finished,
        done_as=before.kind_done,
    )


def ways_of(actions: Plan, before: Iterable[Way] = ()) -> tuple[Way, ...]:
    """The ways of a remedy that begins, or is gone on with, or carried out a second time.

    What was begun `before` keeps its way back: the account may show by now what was done already,
    and that isn't what has to be put back. What isn't among the actions any more isn't needed.
    """
    known = {way.id: way for way in before if way.begun}
    new = []
    for action in actions:
        way = known.pop(action.id, None) or Way(action.id, action.undo)
        new.append(replace(way, ahead=replace(action, undo=None), done=False))
    return (*(replace(way, done=True) for way in known.values()), *new)


def marked(decision: Decision, action: str, **marks: Any) -> Decision:
    """The decision with these `marks` on that action: `begun`, `done`, `order`."""
    ways = tuple(replace(w, **marks) if w.id == action else w for w in decision.ways)
    return replace(decision, ways=ways)


# --- JSON --------------------------------------------------------------------------------------
def _to_json(decision: Decision) -> dict[str, object]:
    flat = {
        name: getattr(decision, name)
        for name in ("finding", "kind", "when", "row", "severity", "subject", "region", "reason")
    }
    if decision.done_as:
        flat["done_as"] = decision.done_as
    ways = [_way(way) for way in decision.ways]
    what = asjson.message(decision.what)
    calls = [asjson.made(made) for made in decision.calls]
    return {**flat, "what": what, "ways": ways, "calls": calls, "finished": decision.finished}


def _way(way: Way) -> dict[str, object]:
    marks = {name: getattr(way, name) for name in ("id", "begun", "done", "order")}
    return {**marks, "back": asjson.action(way.back), "ahead": asjson.action(way.ahead)}


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
    return Decision(
        **flat,
        severity=int(Severity(item["severity"])),
        what=asjson.message_from(item["what"]),
        ways=tuple(_way_from(way) for way in item["ways"]),
        calls=tuple(asjson.made_from(call) for call in item["calls"]),
        finished=bool(item["finished"]),
        done_as=_kind_done(item.get("done_as", "")),
    )


def _kind_done(found: object) -> str:
    """Older records don't have it."""
    if found and found not in KIND_OF.values():
        raise Damaged(where="done_as")
    return str(found)


def _way_from(item: Mapping[str, Any]) -> Way:
    return Way(
        id=str(item["id"]),
        back=asjson.action_from(item["back"]),
        ahead=asjson.action_from(item.get("ahead")),
        begun=bool(item["begun"]),
        done=bool(item.get("done")),
        order=int(item.get("order", 0)),
    )
