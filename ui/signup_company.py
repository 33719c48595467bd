"""The last four steps of AWS's sign-up: plan and address, the card, who you are, support.

Labels: https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html
Plans: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
"""

from __future__ import annotations

from ui.console import label, quoted
from ui.signup import Entry, Inside, Screen, Snag
from ui.sketchparts import Part
from ui.words import _


def contact() -> Inside:
    """5: the plan, and the company's address."""
    return Inside(
        "",
        (_plan(), _address()),
        (
            Snag(
                _("There is no plan to choose, or it comes after the address"),
                _(
                    "AWS doesn't ask everybody, nor always in this order. Once you have signed in, "
                    "Aikagi looks which plan the account has, and can change it."
                ),
            ),
            Snag(
                _("The form doesn't take the address"),
                _(
                    "Write everything in Latin letters and half-width digits, without marks such "
                    "as ○ or 〒."
                ),
            ),
        ),
        extra="address",
    )


def _plan() -> Screen:
    entries = (
        Entry(
            1,
            ("plan_paid",),
            _(
                "A company takes this one. No basic fee: you pay for what you use. A free plan's "
                "account is closed after six months. The starting credit is the same with both."
            ),
        ),
        Entry(2, ("continue",), ""),
    )
    parts = (
        Part("choice", label("plan_free")),
        Part("chosen", label("plan_paid"), mark=1),
        Part("button", label("continue"), mark=2),
    )
    return Screen("choose_plan", entries, parts)


def _address() -> Screen:
    entries = (
        Entry(1, ("business",), _("AWS then asks for its name.")),
        Entry(
            2,
            ("full_name", "organization", "phone_number"),
            _("The company's own phone: AWS calls it if yours is ever lost."),
        ),
        Entry(3, ("address_line_1",), _("In Latin letters: see below.")),
        Entry(4, ("agreement",), _("Your contract with AWS.")),
    )
    parts = (
        Part("chosen", label("business"), mark=1),
        Part("field", label("full_name"), "Hanako Yamada", 2),
        Part("field", label("address_line_1"), "4-2-8 Shibakoen", 3),
        Part("ticked", label("agreement"), mark=4),
    )
    return Screen("contact_information", entries, parts)


def card() -> Inside:
    """6: the card, and the bank's question."""
    entries = (
        Entry(
            1,
            ("card_number", "expiration"),
            _("A company card: AWS charges it every month."),
        ),
        Entry(2, ("cardholder",), _("As it stands on the card.")),
        Entry(
            3,
            ("billing_address",),
            _("If the card has another one, choose {new}.").format(new=quoted("new_address")),
        ),
        Entry(
            4,
            ("verify_and_continue",),
            _("The bank may ask the card's owner to confirm: have them at hand."),
        ),
    )
    parts = (
        Part("field", label("card_number"), "•••• •••• •••• 1234", 1),
        Part("field", label("cardholder"), "HANAKO YAMADA", 2),
        Part("chosen", label("use_contact_address"), mark=3),
        Part("choice", label("new_address")),
        Part("button", label("verify_and_continue"), mark=4),
    )
    return Inside(
        "",
        (Screen("billing_information", entries, parts),),
        _card_snags(),
    )


def _card_snags() -> tuple[Snag, ...]:
    """https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/manage-cc-verification.html ."""
    return (
        Snag(
            _("The bank's page (3-D Secure) asks for a code"),
            _(
                "The bank sends it only to the card's owner. Take the newest code. If it isn't "
                "accepted, try another browser, then ask the bank."
            ),
        ),
        Snag(
            _("A small amount is booked"),
            _(
                "AWS checks the card with about 1 US dollar or 100 yen, and gives it back within "
                "days."
            ),
        ),
        Snag(
            _("The card isn't listed afterwards"),
            _("In Japan, a card is listed only once the bank has confirmed it."),
        ),
    )


def identity() -> Inside:
    """7: by SMS or a call."""
    return Inside(
        "",
        (_number(), _pin()),
        (
            Snag(_("This screen doesn't come"), _("Then it isn't needed: go on to the next step.")),
            Snag(
                _("No SMS or call comes"),
                _(
                    "Try the other of the two, then another number, with some minutes in between. "
                    "If nothing helps, write to AWS."
                ),
            ),
            Snag(
                _("AWS calls, and a machine speaks"),
                _("It asks for the number that the screen shows: type it on the phone's keys."),
            ),
            Snag(
                _("The letters in the picture can't be read"),
                _("Beside it there is a button for another picture, and one to hear the letters."),
            ),
        ),
        ask_aws=True,
    )


def _number() -> Screen:
    entries = (
        Entry(
            1,
            ("text_message", "voice_call"),
            _("How the code comes. A landline can only be called."),
        ),
        Entry(
            2, ("country_code", "phone_number"), _("Japan is +81. Leave out the number's first 0.")
        ),
        Entry(3, (), _("Type the letters that the picture shows.")),
        Entry(
            4,
            ("send_sms",),
            _(
                "The code comes in a minute or two. For a voice call, the "
                "button is named otherwise."
            ),
        ),
    )
    parts = (
        Part("chosen", label("text_message"), mark=1),
        Part("menu", label("country_code"), _("Japan (+81)"), 2),
        Part("field", label("phone_number"), "90 1234 5678"),
        Part("text", _("Letters of a picture: AbC7x"), mark=3),
        Part("button", label("send_sms"), mark=4),
    )
    return Screen("confirm_identity", entries, parts)


def _pin() -> Screen:
    entries = (Entry(1, ("verify_code",), _("The code from the SMS, then this button.")),)
    parts = (
        Part("code", label("verification_code"), "1234"),
        Part("button", label("verify_code"), mark=1),
    )
    return Screen("confirm_identity", entries, parts)


def support() -> Inside:
    """8: the support plan, and the end."""
    entries = (
        Entry(
            1,
            ("basic_support",),
            _(
                "Enough to begin with. It can be changed at any time, if the vendor ever asks you "
                "to."
            ),
        ),
        Entry(2, ("complete_sign_up",), _("AWS then opens the account, and writes an e-mail.")),
    )
    parts = (
        Part("chosen", label("basic_support"), mark=1),
        Part("choice", "Business Support+"),
        Part("choice", "Enterprise Support"),
        Part("button", label("complete_sign_up"), mark=2),
    )
    return Inside(
        "",
        (Screen("select_support_plan", entries, parts),),
        (
            Snag(
                _("The plans have other names"),
                _(
                    "AWS renames them now and then. Take the one that is free: its name begins "
                    "with “Basic”."
                ),
            ),
        ),
    )
