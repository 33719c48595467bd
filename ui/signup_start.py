"""The first four steps of AWS's sign-up: the page, the e-mail address, the code, the password.

Labels and troubles: https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html and
https://docs.aws.amazon.com/signin/latest/userguide/troubleshooting-sign-in-issues.html
"""

from __future__ import annotations

from ui.console import both, label, quoted
from ui.signup import Entry, Inside, Screen, Snag
from ui.sketchparts import Part
from ui.words import _


def page() -> Inside:
    """1: where it begins."""
    words = _(
        "If the page begins with this, it is the right one. The root user is the account's owner: "
        "you."
    )
    entries = (Entry(1, ("root_email",), words),)
    parts = (Part("field", label("root_email"), mark=1),)
    return Inside(
        "",
        (Screen("sign_up", entries, parts),),
        (_other_kind(), _language(), _error_at_first(), _filter()),
    )


def _other_kind() -> Snag:
    """https://docs.aws.amazon.com/accounts/latest/reference/sign-up-for-aws.html ."""
    return Snag(
        _("It offers Google, GitHub or Apple, or speaks of projects or a Builder ID"),
        _(
            "That is another kind of account, which doesn't fit here; {create} on AWS's home page "
            "can lead there, too. Close the page, and open it from here."
        ).format(create=quoted("create_account")),
    )


def _language() -> Snag:
    return Snag(
        _("The page is in another language"),
        _("Choose yours at the foot of the page, in the menu {language}.").format(
            language=both("language")
        ),
    )


def _error_at_first() -> Snag:
    return Snag(
        _("“Sorry, there was an error processing your request” at the very first button"),
        _(
            "AWS refuses browsers that another program steers. Use your everyday browser, opened "
            "by yourself."
        ),
    )


def _filter() -> Snag:
    """https://docs.aws.amazon.com/signin/latest/userguide/allowlist-domains.html ."""
    return Snag(
        _("The page stays empty, or the picture with letters doesn't come"),
        _("Your company's filter may hold it back. Ask your IT to let through: {addresses}").format(
            addresses="signin.aws.amazon.com, *.signin.aws, *.signin.aws.amazon.com, "
            "*.cloudfront.net, opfcaptcha-prod.s3.amazonaws.com"
        ),
    )


def email() -> Inside:
    """2: the root user's e-mail address, and the account's name."""
    entries = (
        Entry(
            1,
            ("root_email",),
            _("Best: a mailbox that two or three trusted people read. Never the vendor's."),
        ),
        Entry(2, ("account_name",), _("Your company's or the project's name.")),
        Entry(3, ("verify_email",), _("AWS sends a code to that address.")),
    )
    parts = (
        Part("field", label("root_email"), "aws-admin@example.com", 1),
        Part("field", label("account_name"), "Example Inc.", 2),
        Part("button", label("verify_email"), mark=3),
    )
    return Inside(
        "",
        (Screen("sign_up", entries, parts),),
        (
            Snag(
                _("“The e-mail address is used already”"),
                _(
                    "An AWS account has it: perhaps a colleague opened one. Ask, or sign in with "
                    "it and have the password reset. If that account was closed, take another "
                    "address."
                ),
            ),
        ),
    )


def code() -> Inside:
    """3: the code that AWS sends to it."""
    entries = (
        Entry(
            1,
            ("verification_code",),
            _("The number in AWS's e-mail; the newest, if several came."),
        ),
        Entry(2, ("verify",), _("Then AWS asks for a password.")),
    )
    parts = (
        Part("code", label("verification_code"), "123456", 1),
        Part("button", label("verify"), mark=2),
    )
    return Inside(
        "",
        (Screen("sign_up", entries, parts),),
        (
            Snag(
                _("No e-mail comes"),
                _(
                    "Is the address right? Look in the spam folder for senders that end in "
                    "@signin.aws or @verify.signin.aws. A mailing list may refuse them: ask your "
                    "IT to let them through, then have the code sent again."
                ),
            ),
            Snag(
                _("The code isn't accepted"),
                _("Only the newest one counts. Enter only the digits, in half-width."),
            ),
        ),
    )


def password() -> Inside:
    """4: the root user's password."""
    entries = (
        Entry(
            1,
            ("root_password",),
            _(
                "A strong one, used nowhere else. Lock away the paper with it. Never give it to "
                "the vendor."
            ),
        ),
        Entry(2, ("confirm_root_password",), _("The same once more.")),
        Entry(3, ("continue",), _("AWS may also ask for the letters of a picture.")),
    )
    parts = (
        Part("field", label("root_password"), "••••••••••••", 1),
        Part("field", label("confirm_root_password"), "••••••••••••", 2),
        Part("button", label("continue"), mark=3),
    )
    return Inside(
        "",
        (Screen("sign_up", entries, parts),),
        (
            Snag(
                _("AWS doesn't take the password"),
                _(
                    "Try it above, where the three rules are. Turn the Japanese input off: "
                    "full-width letters look alike and are others."
                ),
            ),
            Snag(
                _("The letters in the picture can't be read"),
                _("Beside it there is a button for another picture, and one to hear the letters."),
            ),
        ),
        extra="password",
    )
