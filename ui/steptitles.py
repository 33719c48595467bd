"""What the steps of both journeys are called, beside the pages and on the home window."""

from __future__ import annotations

from ui.words import _


def step_title(name: str) -> str:
    """What a step is called in the list."""
    return {
        "welcome": _("Welcome"),
        "account": _("AWS account"),
        "root_mfa": _("Second lock (MFA)"),
        "sign_in": _("Sign in"),
        "security_check": _("Security check"),
        "vendor_user": _("The vendor's user"),
        "package": _("The encrypted file"),
        "send_file": _("Send the file"),
        "send_password": _("Tell the passphrase"),
        "budget": _("Spending alert"),
        "finish": _("Finish"),
        "revoke_choose": _("Who and how"),
        "revoke_preview": _("Look and confirm"),
        "revoke_progress": _("Shutting out"),
        "revoke_review": _("Other ways in"),
        "revoke_report": _("Report"),
        "reissue": _("Re-issue"),
    }.get(name, name)


def step_task(name: str) -> str:
    """What the customer does next on a page, in one sentence. Everything so far is kept."""
    return {
        "welcome": _("Choose your language, and see what is going to happen."),
        "account": _("Make your company's AWS account, step by step, or say that there is one."),
        "root_mfa": _("Give the root user a second lock (MFA), in AWS and with your phone."),
        "sign_in": _("Sign in to AWS in your browser. Aikagi signs out whenever it is closed."),
        "security_check": _("See whether AWS finds the account safe and ready."),
        "vendor_user": _("Choose what the vendor may do, and make its user and the file."),
        "package": _("See where the encrypted file is."),
        "send_file": _("Send the encrypted file to the vendor."),
        "send_password": _("Tell the vendor the passphrase, by another way than the file."),
        "budget": _("Have AWS write to you when the costs grow."),
        "finish": _("Say who runs the system later, and keep the vendor record."),
    }.get(name, "")
