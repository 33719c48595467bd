"""What guards a vendor's user, as the hand-over's record has it, in a short sentence each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.enddate import is_over, last_day
from app.grant_rights import title
from app.messages import Message
from app.standing import rights_changed, rights_to_give
from ui.when import day
from ui.words import _, say

if TYPE_CHECKING:
    from app.handoverfile import Handover


def policy_name(arn: str) -> str:
    """What to call a policy: one that isn't AWS's own by its whole ARN, too."""
    name = title(arn)
    return say(name) if isinstance(name, Message) else name


def rights(record: Handover) -> str:
    """What the user may do, and from when on."""
    policy = policy_name(record.policy_arn)
    if rights_changed(record):
        said = _changed(record)
        later = _("You wanted to give it “{policy}” once the vendor has signed in.")
        return f"{said} {later.format(policy=policy)}" if rights_to_give(record) else said
    if not record.policy_arn:
        return _(
            "No policy is attached to it that gives it rights. What it may do all the same, by a "
            "policy of its own or by a group, you see in AWS."
        )
    words = _("Its rights are “{policy}”.")
    if rights_to_give(record):
        words = _("It gets its rights “{policy}” from you once the vendor has signed in.")
    elif record.require_mfa and "require_mfa" not in record.missing:
        words = _("Its rights are “{policy}”, once the vendor has set up MFA.")
    return words.format(policy=policy)


def _changed(record: Handover) -> str:
    """What is attached to it by now."""
    if not record.rights_seen:
        return _("Its rights were changed in AWS: no policy that gives it any is attached now.")
    quoted = [_("“{policy}”").format(policy=policy_name(arn)) for arn in record.rights_seen]
    words = _("Its rights were changed in AWS. By now they are {policies}.")
    return words.format(policies=_(", ").join(quoted))


def guards(record: Handover) -> tuple[str, ...]:
    """MFA where `rights` doesn't say it, the change of password, and the last day."""
    said = []
    if "require_mfa" in record.missing:
        said.append(_("MFA was demanded of it, but isn't any more."))
    elif record.require_mfa and _unsaid(record):
        said.append(_("It can do nothing until the vendor has set up MFA."))
    if record.change_password:
        said.append(_("The vendor chooses a new password at the first sign-in."))
    if record.ends_at:
        said.append(ending(record))
    return tuple(said)


def _unsaid(record: Handover) -> bool:
    """Whether `rights` doesn't speak of MFA."""
    return rights_to_give(record) or rights_changed(record) or not record.policy_arn


def ending(record: Handover) -> str:
    """Until when the vendor can work; "" where no day was set.

    That nothing works any more is said only of what a look has seen.
    """
    if not record.ends_at:
        return ""
    if "ends_at" in record.missing:
        words = _("Its last day was to be {day}, but that isn't in the account any more.")
    elif not is_over(record.ends_at, datetime.now(UTC)):
        words = _(
            "Its last day is {day}. From the day after, nothing works any more, unless somebody "
            "undoes that. So shut it out then."
        )
    elif record.end_seen:
        words = _("Its last day was {day}. Since then nothing works any more.")
    else:
        words = _("Its last day was {day}. Since then nothing should work; “Check now” looks.")
    return words.format(day=day(last_day(record.ends_at)))
