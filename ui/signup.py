"""AWS's sign-up in eight steps, as data: what each screen asks for, and what may go wrong there.

The steps' titles are wanted at once; what is inside a step only when it is opened.
https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.sketchparts import Part
from ui.words import _

STEPS = 8


@dataclass(frozen=True)
class Entry:
    """What to do at the place with that number in the drawing.

    `labels` are what AWS calls it: names of `resources/console.toml`.
    """

    mark: int
    labels: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Screen:
    """One screen of AWS: the name of its title's label, what to do there, and its drawing."""

    title: str
    entries: tuple[Entry, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Snag:
    """The usual trouble and the way out."""

    what: str
    way_out: str


@dataclass(frozen=True)
class Inside:
    """What an open step shows. `extra` names what only this step has: "password", "address".

    `intro` is for what has to be known before the screen, and "" for most.
    """

    intro: str
    screens: tuple[Screen, ...]
    snags: tuple[Snag, ...]
    extra: str = ""
    ask_aws: bool = False  # whether AWS's own support may be the last way out


def titles() -> tuple[str, ...]:
    """The eight steps in a line each."""
    return (
        _("Open AWS's sign-up page"),
        _("Enter an e-mail address and the account's name"),
        _("Enter the code that arrives by e-mail"),
        _("Choose a password"),
        _("Choose “Paid” and “Business”, and enter the address"),
        _("Enter a credit or debit card"),
        _("Confirm who you are by SMS or a phone call"),
        _("Choose the free support plan"),
    )


def inside(number: int) -> Inside:
    """What step `number` (1 to 8) shows when it is open."""
    from ui import signup_company, signup_start

    steps = (
        *(signup_start.page, signup_start.email, signup_start.code, signup_start.password),
        *(signup_company.contact, signup_company.card),
        *(signup_company.identity, signup_company.support),
    )
    return steps[number - 1]()
