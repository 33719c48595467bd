"""What guards a vendor's user, as the hand-over's record has it, in a short sentence each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.standing import rights_to_give
from ui.wanted import last_day
from ui.when import day
from ui.words import _

if TYPE_CHECKING:
    from app.handoverfile import Handover


def rights(record: Handover) -> str:
    """What the user may do, and from when on."""
    policy = record.policy_arn.rpartition("/")[2]
    words = _("Its rights are “{policy}”.")
    if rights_to_give(record):
        words = _("It gets its rights “{policy}” from you once the vendor has signed in.")
    elif record.require_mfa:
        words = _("Its rights are “{policy}”, once the vendor has set up MFA.")
    return words.format(policy=policy)


def guards(record: Handover) -> tuple[str, ...]:
    """MFA where `rights` doesn't say it, the change of password, and the last day."""
    said = []
    if record.require_mfa and rights_to_give(record):
        said.append(_("It can do nothing until the vendor has set up MFA."))
    if record.change_password:
        said.append(_("The vendor chooses a new password at the first sign-in."))
    if record.ends_at:
        said.append(ending(record))
    return tuple(said)


def ending(record: Handover) -> str:
    """Until when the vendor can work; "" where no day was set."""
    last = last_day(record)
    if not last:
        return ""
    if date.fromisoformat(last) < date.today():  # noqa: DTZ011  (this computer's day is meant)
        return _("Its last day was {day}. Since then nothing works any more.").format(day=day(last))
    words = _("Its last day is {day}. From the day after, nothing works any more.")
    return words.format(day=day(last))
