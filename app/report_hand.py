"""The part of a report on what no program can do or know: by hand, and in doubt."""

from __future__ import annotations

from app.messages import msg
from app.opensessions import HOW_LONG
from app.report_parts import BOX, Item, Section, items

BY_HAND = (
    msg(
        "The root user's mailbox: whoever reads its mail can set a new root password. Change the "
        "mailbox's password, and see who else can read it and where it is forwarded to."
    ),
    msg(
        "The root user's password: change it if the vendor ever knew it, or was there when it was "
        "typed."
    ),
    msg(
        "The root user's MFA device: see that it is in your hands, and that no other device is "
        "registered (“Security credentials” in AWS's console)."
    ),
    msg(
        "The telephone number on the page “Account”: AWS can call it when the root user's MFA is "
        "lost. See that it is yours, not the vendor's."
    ),
    msg(
        "Servers: a key or password that the vendor put on a server itself still opens it, "
        "whatever was closed in AWS. Have the keys and passwords on each server changed."
    ),
    msg(
        "Secrets that the vendor knew: passwords of databases, keys to other services, passwords "
        "for sending mail. Have them changed."
    ),
    msg(
        "Outside AWS: domain names, source code, monitoring, mail and chat. See who has access "
        "there."
    ),
)
CANNOT_KNOW = (
    msg("This report says what was seen at the times given. What has changed since isn't in it."),
    msg("What the vendor has copied or learned can't be taken back, and isn't seen."),
    msg(
        "A way in that nobody knows of yet can't be looked for. No report can promise that there "
        "is none."
    ),
)
SESSIONS = Item(
    msg(
        "Sessions that were opened earlier: AWS doesn't show them, so nobody sees which there are."
    ),
    HOW_LONG,
)


def sections() -> tuple[Section, ...]:
    """What to do by hand, with a box to tick on paper, and what the report can't know."""
    by_hand = tuple(Item(what, mark=BOX) for what in BY_HAND)
    return (
        Section(msg("What to do by hand"), by_hand),
        Section(msg("What this report can't know"), (*items(*CANNOT_KNOW), SESSIONS)),
    )
