"""The first four steps of AWS's sign-up: the page, the e-mail address, the code, the password.

Labels and troubles: https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html and
https://docs.aws.amazon.com/signin/latest/userguide/troubleshooting-sign-in-issues.html
"""

from __future__ import annotations

from ui.console import label, quoted
from ui.signup import Entry, Inside, Screen, Snag
from ui.sketchparts import Part
from ui.words import _


def page() -> Inside:
    """1: where it begins."""
    entries = (
        Entry(1, ("root_email",), _("If the page asks for this first, it is the right page.")),
        Entry(2, ("language",), _("At the foot of the page you choose its language.")),
    )
    parts = (
        Part("field", label("root_email"), mark=1),
        Part("field", label("account_name")),
        Part("button", label("verify_email")),
        Part("menu", label("language"), label("this_language"), mark=2),
    )
    return Inside(
        _(
            "The button above opens AWS's page in your own browser. Keep Aikagi beside it. The "
            "button {create} on AWS's home page can lead to a newer kind of account that has no "
            "root user, and doesn't fit here."
        ).format(create=quoted("create_account")),
        (Screen("sign_up", entries, parts),),
        (_error_at_first(), _filter()),
    )


def _error_at_first() -> Snag:
    return Snag(
        _("“Sorry, there was an error processing your request” at the very first button"),
        _(
            "AWS refuses browsers that are steered by another program. Use your everyday browser, "
            "opened by yourself, or another one."
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
            _(
                "Best a mailing list of your company, such as aws-admin@example.com. Whoever reads "
                "it can get the account back, even when people leave."
            ),
        ),
        Entry(
            2,
            ("account_name",),
            _("Your company's or the project's name, so that everyone knows it again."),
        ),
        Entry(3, ("verify_email",), _("AWS sends a code to that address.")),
    )
    parts = (
        Part("field", label("root_email"), "aws-admin@example.com", 1),
        Part("field", label("account_name"), "Example Inc.", 2),
        Part("button", label("verify_email"), mark=3),
    )
    return Inside(
        _(
            "With this address you sign in as the root user: the account's owner, who may do "
            "everything."
        ),
        (Screen("sign_up", entries, parts),),
        (
            Snag(
                _("“The e-mail address is used already”"),
                _(
                    "It belongs to an AWS account: perhaps a colleague opened one. Ask, or sign in "
                    "with it and have the password reset. The address of a closed account can't be "
                    "used again: take another."
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
            _("The number in AWS's e-mail. If several came, the newest."),
        ),
        Entry(2, ("verify",), _("Then AWS asks for a password.")),
    )
    parts = (
        Part("code", label("verification_code"), "123456", 1),
        Part("button", label("verify"), mark=2),
    )
    return Inside(
        _("Leave AWS's page open while you look for the e-mail."),
        (Screen("sign_up", entries, parts),),
        (
            Snag(
                _("No e-mail comes"),
                _(
                    "Look among the junk mail for senders that end in @signin.aws or "
                    "@verify.signin.aws. Is the address right? Many mailing lists refuse senders "
                    "from outside: ask your IT to let these two through, then have the code sent "
                    "again."
                ),
            ),
            Snag(
                _("The code isn't accepted"),
                _("Only the newest one counts. Enter the digits alone, in half-width."),
            ),
        ),
    )


def password() -> Inside:
    """4: the root user's password."""
    entries = (
        Entry(
            1,
            ("root_password",),
            _("A strong one that is used nowhere else. Never give it to the vendor."),
        ),
        Entry(2, ("confirm_root_password",), _("The same once more.")),
        Entry(3, ("continue",), _("AWS may also ask you to type the letters of a picture.")),
    )
    parts = (
        Part("field", label("root_password"), "••••••••••••", 1),
        Part("field", label("confirm_root_password"), "••••••••••••", 2),
        Part("button", label("continue"), mark=3),
    )
    return Inside(
        _("Whoever has this password and the mailbox has the account."),
        (Screen("sign_up", entries, parts),),
        (
            Snag(
                _("AWS doesn't take the password"),
                _(
                    "Compare it with the three rules above. Full-width letters look alike and are "
                    "others: turn the Japanese input off."
                ),
            ),
            Snag(
                _("The letters in the picture can't be read"),
                _("Beside it there is a button for another picture, and one to hear the letters."),
            ),
        ),
        extra="password",
    )
