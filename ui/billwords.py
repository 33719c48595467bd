"""What the window about the bill explains: each section's steps, and where its pages are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui import console, links
from ui.numbered import add_numbered
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

# Who sells AWS in Japan, since February 2022, and the number on its qualified invoices:
# https://aws.amazon.com/jp/tax-help/japan
SELLER, SELLER_JA = "Amazon Web Services Japan G.K.", "アマゾン ウェブ サービス ジャパン合同会社"
REGISTRATION = "T6011001106696"

Link = tuple[str, str, str]  # the button's name, its words, and where it leads


@dataclass(frozen=True)
class Section:
    """A line that opens: its object name, its title, what it says, and its buttons."""

    name: str
    title: str
    lines: tuple[str, ...]
    links: tuple[Link, ...] = ()
    numbered: bool = False


def sections() -> tuple[Section, ...]:
    """All of them, in the customer's language."""
    preferences = _("Open the payment preferences")
    return (
        Section(
            "bill_invoices",
            _("Where are the invoices?"),
            _invoices(),
            (("open_bills", _("Open the bills in AWS"), links.BILLS),),
            numbered=True,
        ),
        Section(
            "bill_qualified",
            _("Qualified invoices (適格請求書)"),
            _qualified(),
            (
                ("open_tax_settings", _("Open the tax settings"), links.TAX_SETTINGS),
                ("open_invoice_faq", _("AWS on qualified invoices"), links.INVOICE_FAQ),
            ),
        ),
        Section(
            "bill_payment",
            _("The card, and paying in yen"),
            _payment(),
            (("open_payment_preferences", preferences, links.PAYMENT_PREFERENCES),),
        ),
        Section(
            "bill_by_mail",
            _("Invoices by mail"),
            _by_mail(),
            (("open_billing", _("Open billing in AWS"), links.BILLING),),
        ),
        Section("bill_root", _("Who keeps the root user?"), _root()),
    )


def payees(vendor: str) -> tuple[str, ...]:
    """Whom the customer pays, and for what. `vendor` is the vendor's name, or ""."""
    return (
        _(
            "Every month, AWS charges your card for what your account used. In Japan the seller is "
            "{japanese} ({seller})."
        ).format(seller=SELLER, japanese=SELLER_JA),
        _(
            "{vendor} sends you its own invoice for its own work. AWS's costs are in it only if it "
            "resells AWS to you."
        ).format(vendor=vendor or _("The vendor")),
    )


def add_lines(column: QVBoxLayout, section: Section) -> None:
    """Add what the section says to `column`."""
    if section.numbered:
        add_numbered(column, section.lines)
        return
    for words in section.lines:
        column.addWidget(Text(words))


def _invoices() -> tuple[str, ...]:
    """Where they are.

    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/getting-viewing-bill.html
    """
    return (
        _("In AWS, open {bills}, and choose the month at {period}.").format(
            bills=console.both("bills"), period=console.both("billing_period")
        ),
        _("On the tab {invoices}, press the number below {id}: the PDF is downloaded.").format(
            invoices=console.both("invoices_tab"), id=console.both("invoice_id")
        ),
        _("A month is final from about the 7th of the next one. Until then it's an estimate."),
    )


def _qualified() -> tuple[str, ...]:
    """What the tax office wants.

    https://aws.amazon.com/jp/local/invoice-faq/
    """
    return (
        _(
            "For Japan's consumption tax you keep qualified invoices: that is the PDF named above. "
            "Papers on the tax are on the same page, at {documents}."
        ).format(documents=console.both("tax_documents")),
        _(
            "The seller's registration number should be {number}. Take it as a hint, and check it "
            "on the invoice itself: it stands at the foot, small and grey."
        ).format(number=REGISTRATION),
        _(
            "At {tax}, see that your company's name and address in Japan are right: AWS goes by "
            "them when it decides who sells to you."
        ).format(tax=console.both("tax_settings")),
    )


def _payment() -> tuple[str, ...]:
    """How it's paid.

    https://repost.aws/knowledge-center/non-us-currency
    """
    return (
        _("At {payment} you change the card, and choose yen to pay in.").format(
            payment=console.both("payment_preferences")
        ),
        _(
            "AWS counts in US dollars. It turns a month's bill into yen at its own rate of the day "
            "on which it makes the invoice."
        ),
    )


def _by_mail() -> tuple[str, ...]:
    """How they come by themselves, and who then doesn't get them.

    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-pref.html
    """
    return (
        _(
            "In the menu at the left, open {preferences} and turn on {pdf}: the PDF then comes "
            "every month to the root user's mailbox."
        ).format(
            preferences=console.both("billing_preferences"),
            pdf=console.both("pdf_invoices_by_email"),
        ),
        _(
            "Careful: where a billing contact is entered at {payment}, these mails go there, and "
            "no longer to the root user's mailbox."
        ).format(payment=console.both("payment_preferences")),
    )


def _root() -> tuple[str, ...]:
    """The advice that every contract comes with, and AWS's on who reads and who holds what.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
    """
    return (
        _(
            "Only your company's top management is in charge of the root user's mail address, "
            "password and MFA device."
        ),
        _(
            "Management names two or three people who read the mailbox. The phone with the MFA is "
            "best with somebody else. If one person has both, do make the recovery sheet."
        ),
        _("Don't use the root user for daily work, and never share it with the vendor."),
    )
