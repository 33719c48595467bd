"""The way through the wizards, page by page, as a customer goes it. Also what benchmarks walk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit

from tests.journey.customer import Customer, Opens


def sign_in(customer: Customer, browser: Opens) -> None:
    """On the page `sign_in`: through the browser, until the account is shown."""
    customer.press("sign_in_button")
    customer.until(lambda: "111122223333" in _identity(customer))
    browser.done()


def _identity(customer: Customer) -> str:
    found = customer.find("identity", QLabel)
    return found.text() if found is not None else ""


def grant(customer: Customer, browser: Opens, folder: Path) -> None:
    """From home to the user and the zip made."""
    customer.press("start_setup")
    customer.until(lambda: customer.page() == "welcome")
    customer.next("account")
    customer.tick("have_account")
    customer.next("root_mfa")
    customer.tick("mfa_done")
    customer.next("sign_in")
    sign_in(customer, browser)
    customer.next("security_check")
    customer.next("vendor_user")
    customer.see("plan_list")
    choose_folder(customer, folder)
    customer.until(customer.see("create").isEnabled)
    customer.on_page("vendor_user")
    customer.press("create")
    customer.until(lambda: customer.page() == "package")


def choose_folder(customer: Customer, folder: Path) -> None:
    """Type the folder into the field."""
    customer.until(lambda: bool(customer.see("user_name", QLineEdit).text()))
    customer.type("save_to", str(folder))


def deliver(customer: Customer) -> str:
    """Send file and passphrase by two ways; returns the passphrase as it was shown."""
    customer.next("send_file")
    customer.press("file_channel_chat")
    customer.tick("file_sent")
    customer.next("send_password")
    customer.press("password_channel_phone")
    customer.until(lambda: len(_shown(customer)) > 20)
    passphrase = _shown(customer)
    customer.tick("password_sent")
    return passphrase


def _shown(customer: Customer) -> str:
    return customer.read("passphrase").strip()


def finish(customer: Customer) -> None:
    """The budget, the contract, and out."""
    customer.next("budget")
    customer.type("budget_email", "boss@example.jp")
    customer.press("budget_create")
    customer.next("finish")
    customer.press("contract_plan_B")
    customer.on_page("finish")
    customer.press("done")
    customer.until(lambda: customer.page() == "")


def revoke(customer: Customer, name: str, mode: str) -> None:
    """From home until the report says what was seen."""
    customer.press("revoke_vendor")
    customer.until(lambda: customer.page() == "revoke_choose")
    customer.press(f"revoke_mode_{mode}")
    customer.next("revoke_preview")
    customer.see("revoke_plan")
    customer.type("confirm_name", name)
    customer.on_page("revoke_preview")
    customer.press("revoke_now")
    customer.until(lambda: customer.page() == "revoke_review")
    customer.next("revoke_report")
    customer.see("report_summary")
    customer.on_page("revoke_report")
