"""Findings about things that their own policies share with outsiders, and how to end that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.messages import Message, msg
from app.review.deleted import without_deleted
from app.review.finding import CLOSE, Finding, Remedy, Severity
from app.review.outside import Kind, Opening, Own, openings, without
from app.review.remedies import call

WHAT = msg(
    "From outside this account, {who} may use {thing} ({actions}). Nobody gets into the account by "
    "that, but what is in there can be had from outside, even after the vendor's user is gone."
)
WHAT_CHANGES = msg(
    "From outside this account, {who} may change {thing} ({actions}). What is in there can be read "
    "or changed from outside, even after the vendor's user is gone."
)
UNTOLD = msg(
    "“{who}” may use {thing} ({actions}). Whether that is one of your own can't be told from the "
    "policy: look whether you know it."
)
BREAKS = msg("Partners, services and accounts that use it by this permission can't any more.")
BY_HAND = msg("If you don't know it, take it out of the policy (“Permissions”) in the AWS console.")
EVERYBODY = msg("everybody")
BOTH = msg("{first} and {rest}")
ACCOUNT = msg("the account {account}")
ORGANIZATION = msg("every account of the organization {id}")
CLOSING = msg("Take this permission off {thing}. This can be undone.")
BACK = msg("Share {thing} as before")
SHOWN = 3  # actions that are named
READING = ("get", "list", "describe", "head", "batchget", "receive", "decrypt", "query", "scan")


@dataclass(frozen=True)
class Writing:
    """How a policy is written: the operation and, for a text, its parameters.

    `remove` is the operation that takes the whole policy away, with `identity`; "" where there is
    none, and `least` is then what is written in the place of nothing.
    """

    service: str
    put: str
    parameters: Callable[[str], Mapping[str, object]]
    remove: str = ""
    identity: Mapping[str, object] | None = None
    least: str = ""
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shared:
    """One thing with a policy. `id` names it within its check, `thing` in a sentence."""

    row: str
    check: str
    id: str
    thing: Message
    arn: str
    document: str
    writing: Writing
    region: str = ""
    what: Message | None = None  # instead of WHAT; with {thing}, {who} and {actions}


def findings(
    shared: Shared, own: Own, *, judge: Callable[[Opening], Severity | None] | None = None
) -> Iterator[Finding]:
    """Yields what the policy lets outsiders do: one finding for all of them together.

    A policy is written as a whole, so two remedies of the same one would undo each other. Those
    of whom it can't be told whose they are come apart, without a remedy. A service of AWS that
    isn't held to this account is no finding here. `judge` may say how dangerous an opening is, or
    None where it isn't. Raises `Unreadable`.
    """
    judged = [
        (one, (judge or severity_of)(one))
        for one in openings(shared.document, own)
        if one.kind is not Kind.SERVICE
    ]
    known = [(one, how) for one, how in judged if how is not None and one.kind is not Kind.UNTOLD]
    if known:
        outsiders = tuple(one for one, _ in known)
        yield _finding(shared, own, outsiders, max(how for _, how in known))
    for one, how in judged:
        if one.kind is Kind.UNTOLD and how is not None:
            yield _untold(shared, one, how)


def severity_of(opening: Opening) -> Severity:
    """How dangerous an opening to data is, where nothing more is known of it."""
    if opening.kind in (Kind.UNTOLD, Kind.SERVICE):
        return Severity.LOW
    if changes(opening) and not opening.narrowed:
        return Severity.HIGH
    return Severity.MEDIUM


def changes(opening: Opening) -> bool:
    """Whether more than reading is allowed."""
    statement = opening.statement
    verbs = (action.partition(":")[2].lower() for action in statement.actions)
    return bool(statement.not_actions) or any(not verb.startswith(READING) for verb in verbs)


def _finding(shared: Shared, own: Own, found: tuple[Opening, ...], severity: Severity) -> Finding:
    # Who they are is part of the id: a decision on one of them isn't one on the next.
    everyone = ",".join(sorted({one.who for one in found}))
    default = WHAT_CHANGES if any(changes(one) for one in found) else WHAT
    text = shared.what or default
    return Finding(
        id=f"{shared.check}:{shared.id}/{everyone}",
        row=shared.row,
        severity=severity,
        subject=shared.arn,
        what=msg(text.text, thing=shared.thing, who=who(found), actions=_actions(found)),
        breaks=BREAKS,
        remedies=(remedy(shared, own, found),),
        region=shared.region,
    )


def _untold(shared: Shared, one: Opening, severity: Severity) -> Finding:
    return Finding(
        id=f"{shared.check}:{shared.id}/{one.who}",
        row=shared.row,
        severity=severity,
        subject=shared.arn,
        what=msg(UNTOLD.text, thing=shared.thing, who=one.who, actions=_actions((one,))),
        breaks=BREAKS,
        by_hand=BY_HAND,
        region=shared.region,
    )


def _actions(found: tuple[Opening, ...]) -> str:
    return named(action for one in found for action in one.statement.actions or ("*",))


def who(found: Iterable[Opening]) -> Message:
    """The outsiders, as words in a sentence; where everybody is let in, that is enough."""
    each = dict.fromkeys((one.kind, one.who) for one in found)
    if any(kind is Kind.EVERYBODY for kind, _ in each):
        return EVERYBODY
    first, *rest = [
        msg(ACCOUNT.text, account=name) if kind is Kind.ACCOUNT else msg(ORGANIZATION.text, id=name)
        for kind, name in each
    ]
    for one in rest:
        first = msg(BOTH.text, first=first, rest=one)
    return first


def named(several: Iterable[str]) -> str:
    """The first few of several names, and "…" for more."""
    each = list(dict.fromkeys(several))
    return ", ".join(each[:SHOWN]) + (" …" if len(each) > SHOWN else "")


def remedy(shared: Shared, own: Own, found: tuple[Opening, ...]) -> Remedy:
    """Write the policy without these openings; the way back writes it as it was."""
    how, thing = shared.writing, shared.thing
    what = msg(CLOSING.text, thing=thing)
    back = call(
        f"share-back-{shared.region}-{shared.id}",
        how.put,
        how.parameters(without_deleted(shared.document)),
        message=msg(BACK.text, thing=thing),
        service=how.service,
        region=shared.region,
    )
    left = without(shared.document, own, found) or how.least
    operation, parameters = how.put, how.parameters(left)
    if not left and how.remove:
        operation, parameters = how.remove, how.identity or {}
    close = call(
        f"share-off-{shared.region}-{shared.id}",
        operation,
        parameters,
        message=what,
        service=how.service,
        region=shared.region,
        settled_by=how.gone,
        undo=back,
    )
    return Remedy(CLOSE, what, (close,))
