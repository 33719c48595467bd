"""What the journey knows when the home window begins or takes up a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.facts import Facts

if TYPE_CHECKING:
    from app.handoverfile import Handover

# What belongs to one vendor and not to the account: the next one begins without it.
FORGOTTEN: dict[str, object] = {
    name: getattr(Facts(), name)
    for name in (
        "page",
        "handover",
        "user_name",
        "permission",
        "require_mfa",
        "change_password",
        "rights_later",
        "end_date",
        "channels",
        "file_channel",
        "file_sent",
        "password_channel",
        "password_sent",
        "contract",
    )
}


def known_of(handover: Handover) -> dict[str, object]:
    """What the journey knew when this hand-over was made."""
    return {
        "have_account": True,
        "mfa_said": True,
        "user_name": handover.user_name,
        "permission": handover.policy_arn,
        "channels": handover.channels,
        "require_mfa": handover.require_mfa,
        "change_password": handover.change_password,
        "rights_later": handover.rights_later,
        "end_date": _last_day(handover),
    }


def _last_day(handover: Handover) -> str:
    from app import enddate  # here: not needed before the first window is shown

    return enddate.last_day(handover.ends_at).isoformat() if handover.ends_at else ""
