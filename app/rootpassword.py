"""The root user's password: what AWS wants of it, one to take, and how long it would stand.

Nothing here keeps a password. What AWS wants:
https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from app import passwords
from app.messages import Message, msg

SHORTEST, LONGEST = 8, 128
SYMBOLS = "!@#$%^&*()<>[]{}|_+-="  # the ones that AWS counts
CLASSES = (string.ascii_uppercase, string.ascii_lowercase, string.digits, SYMBOLS)
NEEDED = 3  # of the four classes
# zxcvbn takes longer with every character and refuses more than these:
# https://github.com/dwolfhub/zxcvbn-python
JUDGED = 72
# Words that anybody would try here.
EXPECTED = ("aws", "amazon", "root", "admin", "aws-admin", "aikagi", "account")
TRIES_PER_SECOND = 10_000  # by somebody who has stolen a slowly hashed copy

_EMAIL = re.compile(r"\s*\S+@\S+\.\S+\s*")
_PRINTABLE = frozenset(string.ascii_letters + string.digits + string.punctuation)


@dataclass(frozen=True)
class Rule:
    """One thing that AWS wants, and whether a password has it."""

    name: str
    words: Message
    kept: bool


@dataclass(frozen=True)
class Strength:
    """How long a password would stand. `state` is "good", "warn" or "bad"."""

    state: str
    words: Message


# The longest time in seconds of each, from the weakest on.
_LEVELS: tuple[tuple[float, Strength], ...] = (
    (60, Strength("bad", msg("Would be guessed at once"))),
    (24 * 3600, Strength("bad", msg("Would be guessed within a day"))),
    (365 * 24 * 3600, Strength("warn", msg("Would be guessed within a year"))),
    (100 * 365 * 24 * 3600, Strength("warn", msg("Would be guessed within a lifetime"))),
)
_LASTING = Strength("good", msg("Would not be guessed in centuries"))


def rules(password: str) -> tuple[Rule, ...]:
    """What AWS wants of `password`, in the order in which it says it.

    Of the account's name Aikagi knows nothing at that time, so that one is the customer's to see.
    """
    classes = sum(1 for characters in CLASSES if set(characters) & set(password))
    return (
        Rule(
            "length",
            msg("{least} to {most} characters", least=SHORTEST, most=LONGEST),
            SHORTEST <= len(password) <= LONGEST,
        ),
        Rule(
            "classes",
            msg(
                "Three of these four: capital letters, small letters, digits, symbols ({symbols})",
                symbols=SYMBOLS,
            ),
            classes >= NEEDED,
        ),
        Rule(
            "own",
            msg("Neither the e-mail address nor the account's name"),
            bool(password) and not _EMAIL.fullmatch(password),
        ),
    )


def typed_anywhere(password: str) -> bool:
    """Whether every keyboard has its characters: no spaces, no full-width or accented ones."""
    return set(password) <= _PRINTABLE


def make() -> str:
    """A new one: 24 characters of all four classes, none of which is taken for another."""
    return passwords.console_password()


def strength(password: str) -> Strength | None:
    """How long it would stand against somebody who guesses cleverly; None for an empty one.

    Takes some milliseconds and loads lists of words at first: for the background. Only the first
    `JUDGED` characters count.
    """
    if not password:
        return None
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    found = zxcvbn(password[:JUDGED], user_inputs=list(EXPECTED))
    seconds = float(found["guesses"]) / TRIES_PER_SECOND
    return next((level for most, level in _LEVELS if seconds < most), _LASTING)
