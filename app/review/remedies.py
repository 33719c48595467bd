"""Ways to close a finding that several checks share. Each can be put back as it was."""

from __future__ import annotations

from collections.abc import Mapping

from app.denial import DENY_ALL_ARN, DENY_POLICY
from app.messages import Message, msg
from app.plan import Action
from app.review.deleted import trusting_nobody, without_deleted
from app.review.documents import account_of
from app.review.finding import CLOSE, SWITCH_OFF, Remedy
from app.review.identities import ROLE, USER, Holder

QUARANTINE = "AikagiQuarantine"  # the inline policy that denies everything


def call(  # noqa: PLR0913  (named, and all but three may be left out)
    action: str,
    operation: str,
    parameters: Mapping[str, object],
    *,
    message: Message,
    service: str = "iam",
    region: str = "",
    settled_by: tuple[str, ...] = (),
    undo: Action | None = None,
) -> Action:
    """One AWS call of a remedy. `parameters` hold no secret and nothing but JSON's types."""
    return Action(
        id=action,
        operation=operation,
        parameters=parameters,
        message=message,
        service=service,
        region=region,
        settled_by=settled_by,
        undo=undo,
    )


# Without blanks. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
INLINE_QUOTA, MANAGED_QUOTA = {USER: 2048, ROLE: 10240}, 10


def quarantine(holder: Holder) -> Remedy:
    """Deny everything to a user or role, which can be lifted again.

    By a policy of its own; where somebody has filled the space for these, by one of AWS's; where
    no further one fits either, by a boundary, which has no quota.
    """
    inline = sum(
        len("".join(text.split())) for name, text in holder.inline.items() if name != QUARANTINE
    )
    what = msg("Deny everything to “{name}”. This can be undone.", name=holder.name)
    if inline + len(DENY_POLICY) <= INLINE_QUOTA[holder.kind]:
        put, off = _inline(holder)
    elif len(holder.attached) < MANAGED_QUOTA:
        put, off = _attached()
    else:
        put, off = _boundary(holder)
    word, who = {USER: "user", ROLE: "role"}[holder.kind], _who(holder)
    back = call(
        f"lift-{holder.kind}-{holder.name}",
        off[0].format(word),
        {**who, **off[1]},
        message=msg("Remove the block on “{name}”", name=holder.name),
        settled_by=("NoSuchEntity",),
    )
    deny = call(
        block_id(holder),
        put[0].format(word),
        {**who, **put[1]},
        message=what,
        undo=back,
    )
    return Remedy(SWITCH_OFF, what, (deny,))


def block_id(holder: Holder) -> str:
    """The id of the action that denies everything to a user or role."""
    return f"deny-{holder.kind}-{holder.name}"


Half = tuple[str, dict[str, str]]  # an operation, but for whose it is, and its parameters


def _who(holder: Holder) -> dict[str, str]:
    return {"UserName" if holder.kind == USER else "RoleName": holder.name}


def _inline(holder: Holder) -> tuple[Half, Half]:
    name = {"PolicyName": QUARANTINE}
    before = holder.inline.get(QUARANTINE)  # somebody else's by that name is kept
    put = ("put_{}_policy", {**name, "PolicyDocument": DENY_POLICY})
    if before is not None:
        return put, ("put_{}_policy", {**name, "PolicyDocument": before})
    return put, ("delete_{}_policy", name)


def _attached() -> tuple[Half, Half]:
    arn = {"PolicyArn": DENY_ALL_ARN}
    return ("attach_{}_policy", arn), ("detach_{}_policy", arn)


def _boundary(holder: Holder) -> tuple[Half, Half]:
    put = "put_{}_permissions_boundary"
    bound = (put, {"PermissionsBoundary": DENY_ALL_ARN})
    if holder.boundary:
        return bound, (put, {"PermissionsBoundary": holder.boundary})
    return bound, ("delete_{}_permissions_boundary", {})


def retrust(role: Holder, trust: str, message: Message) -> Remedy:
    """Give a role another trust policy (JSON); the one that it has is kept."""
    before = trusting_nobody(without_deleted(role.trust), account_of(role.arn))
    back = call(
        f"trust-back-{role.name}",
        "update_assume_role_policy",
        {"RoleName": role.name, "PolicyDocument": before},
        message=msg("Let the role “{name}” be used as before", name=role.name),
    )
    change = call(
        f"trust-{role.name}",
        "update_assume_role_policy",
        {"RoleName": role.name, "PolicyDocument": trust},
        message=message,
        undo=back,
    )
    return Remedy(CLOSE, message, (change,))


def quarantined(holder: Holder) -> bool:
    """Whether a block is on it already: one of the three that `quarantine` puts on it."""
    from app.review.identities import text_of

    ours = holder.inline.get(QUARANTINE) == text_of(DENY_POLICY)
    return ours or DENY_ALL_ARN in (*holder.attached, holder.boundary)
