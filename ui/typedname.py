"""A name that has to be typed as it is, to be sure that the right one is meant."""

from __future__ import annotations

import unicodedata

from ui.words import _


def hint(typed: str, wanted: str) -> str:
    """What is to be said while a name is being typed."""
    if not typed:
        return _("This makes sure that it is the right user.")
    if typed == wanted:
        return _("✓ That is the name.")
    if unicodedata.normalize("NFKC", typed) == wanted:
        return _("Type it with half-width letters.")
    if typed.lower() == wanted.lower():
        return _("Capital and small letters count.")
    if wanted.startswith(typed):
        return _("Go on …")
    return _("That isn't the name yet.")
