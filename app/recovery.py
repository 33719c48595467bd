"""The recovery sheet: who can get the account back when the phone is lost, and how. No secret.

It is data; what it looks like on paper is ui/'s. A value that is a `Label` is one of AWS's own
labels, by its name in resources/console.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.facts import Facts
from app.messages import Message, msg
from app.newfile import NewFile

SENDER = "recover-mfa-no-reply@verify.signin.aws"
NAMES_TRIED = 100


@dataclass(frozen=True)
class Label:
    """What AWS's console calls something."""

    name: str

    def __str__(self) -> str:
        """Its name, for logs and tests."""
        return self.name


@dataclass(frozen=True)
class Blank:
    """A line of the sheet: what it is for, and what is known; "" leaves room for a pen."""

    what: Message
    value: str = ""
    hint: Message | None = None


@dataclass(frozen=True)
class Sheet:
    """All that stands on the sheet, from top to bottom."""

    notices: tuple[Message, ...]
    title: Message
    purpose: Message
    account: tuple[Blank, ...]
    keepers: tuple[Blank, ...]
    apart: Message
    lost: Message
    ways: tuple[Message, ...]
    made: Message


@dataclass(frozen=True)
class Addresses:
    """Where the sheet sends its reader: AWS's console, and the form for who has no way in left."""

    console: str
    support: str


def sheet(
    facts: Facts, account_name: str, where: Addresses, today: date, *, real: bool = True
) -> Sheet:
    """The sheet of what is known. `account_name` is AWS's, "" where it isn't known.

    Where it isn't `real`, the sheet itself says so: paper outlives the rehearsal.
    """
    return Sheet(
        notices=() if real else (_not_real(),),
        title=msg("Recovery sheet for an AWS account"),
        purpose=msg(
            "For the safe. There is no password, code or key on it: by itself it opens nothing."
        ),
        account=_account(facts, account_name),
        keepers=_keepers(facts),
        apart=msg(
            "The phone and the mailbox are best with two people: nobody should hold both. Renew "
            "this sheet when a person or the number changes."
        ),
        lost=msg("When the phone is lost or broken"),
        ways=_ways(where),
        made=msg("Made with Aikagi on {date}", date=today),
    )


def _not_real() -> Message:
    return msg(
        "Practice, not real: this account doesn't exist at AWS. Throw this sheet away when you "
        "have finished practising."
    )


def _account(facts: Facts, name: str) -> tuple[Blank, ...]:
    return (
        Blank(msg("AWS account number"), facts.account, msg("twelve digits")),
        Blank(msg("Account name"), name),
        Blank(msg("E-mail address of the root user")),
        Blank(
            msg("Where the password is kept"),
            hint=msg("write the place by hand, never the password itself"),
        ),
    )


def _keepers(facts: Facts) -> tuple[Blank, ...]:
    return (
        Blank(msg("Who holds the phone with the authenticator app"), facts.keeper_phone.strip()),
        Blank(msg("Who can read the root user's mail"), facts.keeper_mailbox.strip()),
        Blank(
            msg("The number that AWS calls"),
            facts.recovery_number.strip(),
            msg("the telephone number in the account's contact information"),
        ),
        Blank(
            msg("A second device, and where it is"),
            hint=msg("a passkey, a security key or another phone, if there is one"),
        ),
    )


def _ways(where: Addresses) -> tuple[Message, ...]:
    """What to try, in this order.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_lost-or-broken.html
    """
    return (
        msg(
            "Open {address} and sign in as the root user, with e-mail address and password. If "
            "there is a second device, choose {other} where AWS asks for the code, and use it.",
            address=where.console,
            other=Label("try_another_mfa"),
        ),
        msg(
            "Otherwise choose {trouble}, then {factors}. AWS sends a mail from {sender}: open the "
            "link in it. Then AWS calls the number above: on the telephone's keys, type the six "
            "digits that the screen shows.",
            trouble=Label("troubleshoot_mfa"),
            factors=Label("alternative_factors"),
            sender=SENDER,
        ),
        msg(
            "Can't AWS reach that number any more? An administrator of the account can change it "
            "in the contact information. Without one, write to AWS: {address}",
            address=where.support,
        ),
        msg(
            "Once you are in again: open {credentials}, remove the lost phone in {section}, and "
            "set up the new one. If the phone may be in somebody else's hands, change the root "
            "user's password as well.",
            credentials=Label("security_credentials"),
            section=Label("mfa_section"),
        ),
    )


def one_person(facts: Facts) -> bool:
    """Whether the same person holds the phone and the mailbox.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
    """
    phone, mailbox = ("".join(name.split()).casefold() for name in _people(facts))
    return bool(phone) and phone == mailbox


def _people(facts: Facts) -> tuple[str, str]:
    return facts.keeper_phone, facts.keeper_mailbox


def save(folder: Path, pdf: bytes, account: str, *, real: bool = True) -> Path:
    """Write `pdf` into `folder`, over nothing. Returns its path. Raises `Trouble`."""
    with NewFile.open(folder, room=len(pdf)) as new:
        new.write(pdf)
        return new.place(_names("aikagi" if real else "aikagi-practice", account))


def _names(whose: str, account: str) -> Iterator[str]:
    stem = f"{whose}-recovery-sheet-{account}" if account else f"{whose}-recovery-sheet"
    yield f"{stem}.pdf"
    yield from (f"{stem}-{number}.pdf" for number in range(2, NAMES_TRIED))
