"""What has happened to a role since the hand-over, and the sentences that say so.

The day of the hand-over is before the vendor could do anything: what is unchanged since is the
customer's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from enum import Enum

from app.denial import DENY_POLICY_NAME, SESSIONS_POLICY_NAME, is_block
from app.messages import Message, msg
from app.review.baseline import WAYS, Baseline, key_of, mark, mark_of_policy
from app.review.documents import Unreadable, digest, statements
from app.review.finding import Severity, Unseen
from app.review.identities import ROLE, Holder
from app.review.remedies import QUARANTINE, quarantined
from app.review.rights import Power, power_of
from app.review.role_remedies import OLDER_SESSIONS
from app.review.trust import Way, names_organization, ways
from app.review.view import View
from app.troubles import Trouble

NO_ORGANIZATION = "AWSOrganizationsNotInUseException"


class Since(Enum):
    """What is known of something since the hand-over."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNKNOWN = "unknown"

    @property
    def new(self) -> bool | None:
        """As `Finding.new` has it: what was changed into a way in is new as one."""
        return {"same": False, "unknown": None}.get(self.value, True)


def since(view: View, role: Holder, way: Way | None = None) -> Since:
    """What has happened to a role: its rights, and its trust or, of that, one `way` alone."""
    if view.is_new(ROLE, role.id, role.created):
        return Since.NEW
    past = view.baseline
    if past is None or not past.knows(ROLE) or not past.knows("trust"):
        return Since.UNKNOWN
    same = _same_rights(view, past, role)
    if way is not None and past.knows(WAYS):
        same = same and past.has(WAYS, key_of(role, way))
    else:
        same = same and past.same("trust", role.id, digest(role.trust))
    return Since.SAME if same else Since.CHANGED


def _same_rights(view: View, past: Baseline, role: Holder) -> bool:
    own = view.identities.by_arn
    return any(past.same(ROLE, role.id, mark(one)) for one in (role, without_ours(role))) and all(
        past.same("policy", arn, mark_of_policy(own[arn])) for arn in role.attached if arn in own
    )


def without_ours(holder: Holder) -> Holder:
    """The same without what Aikagi adds to it, which must not make it look changed.

    By what it says: anybody can give a policy such a name.
    """
    return replace(holder, inline={k: v for k, v in holder.inline.items() if not _ours(k, v)})


def _ours(name: str, text: str) -> bool:
    if name in (QUARANTINE, DENY_POLICY_NAME):
        return is_block(text)
    if name not in (OLDER_SESSIONS, SESSIONS_POLICY_NAME):
        return False
    try:
        found = statements(text)
    except Unreadable:
        return False
    return not any(one.allows for one in found)


def thing_since(view: View, *moments: object) -> Since:
    """The same for what no baseline holds, by when AWS says that it was made and changed."""
    known = [one for one in moments if isinstance(one, datetime)]
    over = view.baseline.taken if view.baseline else view.vendor.handed_over
    if not known or over is None:
        return Since.UNKNOWN
    if known[0] > over:
        return Since.NEW
    return Since.CHANGED if max(known) > over else Since.SAME


def weighed(
    view: View, roles: Iterable[Holder], *moments: object
) -> tuple[Since, tuple[Message, ...]]:
    """The same for a thing that gives these roles, and what to say of it.

    An old thing that gives a role which is new, or has other rights now, isn't the old one.
    """
    thing = thing_since(view, *moments)
    whole = worst([thing, *(since(view, role) for role in roles)])
    if whole in (thing, Since.UNKNOWN):
        return whole, (when(whole),)
    return whole, (msg("The role has been made or changed since the vendor was let in."),)


def worst(found: Iterable[Since]) -> Since:
    """The one that gives most reason to look."""
    return max(found, key=(Since.SAME, Since.UNKNOWN, Since.CHANGED, Since.NEW).index)


def rights(power: Power) -> Message:
    """A sentence on what a role's rights are worth."""
    return {
        Power.NONE: msg("The role has no rights now."),
        Power.SOME: msg("The role has some of the account's rights, not all."),
        Power.ESCALATES: msg("From the role's rights one can come to all rights of the account."),
        Power.ALL: msg("The role has all rights of the account."),
    }[power]


def trusted_by(roles: Iterable[Holder], power: Power) -> Iterator[Message]:
    """Sentences on the roles that trust a provider of sign-ins, and what they are worth."""
    if names := ", ".join(role.name for role in roles):
        yield msg("Roles that trust it: {names}.", names=names)
        yield rights(power)
    else:
        yield msg("No role trusts it now.")


def when(past: Since) -> Message:
    """A sentence on what is known since the hand-over."""
    return {
        Since.NEW: msg("It has appeared since the vendor was let in."),
        Since.CHANGED: msg("It has been changed since the vendor was let in."),
        Since.SAME: msg("It was there, and the same, on the day the vendor was let in."),
        Since.UNKNOWN: msg("Whether it was so on the day the vendor was let in can't be told."),
    }[past]


def sentences(first: Message, *more: Message) -> Message:
    """Several sentences as one message, in their order."""
    whole = first
    for one in more:
        whole = msg("{first} {second}", first=whole, second=one)
    return whole


def editable(view: View) -> tuple[Holder, ...]:
    """The roles that people made, but those that Aikagi has blocked. Raises `Trouble`.

    AWS's own service-linked roles and those of Identity Center can't be edited by anybody here.
    """
    return tuple(
        role
        for role in view.identities.roles
        if not (role.service_linked or role.of_identity_center or quarantined(role))
    )


def opened(view: View, row: str) -> Iterator[tuple[Holder, tuple[Way, ...]] | Unseen]:
    """Each such role with the ways to it. Raises `Trouble`."""
    for role in editable(view):
        try:
            asks = names_organization(role.trust)
            own = organization(view) if asks else ""
            found = ways(role.trust, view.account, own)
        except Unreadable:
            what = msg(
                "who may use the role “{name}”: its trust policy is unreadable", name=role.name
            )
            yield Unseen(row, what)
        else:
            yield role, found


def organization(view: View) -> str:
    """The id of the organization that the account is in; "" for none. Raises `Trouble`."""
    try:
        return str(view.ask("organizations", "describe_organization")["Organization"]["Id"])
    except Trouble as trouble:
        if trouble.aws_code != NO_ORGANIZATION:
            raise
        return ""


def power(view: View, role: Holder) -> Power:
    """What the role's rights are worth. Raises `Trouble`, `Unreadable`."""
    return power_of(role, view.identities)


def strongest(view: View, roles: Iterable[Holder]) -> Power:
    """The most that one of these roles may do. Raises `Trouble`, `Unreadable`."""
    return max((power(view, role) for role in roles), default=Power.NONE)


def from_outside(worth: Power, past: Since) -> Severity:
    """How dangerous a way for machines or people elsewhere is, which services work by as well."""
    if past is Since.SAME or worth is Power.NONE:
        return Severity.LOW
    if worth >= Power.ESCALATES:
        return Severity.HIGH if past is Since.UNKNOWN else Severity.CRITICAL
    return Severity.LOW if past is Since.UNKNOWN else Severity.MEDIUM


def unblocked(view: View, service: str) -> tuple[Holder, ...]:
    """The roles that a service may use and that Aikagi hasn't blocked. Raises `Trouble`."""
    return tuple(
        role for role in view.trusting(service) if not (role.service_linked or quarantined(role))
    )
