"""Choosing the interface's language, and having Qt's own texts speak it too."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.troubles import Trouble
from ui import words
from ui.desk import Desk


def settle(app: QCoreApplication, desk: Desk) -> None:
    """Speak what the command line says, else what was chosen, else the system's, else Japanese."""
    try:
        chosen = desk.records.language()
    except Trouble:
        chosen = ""
    system = QLocale.system().uiLanguages()
    language = words.choose(desk.settings.language, chosen, system=system)
    words.install(language)
    desk.settings = replace(desk.settings, language=language)
    translator = QTranslator(desk)

    def load() -> None:
        app.removeTranslator(translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{words.language()}", folder):
            app.installTranslator(translator)

    load()
    desk.language_changed.connect(load)
