"""What a row of the security check offers: the one thing that puts it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import links
from ui.checkrow import Offer
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.checks import Outcome

Offers = tuple[Offer | None, Offer | None]
LOOK, UPGRADE, CONTACTS = "look", "upgrade", "contacts"


def offers(outcome: Outcome, go: Callable[[str], None], act: Callable[[str], None]) -> Offers:
    """The action, and where else to turn. `go` opens a page of AWS, `act` does LOOK and so on."""
    if outcome.state == "good":
        return None, None
    if outcome.fix == "wait":
        return _again(outcome, act), _support(_("It takes longer: write to AWS Support"), go)
    if outcome.state == "unknown":
        return _again(outcome, act), None
    return _putting_right(outcome, go, act), None


def _putting_right(
    outcome: Outcome, go: Callable[[str], None], act: Callable[[str], None]
) -> Offer | None:
    if outcome.fix == UPGRADE:
        return Offer("open_upgrade", _("Change to the paid plan …"), lambda: act(UPGRADE))
    if outcome.fix == CONTACTS:
        return Offer("open_contacts", _("Enter contacts …"), lambda: act(CONTACTS))
    if outcome.check == "activated":
        return _support(_("Write to AWS Support"), go)
    return _page(outcome.check, go)


def _again(outcome: Outcome, act: Callable[[str], None]) -> Offer:
    return Offer(f"look_{outcome.check}", _("Check again"), lambda: act(LOOK))


def _support(words: str, go: Callable[[str], None]) -> Offer:
    return Offer("open_account_support", words, lambda: go(links.ACCOUNT_SUPPORT))


def _page(check: str, go: Callable[[str], None]) -> Offer | None:
    """The page of AWS on which it is put right, or explained."""
    pages = {
        "root_mfa": ("open_root_mfa", _("Set up MFA in AWS"), links.SECURITY_CREDENTIALS),
        "root_keys": ("open_root_keys", _("Open the keys in AWS"), links.SECURITY_CREDENTIALS),
        "signin_policy": (
            "open_signin_policy",
            _("Read what AWS says of such rules"),
            links.CONSOLE_ACCESS,
        ),
        "organization": (
            "open_organization",
            _("See the organization in AWS"),
            links.ORGANIZATION,
        ),
    }
    if check not in pages:
        return None
    name, words, url = pages[check]
    return Offer(name, words, lambda: go(url))
