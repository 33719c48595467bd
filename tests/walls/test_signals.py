"""Qt's signals survive being used.

PySide6 6.12.0 on Python 3.11 dropped a reference to True at every emit, and the process died after
some 570 of them: "Fatal Python error: bool_dealloc".
"""

from __future__ import annotations

import subprocess
import sys

EMITS = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    plain = Signal()
    with_value = Signal(bool, object)

application, sender, heard = QCoreApplication([]), Sender(), []
sender.plain.connect(lambda: heard.append(True))
sender.with_value.connect(lambda flag, value: heard.append(value))
for number in range(2000):
    sender.plain.emit()
    sender.with_value.emit(True, number)
print(len(heard))
"""


def test_two_thousand_signals() -> None:
    told = subprocess.run(
        [sys.executable, "-c", EMITS], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout.strip()) == (0, "4000"), told.stderr
