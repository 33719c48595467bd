"""What the chosen hand-over waits for, as the home window says and offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import standing
from ui.words import _

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from app.standing import Standing


def next_card(
    handover: Handover | None, stands: Standing | None, *, going_on: bool
) -> dict[str, str]:
    """Why something matters, and the button; empty where there is nothing to press.

    How it stands is said in the list. `going_on`: the journey's own button leads there already.
    """
    nothing = {"next_title": "", "next_text": "", "next_button": ""}
    if handover is None or stands is None or going_on:
        return nothing
    words = {**_sending(), **_left_over(), **_later()}.get(stands.next)
    if stands.next == standing.REVOKE and handover.state == "made":
        words = (_("The user is still in the account. Take it away for good."), _("Shut out …"))
    if words is None:
        return nothing
    return {"next_title": words[0], "next_text": "", "next_button": words[1]}


def _sending() -> dict[str, tuple[str, str]]:
    return {
        standing.SEND_FILE: (
            _("Without the file the vendor can't begin."),
            _("Send the file"),
        ),
        standing.SEND_PASSPHRASE: (
            _("Without the passphrase the vendor can't open the file."),
            _("Tell the passphrase"),
        ),
    }


def _left_over() -> dict[str, tuple[str, str]]:
    return {
        standing.FINISH: (
            _("Aikagi looks at what is there, and offers to finish it or to undo it."),
            _("Finish or undo"),
        ),
        standing.REISSUE: (
            _("The password, file and passphrase that went before may no longer work."),
            _("Re-issue the password …"),
        ),
        standing.REVOKE: (
            _("Aikagi looks at what is there, and does only what is left."),
            _("Go on shutting out …"),
        ),
    }


def _later() -> dict[str, tuple[str, str]]:
    return {
        standing.GIVE_RIGHTS: (
            _("Until then the vendor can sign in, and do nothing."),
            _("Give it its rights …"),
        ),
        standing.SET_END: (
            _("Without it the vendor's access doesn't end by itself."),
            _("Set the last day again …"),
        ),
        standing.DEMAND_MFA: (
            _("Until then the vendor needs no more than its password."),
            _("Demand MFA again …"),
        ),
        standing.DELETE: (
            _("A user that nobody needs is better gone."),
            _("Delete the user …"),
        ),
    }
