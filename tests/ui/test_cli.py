"""The command line: its options, and that it answers without Qt and boto3."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import app
from ui import cli

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_answers_without_qt_and_boto3(option: str) -> None:
    code = (
        "import sys\nfrom ui.main import start\n"
        "try:\n    start(sys.argv[1:])\nfinally:\n"
        "    heavy = {'PySide6', 'shiboken6', 'boto3', 'botocore', 'keyring', 'moto'}\n"
        "    assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, option],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {"--version": app.__version__, "--help": "--practice"}[option] in done.stdout


def test_everything_at_once(tmp_path: Path) -> None:
    said = ["--endpoint-url", "http://127.0.0.1:5000", "--lang", "en", "--vendor", "v.toml"]
    settings = cli.parse([*said, "--data-dir", str(tmp_path)]).settings()
    assert settings.endpoint == "http://127.0.0.1:5000"
    assert (settings.language, settings.vendor_file) == ("en", Path("v.toml"))
    assert (settings.data_dir, settings.practice, settings.real) == (tmp_path, False, False)


def test_nothing_said_means_real_aws() -> None:
    settings = cli.parse([]).settings()
    assert settings.real
    assert settings.data_dir == cli.default_data_dir()
    assert settings.language == ""


@pytest.mark.parametrize(
    "argv",
    [
        ["--lang", "fr"],
        ["--endpoint-url", "ftp://x"],
        ["--endpoint-url", ""],
        ["--endpoint-url", "127.0.0.1:5000"],
        ["--practice", "--endpoint-url", "http://127.0.0.1:1"],
        ["--endpoint-url", "http://127.0.0.1:99999999/"],
        ["--no-such-option"],
        ["-practice"],
        ["practice"],
        ["-lang", "ja"],
    ],
)
def test_mistakes_are_said(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(argv)
    assert ended.value.code == 2
    assert "usage: aikagi" in capsys.readouterr().err


def test_qts_own_options_are_left_to_qt() -> None:
    assert cli.parse(["-platform", "offscreen"]).rest == ("-platform", "offscreen")
