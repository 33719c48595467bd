"""The program as a whole: start, rehearse, and close again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.records import Records
from ui import words
from ui.claim import claim
from ui.home import Home
from ui.main import start
from ui.wizard import JourneyWizard

ROOT = Path(__file__).resolve().parents[2]
LONG_MS = 20_000


def homes() -> list[Home]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Home) and w.isVisible()]


@pytest.fixture(autouse=True)
def closed_afterwards(dressed: QApplication, qtbot: QtBot) -> Iterator[None]:
    yield
    for home in homes():
        home.close()
    qtbot.waitUntil(lambda: not homes(), timeout=LONG_MS)
    words.install("en")


def begin(window: QWidget) -> JourneyWizard:
    button = window.findChild(QPushButton, "start_setup")
    assert button is not None
    button.click()
    wizard = window.findChild(JourneyWizard, "setup_wizard")
    assert wizard is not None
    return wizard


def test_the_first_window(data_dir: Path, qtbot: QtBot) -> None:
    window = start(["--data-dir", str(data_dir), "--lang", "ja"])
    assert window.objectName() == "home"
    assert window.isVisible()
    assert words.language() == "ja"
    banner = window.findChild(QWidget, "practice_banner")
    assert banner is not None
    assert not banner.isVisible()
    wizard = begin(window)
    assert wizard.step.name == "welcome"
    assert wizard.isVisible()


def test_practice_is_unmistakable(data_dir: Path, qtbot: QtBot) -> None:
    window = start(["--practice", "--data-dir", str(data_dir), "--lang", "en"])
    banner = window.findChild(QWidget, "practice_banner")
    assert banner is not None
    assert banner.isVisible()
    assert "Practice" in banner.accessibleName()
    wizard = begin(window)
    for number in wizard.pageIds():
        wizard.setCurrentId(number)
        strip = wizard.currentPage().findChild(QWidget, "practice_strip")
        assert strip is not None
        assert strip.isVisible()


def test_an_endpoint_is_unmistakable(data_dir: Path, qtbot: QtBot) -> None:
    said = ["--endpoint-url", "http://127.0.0.1:9", "--data-dir", str(data_dir), "--lang", "en"]
    banner = start(said).findChild(QWidget, "practice_banner")
    assert banner is not None
    assert banner.isVisible()
    assert "http://127.0.0.1:9" in banner.accessibleName()


def test_rehearse_goes_on_in_practice(data_dir: Path, qtbot: QtBot) -> None:
    records = Records(data_dir, False)
    records.save_facts(Facts(have_account=True))
    first = start(["--data-dir", str(data_dir), "--lang", "en"])
    wizard = begin(first)
    wizard.back()
    wizard.back()
    rehearse = wizard.findChild(QPushButton, "rehearse")
    assert rehearse is not None
    rehearse.click()
    qtbot.waitUntil(lambda: len(homes()) == 1 and homes()[0] is not first, timeout=LONG_MS)
    home = homes()[0]
    assert home.desk.settings.practice
    assert home.desk.facts == Facts()
    assert home.findChild(QWidget, "practice_banner") is not None
    qtbot.waitUntil(lambda: bool(home.desk.settings.endpoint), timeout=LONG_MS)
    assert records.load_facts() == Facts(have_account=True, page="welcome")


def test_the_rehearsal_goes_over_to_the_real_run(data_dir: Path, qtbot: QtBot) -> None:
    first = start(["--practice", "--data-dir", str(data_dir), "--lang", "en"])
    wizard = begin(first)
    change = wizard.currentPage().findChild(QPushButton, "for_real")
    assert change is not None
    change.click()
    qtbot.waitUntil(lambda: len(homes()) == 1 and homes()[0] is not first, timeout=LONG_MS)
    home = homes()[0]
    assert home.desk.settings.real
    assert home.desk.facts == Facts()
    assert Records(data_dir, False).load_facts() == Facts()


def test_language_changes_in_place_and_is_kept(data_dir: Path, qtbot: QtBot) -> None:
    window = start(["--data-dir", str(data_dir), "--lang", "en"])
    wizard = begin(window)
    combo = wizard.findChild(QComboBox, "language")
    assert combo is not None
    combo.setCurrentIndex(combo.findData("ja"))
    combo.activated.emit(combo.currentIndex())
    assert wizard.isVisible()
    assert wizard.step.name == "welcome"
    assert wizard.button(wizard.WizardButton.NextButton).text() == "次へ"
    stock = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(stock)
    assert stock.button(QDialogButtonBox.StandardButton.Cancel).text() == "キャンセル"
    qtbot.waitUntil(lambda: Records(data_dir, False).language() == "ja", timeout=LONG_MS)


def test_the_chosen_language_wins_over_the_systems(
    data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda *_: ["ja-JP"])
    start(["--data-dir", str(data_dir)])
    assert words.language() == "ja"
    Records(data_dir, False).save_language("en")
    start(["--data-dir", str(data_dir)])
    assert words.language() == "en"


def test_start_loads_nothing_heavy(data_dir: Path) -> None:
    code = (
        "import sys\nfrom ui.main import start\n"
        "window = start(sys.argv[1:])\n"
        "from PySide6.QtWidgets import QApplication\n"
        "heavy = {'boto3', 'botocore', 'keyring', 'moto', 'pyzipper', 'flask', 'awscrt'}\n"
        "heavy |= {'socket', 'hashlib', 'ui.door'}  # of listening, which begins once it's shown\n"
        "import PySide6.QtWidgets as made\n"  # PySide makes a class when it is first asked for
        "print(sorted(heavy & set(sys.modules) | {'QStyle', 'QListWidget'} & set(vars(made))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data-dir", str(data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_the_program_starts_and_ends(data_dir: Path) -> None:
    code = (
        "import sys\nfrom PySide6.QtCore import QTimer\nimport ui.main as main\n"
        "def show(*given):\n"
        "    window = begin(*given)\n"
        "    QTimer.singleShot(300, window.close)\n"
        "    return window\n"
        "begin, main.start = main.start, show\n"
        "sys.exit(main.main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--practice", "--data-dir", str(data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_run_on_the_same_records_only_says_so(data_dir: Path, qtbot: QtBot) -> None:
    said = ["--data-dir", str(data_dir), "--lang", "en"]
    first, second = start(said), start(said)
    qtbot.addWidget(second)
    assert (first.objectName(), second.objectName()) == ("home", "already_open")
    rehearsal = start([*said, "--practice"])
    assert rehearsal.objectName() == "home", "practice has records of its own"
    first.close()
    rehearsal.close()
    qtbot.waitUntil(lambda: not homes(), timeout=LONG_MS)
    assert start(said).objectName() == "home"


def test_a_run_that_was_killed_holds_nothing(data_dir: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from ui.claim import claim\n"
        "lock = claim(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(data_dir)], cwd=ROOT, check=False)
    assert (data_dir / "running.lock").exists()
    assert claim(data_dir) is not None


def test_without_a_screen_a_sentence_and_no_crash() -> None:
    env = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run(
        [sys.executable, "-m", "ui"], cwd=ROOT, env=env, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"no screen" in done.stderr
