"""The practice journey in a running Aikagi, by the accessibility bus: let in, and shut out again.

Imports nothing but the standard library and the bus, so that it runs beside an installed program.
`tests/journey/walk.py` is the same way, walked inside of the program.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.accessibility import ENABLED, Desktop

ACCOUNT = "111122223333"  # the practice AWS's
VENDOR = "vendor-admin"
BEFORE_SIGN_IN = ("account", "root_mfa", "sign_in")


def next_page(desktop: Desktop, expected: str) -> None:
    """Press Next once it is enabled, and see the page `expected`.

    Where it is asked whether something undecided shall be passed by, it is.
    """
    desktop.press("next")
    asked = (expected, "go_on_undecided")
    desktop.until(lambda: any(map(desktop.find, asked)), expected)
    if desktop.find(expected) is None:
        desktop.press("go_on_undecided")
    desktop.see(expected)


def begin(desktop: Desktop) -> None:
    """From home to the page that signs in."""
    desktop.press("start_setup")
    desktop.see("welcome")
    next_page(desktop, "account")
    desktop.tick("have_account")
    next_page(desktop, "root_mfa")
    desktop.tick("mfa_done")
    next_page(desktop, "sign_in")


def sign_in(desktop: Desktop) -> None:
    """On the page `sign_in`: through the browser, until Next may be pressed."""
    desktop.press("sign_in_button")
    desktop.until(lambda: ACCOUNT in desktop.read("identity"), "the account's number")


def grant(desktop: Desktop, folder: Path) -> Path:
    """From being signed in to the user and the zip made; gives the zip."""
    next_page(desktop, "security_check")
    next_page(desktop, "vendor_user")
    desktop.see("plan_list")
    desktop.until(lambda: desktop.read("user_name") == VENDOR, "the user's name")
    desktop.type("save_to", str(folder))
    desktop.press("create")
    desktop.see("package")
    (made,) = folder.glob("*.zip")
    return made


def deliver(desktop: Desktop) -> str:
    """Send file and passphrase by two ways; gives the passphrase as it was shown."""
    next_page(desktop, "send_file")
    desktop.press("file_channel_chat")
    desktop.tick("file_sent")
    next_page(desktop, "send_password")
    desktop.press("password_channel_phone")
    desktop.until(lambda: len(desktop.read("passphrase").strip()) > 20, "the passphrase")
    passphrase = desktop.read("passphrase").strip()
    desktop.tick("password_sent")
    return passphrase


def finish(desktop: Desktop) -> None:
    """The budget, the contract, and out."""
    next_page(desktop, "budget")
    desktop.type("budget_email", "boss@example.jp")
    desktop.press("budget_create")
    next_page(desktop, "finish")
    desktop.press("contract_plan_B")
    desktop.press("done")
    desktop.gone("setup_wizard")


def revoke(desktop: Desktop, mode: str = "disable") -> str:
    """From home until the report says what was seen; gives the report's summary."""
    desktop.press("revoke_vendor")
    desktop.see("revoke_choose")
    desktop.press(f"revoke_mode_{mode}")
    next_page(desktop, "revoke_preview")
    desktop.see("revoke_plan")
    desktop.type("confirm_name", VENDOR)
    desktop.see("revoke_now", ENABLED)  # once it has been looked what would stop working
    desktop.press("revoke_now")
    desktop.see("revoke_review")
    next_page(desktop, "revoke_report")
    desktop.see("report_summary")
    said = desktop.read("report_summary")
    desktop.press("done")
    desktop.gone("revoke_wizard")
    return said


def undo(desktop: Desktop) -> None:
    """From home until the vendor that was disabled is let in again, and a new password is due."""
    desktop.press("undo_revoke")
    desktop.see("undo_name")
    desktop.type("undo_name", VENDOR)
    desktop.press("undo_now")
    desktop.see("undo_reissue", ENABLED)
    desktop.press("undo_close")
    desktop.gone("undo")
