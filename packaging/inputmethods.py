"""Run by the frozen program before all else, on Linux: typing Japanese with fcitx.

fcitx's own plugin is made for the system's Qt and can't be loaded by the one in here; named by
QT_IM_MODULE, it would leave the customer without Japanese. fcitx 5 answers as ibus does, too, and
for that there is a plugin in here. Tried with fcitx5 and Anthy on Debian 12: "nihongo" came out
as 日本語, and without this as it was typed. https://doc.qt.io/qt-6/inputmethods.html
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping


def settle(environment: MutableMapping[str, str]) -> None:
    """Have Qt try ibus where fcitx alone was named; what the person chose themselves stays."""
    if environment.get("QT_IM_MODULE") in {"fcitx", "fcitx5"}:
        environment.setdefault("QT_IM_MODULES", "wayland;fcitx;ibus")


settle(os.environ)
