"""The way from the first window to the end, by nothing but what a screen reader is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installers import walk
from tests.journey.test_whole_journey import unzip
from tests.support.accessibility import Desktop, NotSeen
from tests.support.processes import started

BROWSER = Path(walk.__file__).with_name("browser.py")


@pytest.fixture
def reader(
    desktop: Desktop, screen: dict[str, str], data_dir: Path, tmp_path: Path
) -> Iterator[Desktop]:
    """Aikagi as a program of its own, in practice mode, and a browser that it opens."""
    commands = tmp_path / "commands"
    commands.mkdir()
    opener = commands / "xdg-open"
    opener.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{BROWSER}" "$1"\n')
    opener.chmod(0o755)
    environment = screen | {
        "DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"],
        "PATH": f"{commands}:{os.environ['PATH']}",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    options = ["--practice", "--lang", "ja", "--data-dir", str(data_dir)]
    with started([sys.executable, "-m", "ui", *options], env=environment):
        yield desktop


def test_a_vendor_is_let_in_and_shut_out_by_what_a_screen_reader_is_told(
    reader: Desktop, tmp_path: Path
) -> None:
    folder = tmp_path / "受け渡し 2026"
    folder.mkdir()
    walk.begin(reader)
    walk.sign_in(reader)
    made = walk.grant(reader, folder)
    assert unzip(made, walk.deliver(reader))["User name"] == walk.VENDOR
    walk.finish(reader)
    assert walk.revoke(reader).count("✓") >= 3  # operations, password, access keys
    walk.undo(reader)


def test_what_cannot_be_done_is_not_done(reader: Desktop) -> None:
    reader.see("home")
    reader.patience = 1.0
    with pytest.raises(NotSeen, match="sign_out"):
        reader.press("sign_out")  # nobody is signed in
    with pytest.raises(NotSeen, match="home='Aikagi'"):
        reader.see("setup_wizard")
