"""Self-test: what the windows stand on. Modules, words, the keyring, TLS, AWS's models, codes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator

from ui.selftest_parts import installed, need, several

# Loaded when they are needed, so no module that is imported shows that they are there.
LATER = ("PySide6.QtPrintSupport", "pyotp", "pyzipper", "qrcode.main", "zxcvbn", "awscrt.crypto")
JAPANESE = range(0x3040, 0xA000)  # hiragana to the end of the common kanji
SENTENCE = "Sign in with AWS"
BUTTON = ("QPlatformTheme", "Cancel")  # of Qt's own words
FEWEST = 50  # authorities that a list of the world's has at least
SMALLEST = 21  # modules of a QR code a side
# RFC 6238, appendix B: the last six of the eight digits.
KEY, AT, CODE = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109.0, "081804"


def modules() -> Iterator[str]:
    """Every module of the program can be imported."""
    names = [*own("app"), *own("ui"), *LATER]
    wrong: list[str] = []
    for name in names:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            wrong.append(f"{error.name} is missing")
        except ImportError as error:
            wrong.append(f"{name} can't be loaded ({error})")
    need(not wrong, several(list(dict.fromkeys(wrong))))
    frozen = installed() and sys.platform == "linux"
    need(not frozen or sys.flags.utf8_mode, "file names depend on the locale: PEP 540 isn't on")
    yield f"{len(names)} modules"


def own(package: str) -> list[str]:
    """The modules of a package of this program, but the one that starts it."""
    path = importlib.import_module(package).__path__
    found = [one.name for one in pkgutil.walk_packages(path, f"{package}.")]
    need(found, f"no module of {package} is there")
    return [name for name in found if not name.endswith(".__main__")]


def speech() -> Iterator[str]:
    """The words are there in Japanese, ours and Qt's own."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from ui import words

    with words.speaking("ja"):
        need(_japanese(words._(SENTENCE)), "the Japanese words (resources/i18n/ja) are missing")
    with words.speaking("en"):
        need(words._(SENTENCE) == SENTENCE, "the English words are other words")
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator()
    loaded = translator.load("qtbase_ja", folder) and _japanese(translator.translate(*BUTTON))
    need(loaded, f"Qt's own Japanese words (qtbase_ja.qm in {folder}) are missing")
    yield from ()


def _japanese(text: str | None) -> bool:
    return text is not None and any(ord(letter) in JAPANESE for letter in text)


def keyring() -> Iterator[str]:
    """What speaks to this system's password store is there; whether one answers is only told."""
    from app import secretstore
    from app.prompts import bounded
    from app.troubles import KEYRING_MISSING, Trouble

    names = secretstore.import_backends()
    need(names, f"there is no password store for {sys.platform}")
    try:
        backend = bounded(secretstore.find_backend, limit=20.0)
    except Trouble as trouble:
        # Windows and macOS always have one: there, a part of this program is what is missing.
        lacking = sys.platform != "linux" and trouble.kind is KEYRING_MISSING
        need(not lacking, f"what speaks to {sys.platform}'s password store doesn't work")
        yield (
            "no password store answers on this computer now (on Linux: a Secret Service, such as "
            "GNOME Keyring or KWallet, isn't running); signing in will need one"
        )
    else:
        yield f"{type(backend).__module__} answers"


def tls() -> Iterator[str]:
    """Calls to AWS would trust whom the system trusts."""
    from app.tls import trust

    trusted = trust()
    need(trusted.system, "calls to AWS don't ask this system whom to trust")
    few = f"{trusted.bundle} names only {trusted.authorities} authorities"
    need(trusted.authorities >= FEWEST, few)
    yield f"{trusted.authorities} authorities besides the system's own"


def aws() -> Iterator[str]:
    """A client of each service that is ever called can be made. None is asked anything."""
    from app.services import SERVICES, without_model

    missing = without_model()
    need(not missing, f"what describes these AWS services is missing: {several(missing)}")
    yield f"{len(SERVICES)} services"


def codes() -> Iterator[str]:
    """Six-digit codes are right, and a QR code can be made."""
    from app import mfa

    need(mfa.codes(KEY, AT)[0] == CODE, "the six-digit codes are wrong")
    need(len(mfa.qr(mfa.otpauth_uri(KEY, "123456789012"))) >= SMALLEST, "the QR code is none")
    yield from ()
