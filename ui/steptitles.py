"""What the steps of both journeys are called, beside the pages and on the home window."""

from __future__ import annotations

from ui.words import _


def step_title(name: str) -> str:
    """What a step is called in the list."""
    return {
        "welcome": _("Welcome"),
        "account": _("AWS account"),
        "root_mfa": _("Two-step sign-in"),
        "sign_in": _("Sign in"),
        "security_check": _("Security check"),
        "vendor_user": _("The vendor's user"),
        "package": _("The encrypted file"),
        "send_file": _("Send the file"),
        "send_password": _("Send the passphrase"),
        "budget": _("Spending alert"),
        "finish": _("Finish"),
        "revoke_choose": _("Who and how"),
        "revoke_preview": _("Look and confirm"),
        "revoke_progress": _("Revoking"),
        "revoke_review": _("Other ways in"),
        "revoke_report": _("Report"),
        "reissue": _("Re-issue"),
    }.get(name, name)
