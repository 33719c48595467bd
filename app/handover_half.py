"""What a hand-over leaves that is ended by force after its zip has got its name.

The record has the zip's path from just before it is placed, so that the next start can remove it:
it would look like the one that is made then, and open nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.handoverfile import Handover
from app.package import opened
from app.secretstore import SecretStore
from app.troubles import Trouble


def without_half(handover: Handover, store: SecretStore, passphrase: str) -> Handover:
    """The record without that zip, which is gone from the disk, too.

    `passphrase` is the name of its entry in `store`. A zip that it doesn't open is somebody else's,
    or the one that the vendor has: that stays.
    """
    if not handover.half_zip:
        return handover
    with suppress(Trouble, OSError):
        kept, path = store.get(passphrase), Path(handover.half_zip)
        if kept is not None:
            opened(path.read_bytes(), kept)
            path.unlink()
    return replace(handover, half_zip="")
