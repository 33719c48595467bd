"""A secret on the clipboard: kept out of histories where the system can, and gone in a minute.

The minute can be begun anew as often as the customer wants.
"""

from __future__ import annotations

import hashlib
import sys

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

LIFE_SECONDS = 60
LOW_SECONDS = 20  # the least that a person needs to ask for more (WCAG 2.2, 2.2.1)
SECOND_MS = 1000


def hints(platform: str) -> dict[str, bytes]:
    """What tells `platform`'s clipboard histories to look away: formats and their content.

    Windows (history and cloud; a DWORD of 0 says no):
    https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats
    KDE's Klipper:
    https://invent.kde.org/plasma/plasma-workspace/-/blob/master/klipper/systemclipboard.cpp
    macOS has its hint as a pasteboard type, which Qt can't name: see `_conceal_on_mac`.
    """
    if platform == "win32":
        return {
            "ExcludeClipboardContentFromMonitorProcessing": b"1",
            "CanIncludeInClipboardHistory": bytes(4),
            "CanUploadToCloudClipboard": bytes(4),
        }
    if platform == "darwin":
        return {}
    return {"x-kde-passwordManagerHint": b"secret"}


class SecretClipboard(QObject):
    """Copies a secret, counts down, and clears the clipboard if it still holds the secret."""

    ticked = Signal(int)  # seconds left; 0 when it is cleared, or not ours any more
    low = Signal()  # `LOW_SECONDS` are left

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digest = b""
        self.left = 0
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.tick)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Put `secret` on the clipboard for `LIFE_SECONDS`."""
        data = QMimeData()
        data.setText(secret)
        for name, content in hints(sys.platform).items():
            data.setData(name, content)
        QGuiApplication.clipboard().setMimeData(data)
        if sys.platform == "darwin":
            _conceal_on_mac()
        self._digest = _digest(secret)
        self.left = LIFE_SECONDS
        self._timer.start()
        self.ticked.emit(self.left)

    def extend(self) -> bool:
        """Begin `LIFE_SECONDS` anew. Returns False where it is cleared already."""
        if not self._digest:
            return False
        self.left = LIFE_SECONDS
        self._timer.start()
        self.ticked.emit(self.left)
        return True

    def tick(self) -> None:
        """A second has gone by."""
        self.left -= 1
        if self.left > 0:
            self.ticked.emit(self.left)
            if self.left == LOW_SECONDS:
                self.low.emit()
        else:
            self.clear()

    def clear(self) -> None:
        """Take the secret off the clipboard, unless something else is there by now."""
        self._timer.stop()
        digest, self._digest = self._digest, b""
        self.left = 0
        clipboard = QGuiApplication.clipboard()
        if digest and (clipboard.ownsClipboard() or _digest(clipboard.text()) == digest):
            clipboard.clear()
        self.ticked.emit(0)


def _digest(text: str) -> bytes:
    """Enough to know the secret again, without keeping it."""
    return hashlib.sha256(text.encode()).digest()


if sys.platform == "darwin":

    def _conceal_on_mac() -> None:
        """Mark what is on the pasteboard as concealed (https://nspasteboard.org).

        Qt has no name for this type in Python, so it is said to the pasteboard itself.
        """
        import ctypes
        from ctypes import c_char_p, c_void_p

        objc = ctypes.cdll.LoadLibrary("libobjc.dylib")
        objc.objc_getClass.restype = objc.sel_registerName.restype = c_void_p
        objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [c_char_p]

        def send(to: int | None, selector: bytes, *values: int | bytes | None) -> int | None:
            kinds = [c_char_p if isinstance(value, bytes) else c_void_p for value in values]
            call = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, *kinds)(("objc_msgSend", objc))
            found: int | None = call(to, objc.sel_registerName(selector), *values)
            return found

        strings = objc.objc_getClass(b"NSString")
        kind = send(strings, b"stringWithUTF8String:", b"org.nspasteboard.ConcealedType")
        empty = send(strings, b"stringWithUTF8String:", b"")
        kinds = send(objc.objc_getClass(b"NSArray"), b"arrayWithObject:", kind)
        board = send(objc.objc_getClass(b"NSPasteboard"), b"generalPasteboard")
        send(board, b"addTypes:owner:", kinds, None)
        send(board, b"setString:forType:", empty, kind)
