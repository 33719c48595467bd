"""The passphrases that wait in the keyring until they are delivered, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from app.handover_act import entry
from app.handoverfile import Handover
from app.records import Records
from app.secretstore import SecretStore
from app.settings import Settings
from app.troubles import KEYRING_LOST, Trouble


def passphrase(settings: Settings, handover: Handover) -> str:
    """The passphrase that still waits to be delivered. Raises `Trouble` (KEYRING_LOST)."""
    found = SecretStore.open(settings.service).get(entry(handover))
    if found is None:
        raise Trouble(KEYRING_LOST)
    return found


def forget_passphrase(settings: Settings, handover: Handover) -> None:
    """Remove the passphrase: it has been delivered. Raises `Trouble`."""
    SecretStore.open(settings.service).drop(entry(handover))


def forget_delivered(records: Records, settings: Settings) -> None:
    """Remove every passphrase that nobody needs any more, should something have left it behind.

    A window that was closed in the middle, perhaps, or a keyring that was locked. One that is
    locked now is asked once, and not for each of them.
    """
    with suppress(Trouble):
        store = SecretStore.open(settings.service)
        for handover in records.handovers():
            for needless in _needless(handover) if handover.account else ():
                store.drop(entry(needless))


def _needless(handover: Handover) -> Iterator[Handover]:
    """The issues whose passphrases open nothing, or have been delivered."""
    over = handover.state in {"undone", "disabled", "deleted"}
    if handover.issue > 1:
        yield replace(handover, issue=handover.issue - 1)
    if over or handover.password_sent_at:
        yield handover
    if over:  # of a re-issue that came to nothing
        yield replace(handover, issue=handover.issue + 1)
