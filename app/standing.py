"""How each hand-over stands: one sentence, what is to be done next, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.enddate import last_day
from app.facts import Facts
from app.handoverfile import Handover, by_hand
from app.messages import Message, msg
from app.moments import zoned

# The longest life of a session that a user can have made for itself: 129,600 seconds.
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
SESSIONS_LIVE = timedelta(hours=36)

NEAR_END = timedelta(days=14)

# What can be done next.
SEND_FILE, SEND_PASSPHRASE = "send_file", "send_passphrase"
FINISH, CHECK, REVOKE, DELETE, NOTHING = "finish", "check", "revoke", "delete", ""
REISSUE = "reissue"
GIVE_RIGHTS = "give_rights"  # the vendor has signed in, and its rights are still to be given
SET_END, DEMAND_MFA = "set_end", "demand_mfa"  # again: it was there, and isn't any more
WHILE_BUILDING = frozenset({GIVE_RIGHTS, SET_END, DEMAND_MFA})  # offered where the vendor works


@dataclass(frozen=True)
class Standing:
    """`mark` is "good", "warn", "bad" or "none"; `next` is one of the constants above."""

    mark: str
    sentence: Message
    next: str = NOTHING


_PLAIN = {
    "making": Standing(
        "warn",
        msg("Letting the vendor in was cut short in the middle. Finish it, or undo it."),
        FINISH,
    ),
    "reissuing": Standing(
        "warn",
        msg(
            "A re-issue was cut short, so the vendor's password may have been changed. "
            "Re-issue once more."
        ),
        REISSUE,
    ),
    "deleted": Standing("none", msg("Deleted. The vendor can't get in with this user any more.")),
    "undone": Standing("none", msg("Undone. Nothing of it is left.")),
}


_WITHOUT_PASSWORD = Standing(
    "warn",
    msg(
        "Let in again, but its password was deleted when it was shut out. Re-issue, so that the "
        "vendor can sign in."
    ),
    REISSUE,
)


def standing(handover: Handover, facts: Facts, now: datetime) -> Standing:
    """How `handover` stands at the moment `now` (with a time zone)."""
    if handover.needs_reissue and handover.state in {"made", "reissuing"}:
        return _WITHOUT_PASSWORD
    if handover.state in _PLAIN:
        return _PLAIN[handover.state]
    if handover.state == "revoking":
        return _revoking(handover)
    if handover.state == "disabled":
        return _disabled(handover, now)
    return _ending(handover, now) or _waiting(handover, now) or _made(handover, facts)


def signed_in(handover: Handover) -> bool:
    """Whether the vendor has signed in with what was handed over last.

    A sign-in from before a re-issue says nothing of whether the new package has arrived.
    """
    used, made = zoned(handover.last_used), zoned(handover.made_at)
    return used is not None and (made is None or used >= made)


def rights_to_give(handover: Handover) -> bool:
    """Whether rights that were to come after the first sign-in are still to be given."""
    return handover.rights_later and not handover.rights_given_at


def rights_changed(handover: Handover) -> bool:
    """Whether the last look found other rights: those in `rights_seen`, or none."""
    return "policy_arn" in handover.missing


def _ending(handover: Handover, now: datetime) -> Standing | None:
    """What is to be known before all else of a user whose end has come, or can't be relied on."""
    ends = zoned(handover.ends_at)
    over, gone = ends is not None and now >= ends, "ends_at" in handover.missing
    if over and gone:
        still = msg(
            "The last day has passed, but what was to stop the vendor isn't in the account any "
            "more: it may still get in. Shut it out."
        )
        return Standing("bad", still, REVOKE)
    if gone:
        lifted = msg("The last day that was set isn't in the account any more. Set it again.")
        return Standing("warn", lifted, SET_END)
    if over and handover.end_seen:
        stopped = msg("The last day has passed: the vendor can do nothing any more. Shut it out.")
        return Standing("warn", stopped, REVOKE)
    if over:
        unseen = msg(
            "The last day has passed: the vendor should be able to do nothing any more. Press "
            "“Check now” to be sure."
        )
        return Standing("warn", unseen, CHECK)
    return None


def _waiting(handover: Handover, now: datetime) -> Standing | None:
    """What is to be done for a vendor who works, or is about to, and what to be ready for."""
    ends = zoned(handover.ends_at)
    if "require_mfa" in handover.missing:
        lifted = msg("MFA isn't demanded any more: somebody has undone that.")
        return Standing("warn", lifted, DEMAND_MFA)
    if signed_in(handover) and rights_to_give(handover):
        return Standing(
            "warn", msg("The vendor has signed in, and waits for its rights."), GIVE_RIGHTS
        )
    if ends is not None and signed_in(handover) and now >= ends - NEAR_END:
        day = last_day(handover.ends_at)
        until = msg(
            "The vendor can work until {day}. After that day, press “Shut out the vendor”.", day=day
        )
        return Standing("warn", until)
    if signed_in(handover) and rights_changed(handover):
        changed = msg(
            "The vendor has signed in. Its rights have been changed in AWS since Aikagi gave them."
        )
        return Standing("warn", changed)
    return None


def _made(handover: Handover, facts: Facts) -> Standing:
    mine = facts.handover == handover.id
    if signed_in(handover):
        return Standing("good", msg("The vendor has signed in and can work."))
    if by_hand(handover):
        return Standing(
            "none", msg("Made by hand, not with Aikagi. It may be able to get in."), CHECK
        )
    if handover.elsewhere:
        return Standing(
            "none",
            msg(
                "Let in from another computer: what was sent isn't known here. The vendor hasn't "
                "signed in yet."
            ),
            CHECK,
        )
    if not (handover.file_sent_at or (mine and facts.file_sent)):
        return Standing("warn", msg("The encrypted file still waits to be sent."), SEND_FILE)
    if not (handover.password_sent_at or (mine and facts.password_sent)):
        return Standing("warn", msg("The passphrase still waits to be told."), SEND_PASSPHRASE)
    return Standing("none", msg("Everything is sent. The vendor hasn't signed in yet."), CHECK)


def _revoking(handover: Handover) -> Standing:
    if handover.revoked_at:
        return Standing("warn", msg("Shut out, but some steps are left. Go on with them."), REVOKE)
    return Standing(
        "bad",
        msg("Shutting out was begun, but cut short. The vendor may still get in: go on with it."),
        REVOKE,
    )


def too_soon_until(handover: Handover, now: datetime) -> datetime | None:
    """Until when it is too soon to delete a disabled user; None where it isn't, or isn't known."""
    after = delete_after(handover) if handover.state == "disabled" else None
    return after if after is not None and now < after else None


def _disabled(handover: Handover, now: datetime) -> Standing:
    after = delete_after(handover)
    if after is not None and now >= after:
        return Standing(
            "good",
            msg("Shut out. No old session can be alive any more: the user can be deleted now."),
            DELETE,
        )
    return Standing(
        "warn",
        msg(
            "This user can't get in any more. One exception: a role (rights to borrow) to which"
            " the vendor had switched before may still work, usually for 12 hours at most. To "
            "be safe, delete the user after 36 hours."
        ),
    )


def delete_after(handover: Handover) -> datetime | None:
    """When the last session of a disabled user is surely over; None where that isn't known."""
    revoked = zoned(handover.revoked_at)
    return revoked + SESSIONS_LIVE if revoked else None
