"""Who could be shut out: the account's users, with what the records say of each.

A user is its `UserId`. A name proves nothing: a user can be renamed, and an empty one can take
the old name.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from app import handover as letting_in
from app.grant import DEFAULT_NAME
from app.handoverfile import Handover, by_hand
from app.messages import Message, msg
from app.records import Records
from app.revoke import Outcome
from app.settings import Settings
from app.troubles import Trouble
from app.users import UserSeen

BY_HAND = "/"  # the path of a user that the console's page makes


@dataclass(frozen=True)
class Choice:
    """A user, the record of letting it in if it is surely the same, and what is to be known."""

    user: UserSeen
    handover: Handover | None = None
    notes: tuple[Message, ...] = ()
    warns: bool = False


def choices(
    users: Iterable[UserSeen], handovers: Iterable[Handover], account: str
) -> tuple[Choice, ...]:
    """Each user of `account` with its record: those on record first, then Aikagi's, then others."""
    mine = [h for h in handovers if h.account == account and h.state != "undone"]
    found = [_choice(user, mine) for user in users]
    return tuple(sorted(found, key=_rank))


def gone(
    users: Iterable[UserSeen], handovers: Iterable[Handover], account: str
) -> tuple[Handover, ...]:
    """Those on record whose user isn't in the account any more, though nobody deleted it here."""
    present = {user.user_id for user in users}
    return tuple(
        h
        for h in handovers
        if h.account == account
        and h.state in {"made", "reissuing", "revoking", "disabled"}
        and h.user_id
        and h.user_id not in present
    )


def _rank(choice: Choice) -> tuple[int, str]:
    if choice.handover is not None:
        place = 1 if choice.handover.state == "disabled" else 0
    elif choice.user.ours:
        place = 2
    else:
        place = 3 if choice.user.name == DEFAULT_NAME else 4
    return place, choice.user.name.lower()


def _choice(user: UserSeen, handovers: list[Handover]) -> Choice:
    # The newest, where one user was handed over more than once.
    same = [h for h in handovers if h.user_id == user.user_id]
    if same:
        handover = same[-1]
        return Choice(user, handover, _on_record(user, handover), user.name != handover.user_name)
    namesakes = [h for h in handovers if h.user_id and h.user_name == user.name]
    if namesakes:
        note = msg(
            "It has the name of a user that Aikagi made, but it is another one: AWS's own number "
            "for it (UserId) differs."
        )
        return Choice(user, None, (note,), warns=True)
    return Choice(user, None, _not_on_record(user))


def _on_record(user: UserSeen, handover: Handover) -> tuple[Message, ...]:
    let_in = msg("Let in with Aikagi.")
    if by_hand(handover):
        let_in = msg("Not let in with Aikagi, but shut out with it.")
    notes: list[Message] = [let_in]
    if user.name != handover.user_name:
        notes.append(
            msg(
                "It was called “{old}” then and has been renamed since. It is the same user: AWS's "
                "own number for it (UserId) hasn't changed.",
                old=handover.user_name,
            )
        )
    if handover.state == "disabled":
        notes.append(msg("Shut out already."))
    if handover.state == "revoking":
        notes.append(msg("Shutting it out was begun, but isn't finished."))
    return tuple(notes)


def _not_on_record(user: UserSeen) -> tuple[Message, ...]:
    if user.ours:
        return (
            msg(
                "Made with Aikagi, but there is no record of it on this computer. If you have "
                "its vendor record, open it."
            ),
        )
    if user.name == DEFAULT_NAME and user.path == BY_HAND:
        return (msg("Made by hand, with the name from the written procedure."),)
    return (msg("Not made with Aikagi. The next page checks whether a system of yours uses it."),)


def forget_passphrases(
    outcome: Outcome, account: str, records: Records, settings: Settings
) -> None:
    """A passphrase that still waits to be sent opens nothing once its user is shut out.

    One whose user stays with less rights still opens what the vendor is to receive.
    """
    if not outcome.complete or (outcome.exists and not outcome.shut_out):
        return
    with suppress(Trouble):
        for handover in records.handovers():
            if handover.account == account and handover.user_id == outcome.user_id:
                with suppress(Trouble):  # of the keyring: the others are tried all the same
                    letting_in.forget_passphrase(settings, handover)
