"""Draws every page once: `python -m tests.shots.scenes ja dark FOLDER DATA_DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.journey import REVOKE, SETUP, Facts
from app.settings import Settings
from ui import theme, words
from ui.desk import Desk
from ui.wizard import JourneyWizard

ALL_SAID = Facts(
    have_account=True,
    ticks=("account.1", "account.2", "root_mfa.1"),
    mfa_said=True,
    account="123456789012",
    is_root=True,
    root_mfa=True,
    root_keys=False,
)


class Everything(JourneyWizard):
    """Both journeys' pages, for a picture of each."""

    def title(self) -> str:
        return words._("Let a vendor in") if self.journey is SETUP else words._("Revoke vendor")


def shoot(widget: QWidget, path: Path) -> None:
    QTest.qWait(60)
    assert widget.grab().save(str(path))


def main() -> None:
    language, scheme, folder, data_dir = sys.argv[1:]
    app = QApplication(["aikagi"])
    theme.apply(app)
    theme.force(app, scheme == "dark")
    words.install(language)
    desk = Desk(Settings(data_dir=Path(data_dir), language=language))
    desk.facts = ALL_SAID
    host = QWidget()
    for prefix, journey in (("setup", SETUP), ("revoke", REVOKE)):
        wizard = Everything(desk, journey, f"{prefix}_wizard", host)
        wizard.resize(theme.em(54), theme.em(37))  # the pretended screen is small
        wizard.show()
        for number, step in enumerate(journey):
            wizard.setCurrentId(number)
            shoot(wizard, Path(folder) / f"{prefix}-{number + 1:02}-{step.name}.png")
        wizard.close()
    desk.background.stop()


if __name__ == "__main__":
    main()
