"""A wizard with one label, to be frozen: what Qt, Python and freezing cost by themselves."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage


def main() -> int:
    """Show it until it is closed."""
    app = QApplication(["bare"])
    wizard = QWizard()
    page = QWizardPage()
    QVBoxLayout(page).addWidget(QLabel("bare"))
    wizard.addPage(page)
    wizard.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
