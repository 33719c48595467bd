"""Ways to close a finding that several checks share. Each can be put back as it was."""

from __future__ import annotations

from collections.abc import Mapping

from app.denial import DENY_POLICY
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


def quarantine(holder: Holder) -> Remedy:
    """Deny everything to a user or role by a policy of its own, which can be removed again."""
    word = {USER: "user", ROLE: "role"}[holder.kind]
    name = {"UserName" if holder.kind == USER else "RoleName": holder.name}
    back = call(
        f"lift-{holder.kind}-{holder.name}",
        f"delete_{word}_policy",
        {**name, "PolicyName": QUARANTINE},
        message=msg("Lift the block on “{name}”", name=holder.name),
        settled_by=("NoSuchEntity",),
    )
    what = msg("Deny everything to “{name}”. This can be undone.", name=holder.name)
    deny = call(
        f"deny-{holder.kind}-{holder.name}",
        f"put_{word}_policy",
        {**name, "PolicyName": QUARANTINE, "PolicyDocument": DENY_POLICY},
        message=what,
        undo=back,
    )
    return Remedy(SWITCH_OFF, what, (deny,))


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
    """Whether our block is on it already."""
    from app.review.identities import text_of

    return holder.inline.get(QUARANTINE) == text_of(DENY_POLICY)
