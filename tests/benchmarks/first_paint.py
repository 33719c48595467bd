"""Starts a window and says, on standard output, when it was first painted. Run as a process.

What it says is "painted" and the processor's seconds that it took until then.

python -m tests.benchmarks.first_paint aikagi DATA_DIR
python -m tests.benchmarks.first_paint bare
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget, QWizard, QWizardPage


class FirstPaint(QObject):
    """Writes a line at the end of the first paint of `window`, then ends the process."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint itself comes after this filter: the line is written right after it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        sys.stdout.write(f"painted {time.process_time()}\n")
        sys.stdout.flush()
        QTimer.singleShot(0, QCoreApplication.quit)


def bare() -> QWidget:
    """A wizard with one label: what Qt itself costs."""
    wizard = QWizard()
    page = QWizardPage()
    QVBoxLayout(page).addWidget(QLabel("bare"))
    wizard.addPage(page)
    wizard.show()
    return wizard


def main() -> int:
    """Show the one or the other."""
    app: QCoreApplication | None
    if sys.argv[1] == "bare":
        app = QApplication(["bare"])
        window = bare()
    else:
        from ui.main import start

        window = start(["--lang", "ja", "--data-dir", sys.argv[2]])
        app = QApplication.instance()
    FirstPaint(window)
    status = QApplication.exec()
    del window, app
    return status


if __name__ == "__main__":
    sys.exit(main())
