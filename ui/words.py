"""The customer's language: gettext catalogues over the English source.

A translation whose placeholders differ from its source is not used: a slip of a translator's pen
must never stop the program.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from app.messages import Message
from app.settings import LANGUAGES, RESOURCES
from ui.plaintext import SHOWN, seen

DEFAULT = "ja"


class _Now:
    """The language spoken, and its catalogue."""

    language = DEFAULT
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


_now = _Now()


def choose(*wishes: str, system: Iterable[str] = ()) -> str:
    """The first wish that is a language of ours, else the system's first of ours, else Japanese."""
    for wish in wishes:
        if wish in LANGUAGES:
            return wish
    for tag in system:
        if tag[:2].lower() in LANGUAGES:
            return tag[:2].lower()
    return DEFAULT


def install(language: str) -> None:
    """Make `_`, `ngettext` and `say` speak `language` from now on."""
    _now.catalogue = gettext.translation(
        "aikagi", RESOURCES / "i18n", languages=[language], fallback=True
    )
    _now.language = language
    _translated.cache_clear()


def language() -> str:
    """The language spoken now: "ja" or "en"."""
    return _now.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` for the time of a `with`, in the windows' thread: for a text to hand on."""
    before = _now.language
    install(language)
    try:
        yield
    finally:
        install(before)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces. Raises `ValueError` where the braces don't match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def fits(source: str, translation: str) -> bool:
    """Whether `translation` can stand for `source`: the same placeholders, sound braces."""
    try:
        return placeholders(source) == placeholders(translation)
    except ValueError:
        return False


@lru_cache(maxsize=2048)
def _translated(text: str) -> str:
    translation = _now.catalogue.gettext(text)
    return translation if translation and fits(text, translation) else text


def _(text: str) -> str:
    """`text` in the customer's language."""
    return _translated(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form of `one` or `many` that the language uses for `number`."""
    translation = _now.catalogue.ngettext(one, many, number)
    source = one if number == 1 else many
    return translation if fits(source, translation) else source


def say(message: Message) -> str:
    """The sentence in the customer's language, with its values filled in: dates as people do."""
    values = {name: _shown(value) for name, value in message.values.items()}
    return _(message.text).format(**values)


def _shown(value: object) -> object:
    if isinstance(value, date):
        from ui.when import day  # here: it takes its words from this module

        return day(value)
    if isinstance(value, str):  # a name, mostly: it stays in its line
        return seen(value).replace("\n", SHOWN)
    return say(value) if isinstance(value, Message) else value


def joined(sentences: Iterable[str]) -> str:
    """Sentences as one paragraph: Japanese leaves no blank between them."""
    return ("" if language() == "ja" else " ").join(text for text in sentences if text)
