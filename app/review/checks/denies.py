"""Bans on the customer's own users and roles that would be in the way of cleaning up. B10.

A Deny beats every Allow, and a boundary limits what policies give. The root user is bound by
neither:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.denial import DENY_ALL_ARN
from app.messages import Message, msg
from app.plan import Action
from app.review.baseline import BOUNDARY
from app.review.blocks import Blocks, signed
from app.review.check import Check
from app.review.documents import Statement, statements
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.identities import Holder
from app.review.remedies import call
from app.review.unchanged import rights_unchanged
from app.review.view import View

CLEAN_UP = ("iam:deleteuser", "iam:updateaccesskey", "iam:deleteaccesskey", "iam:detachuserpolicy")
DENIES = msg(
    "A policy forbids “{name}” to work on users and keys. If the vendor put "
    "it there, it keeps your own people from cleaning up. It doesn't bind "
    "the root user."
)
BOUND = msg(
    "“{name}” has a permissions boundary (an upper limit of rights) that arrived since the "
    "vendor was let in. If the vendor put it there, it keeps your own people from cleaning up. "
    "It doesn't bind the root user."
)
BLOCKED = msg(
    "Everything is denied to “{name}”, by “AWSDenyAll”. Aikagi blocks users and roles in this way, "
    "too. If you had it do so, perhaps from another computer, keep the block: lifting it lets "
    "“{name}” work again. If the vendor put it there, it keeps your own people from cleaning up. "
    "It doesn't bind the root user."
)
OWN = msg(
    "Everything is denied to “{name}” by “{policy}”, a block as Aikagi puts it. This computer "
    "knows nothing of it: it may have been put there from another one. Ask your colleagues."
)
OWN_BREAKS = msg("Lifting it lets “{name}” work again, as it could before it was blocked.")
OWN_BY_HAND = msg(
    "If “{name}” is one of your own and nobody of yours had it blocked: open IAM in the AWS "
    "console as the root user, choose it, and remove the policy “{policy}”."
)
BREAKS = msg(
    "Nothing stops. “{name}” may do more again: if the limit is a rule of your own, keep it."
)


def look(view: View) -> Iterator[Said]:
    """Who is banned, where that isn't how it was at the hand-over. Raises `Trouble`."""
    roles = (role for role in view.identities.roles if not role.service_linked)
    for holder in (*view.others(), *view.identities.groups, *roles):
        new = view.is_new(holder.kind, holder.id, holder.created)
        if new or rights_unchanged(view, holder):
            continue  # what is new blocks nobody that was there
        yield from _bans_on(view, holder)


def _bans_on(view: View, holder: Holder) -> Iterator[Finding]:
    """Bans of somebody else's. Aikagi's own block is said as such, where it isn't known here."""
    known = (view.blocks or Blocks()).on(holder)
    own = signed(holder)
    if own and not known:
        yield _own(holder, own)
    ours = {DENY_ALL_ARN} if known or own else set()
    policies = [name for name, text in holder.inline.items() if name != own and _bans(text)]
    denied = [arn for arn in holder.attached if arn not in ours and _bans_attached(view, arn)]
    if policies or denied:
        actions = [_inline(holder, name) for name in policies]
        actions += [_attached(holder, arn) for arn in denied]
        what = DENIES if policies or denied != [DENY_ALL_ARN] else BLOCKED
        yield _finding(view, holder, "deny", what, tuple(actions))
    if holder.boundary not in ours and _newly_bound(view, holder):
        what = BLOCKED if holder.boundary == DENY_ALL_ARN else BOUND
        yield _finding(view, holder, "boundary", what, (_boundary(holder),))


def _own(holder: Holder, policy: str) -> Finding:
    words = {"name": holder.name, "policy": policy}
    return Finding(
        f"denies:own/{holder.kind}/{holder.id}",
        "B10",
        Severity.LOW,
        holder.name,
        msg(OWN.text, **words),
        msg(OWN_BREAKS.text, name=holder.name),
        by_hand=msg(OWN_BY_HAND.text, **words),
    )


def _newly_bound(view: View, holder: Holder) -> bool:
    past = view.baseline
    if not holder.boundary or holder.kind not in _BOUNDED or past is None:
        return False
    return not past.same(BOUNDARY, holder.id, holder.boundary)


_WORD = {"user": "User", "group": "Group", "role": "Role"}
_BOUNDED = ("user", "role")


def _bans(text: str) -> bool:
    return any(_in_the_way(one) for one in statements(text))


def _bans_attached(view: View, arn: str) -> bool:
    own = view.identities.by_arn.get(arn)
    return arn == DENY_ALL_ARN or (own is not None and _bans(own.document))


def _in_the_way(one: Statement) -> bool:
    """A ban that holds always. "Not without MFA" is a rule, and a good one."""
    anything = any(one.concerns(action) for action in CLEAN_UP)
    return not one.allows and not one.conditions and anything


def _finding(
    view: View, holder: Holder, kind: str, what: Message, actions: tuple[Action, ...]
) -> Finding:
    lift = msg("Lift the ban on “{name}”. This can be undone.", name=holder.name)
    known = view.baseline is not None
    return Finding(
        f"denies:{kind}/{holder.kind}/{holder.id}",
        "B10",
        Severity.MEDIUM if known else Severity.LOW,
        holder.name,
        msg(what.text, name=holder.name),
        msg(BREAKS.text, name=holder.name),
        (Remedy(CLOSE, lift, actions),),
        new=True if known else None,
    )


def _inline(holder: Holder, policy: str) -> Action:
    parameters = {**_who(holder), "PolicyName": policy}
    text = {"PolicyDocument": holder.inline[policy]}
    return _pair(
        holder, policy, ("delete_{}_policy", parameters), ("put_{}_policy", {**parameters, **text})
    )


def _attached(holder: Holder, arn: str) -> Action:
    parameters = {**_who(holder), "PolicyArn": arn}
    name = arn.rpartition("/")[2]
    return _pair(holder, name, ("detach_{}_policy", parameters), ("attach_{}_policy", parameters))


def _boundary(holder: Holder) -> Action:
    before = {**_who(holder), "PermissionsBoundary": holder.boundary}
    return _pair(
        holder,
        holder.boundary,
        ("delete_{}_permissions_boundary", _who(holder)),
        ("put_{}_permissions_boundary", before),
    )


def _who(holder: Holder) -> dict[str, str]:
    return {f"{_WORD[holder.kind]}Name": holder.name}


def _pair(
    holder: Holder,
    policy: str,
    lift: tuple[str, dict[str, str]],
    put: tuple[str, dict[str, str]],
) -> Action:
    name = holder.name
    back = call(
        f"ban-back-{holder.kind}-{name}-{policy}",
        put[0].format(holder.kind),
        put[1],
        message=msg("Put “{policy}” on “{name}” again", policy=policy, name=name),
    )
    return call(
        f"ban-{holder.kind}-{name}-{policy}",
        lift[0].format(holder.kind),
        lift[1],
        message=msg("Take “{policy}” from “{name}”", policy=policy, name=name),
        settled_by=("NoSuchEntity",),
        undo=back,
    )


CHECKS = (
    Check(
        ("B10",),
        "denies",
        msg("Bans on your own users and roles"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
