"""What lies at the top of the project, and what must not lie anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {".ci", ".github", "app", "packaging", "resources", "tests", "ui"}
FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.ja.md",
    "README.md",
    "SECURITY.ja.md",
    "SECURITY.md",
    "pyproject.toml",
    "requirements-audit.lock",
    "requirements-dev.lock",
    "requirements-installer.lock",
    "requirements.lock",
}


def listed() -> list[Path]:
    """Every file that git keeps, or would, and that is there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = [Path(name) for name in told.stdout.decode().split("\0") if name]
    return [name for name in names if (ROOT / name).exists()]


def test_top_level_is_the_fixed_one() -> None:
    found = listed()
    assert {path.parts[0] for path in found if len(path.parts) > 1} <= FOLDERS
    assert {path.name for path in found if len(path.parts) == 1} <= FILES


@pytest.mark.parametrize("folder", ["packaging", "resources"])
def test_folder_is_no_package(folder: str) -> None:
    assert not list((ROOT / folder).rglob("__init__.py"))


def test_packaging_library_is_still_found_from_the_root() -> None:
    code = "import packaging.version; print(packaging.__file__)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert "site-packages" in told.stdout.decode()


def test_no_file_names_a_machine() -> None:
    words = ("/home/", "/root/", "/Users/", "\\Users\\")
    shown = [
        f"{path}: {word}"
        for path in listed()
        if path.suffix in {".py", ".toml", ".md", ".lock", ".sh"} and path.parts[0] != "tests"
        for word in words
        if word in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert not shown
