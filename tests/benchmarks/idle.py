"""The program with one of its windows open, and nobody there. Run as a process.

python -m tests.benchmarks.idle home|welcome DATA_DIR

Says on standard output when the window stands.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.main import start

LOOK_MS = 100


def main(which: str, folder: str) -> int:
    """Show it until the process is ended."""
    practice = ["--practice"] if which == "welcome" else []
    home = start([*practice, "--lang", "ja", "--data-dir", folder])
    looking = QTimer(home, interval=LOOK_MS)

    def look() -> None:
        button = home.findChild(QAbstractButton, "start_setup")
        if button is None or not button.isEnabled():
            return
        looking.deleteLater()
        if which == "welcome":
            button.click()
        sys.stdout.write("there\n")
        sys.stdout.flush()

    looking.timeout.connect(look)
    looking.start()
    return QApplication.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
