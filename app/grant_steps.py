"""The calls that plans on a vendor's user are made of, each with what takes it back."""

from __future__ import annotations

from app.grant_rights import title
from app.messages import Message, msg
from app.plan import Action

AGAIN = msg("Give it back as it was")


def attach(action: str, user_name: str, arn: str, message: Message, *, already: bool) -> Action:
    """Attach a managed policy; taken back by detaching it."""
    away = msg("Take the rights “{policy}” away again", policy=title(arn))
    return Action(
        id=action,
        operation="attach_user_policy",
        parameters={"UserName": user_name, "PolicyArn": arn},
        message=message,
        already=already,
        on_new_thing=True,
        undo=_detach(f"un{action}", user_name, arn, away),
    )


def detach(action: str, user_name: str, arn: str, message: Message) -> Action:
    """Detach a managed policy; taken back by attaching it."""
    undo = Action(
        f"un{action}", "attach_user_policy", {"UserName": user_name, "PolicyArn": arn}, AGAIN
    )
    return _detach(action, user_name, arn, message, undo)


def put_inline(  # noqa: PLR0913  (each is a thing of its own)
    user_name: str,
    policy: str,
    document: str,
    message: Message,
    away: Message,
    *,
    before: str | None = None,
    already: bool = False,
) -> Action:
    """Put an inline policy; taken back by what was there `before`, or by dropping it: `away`."""
    undo = (
        _drop(user_name, policy, away) if before is None else _put(user_name, policy, before, AGAIN)
    )
    return _put(user_name, policy, document, message, undo=undo, already=already)


def drop_inline(user_name: str, policy: str, document: str, message: Message) -> Action:
    """Drop an inline policy; taken back by putting its `document` again."""
    return _drop(user_name, policy, message, undo=_put(user_name, policy, document, AGAIN))


def _detach(
    action: str, user_name: str, arn: str, message: Message, undo: Action | None = None
) -> Action:
    return Action(
        id=action,
        operation="detach_user_policy",
        parameters={"UserName": user_name, "PolicyArn": arn},
        message=message,
        settled_by=("NoSuchEntity",),
        undo=undo,
    )


def _put(
    user_name: str,
    policy: str,
    document: str,
    message: Message,
    *,
    undo: Action | None = None,
    already: bool = False,
) -> Action:
    return Action(
        id=f"put-{policy}",
        operation="put_user_policy",
        parameters={"UserName": user_name, "PolicyName": policy, "PolicyDocument": document},
        message=message,
        already=already,
        on_new_thing=True,
        undo=undo,
    )


def _drop(user_name: str, policy: str, message: Message, undo: Action | None = None) -> Action:
    return Action(
        id=f"drop-{policy}",
        operation="delete_user_policy",
        parameters={"UserName": user_name, "PolicyName": policy},
        message=message,
        settled_by=("NoSuchEntity",),
        undo=undo,
    )
