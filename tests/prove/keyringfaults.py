"""What goes wrong between the app and the keyring, at the call that a test names."""

from __future__ import annotations

from jeepney import Message, new_error

from tests.prove.brokenkeyring import Fault, GoBetween
from tests.support.keyrings import wipe

GONE_NAME = "org.freedesktop.DBus.Error.NoReply"
REFUSAL = "org.freedesktop.DBus.Error.AccessDenied"


def refuses(between: GoBetween, call: Message) -> bool:
    """The keyring says no, this once."""
    between.answer(new_error(call, REFUSAL, "s", ("no",)))
    return False


def locks(between: GoBetween, _call: Message) -> bool:
    """The keyring is locked again, and whoever is asked for its password cancels."""
    between.lock()
    return True


def vanishes(between: GoBetween, call: Message) -> bool:
    """Nobody keeps secrets any more."""
    between.leave()
    between.answer(new_error(call, GONE_NAME, "s", ("it went",)))
    return False


def loses(between: GoBetween, _call: Message) -> bool:
    """Every entry is gone."""
    wipe(between.real)
    return True


def is_late(between: GoBetween, call: Message) -> bool:
    """No answer comes for as long as anybody waits; it comes once all is well again."""
    between.held.append(call)
    return False


FAULTS: tuple[Fault, ...] = (refuses, locks, vanishes, loses, is_late)
