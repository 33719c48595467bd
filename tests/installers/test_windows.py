"""What can be held of the Windows build without Windows, Wine or a long build."""

from __future__ import annotations

import base64
import io
import json
import marshal
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from windows import donor, icon, installer, product, sign, stdlib, wheels

from tests.support.processes import program

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging" / "windows"


# --- names ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2.0", (2, 0, 0, 0)), ("1.2.3rc4", (1, 2, 3, 0))],
)
def test_versions_in_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert product.numbers(version) == numbers


def test_a_vendors_build_has_its_own_place_and_name() -> None:
    ours = product.Product("1.0", "", signed=False)
    theirs = product.Product("1.0", "Hoshi Works: A/B", signed=False)
    assert ours.installer == "Aikagi-1.0-windows-x64-setup.exe"
    assert ours._replace(trial=True).installer == "Aikagi-1.0-windows-x64-setup-trial.exe"
    assert theirs.key == "Aikagi-hoshi-works-a-b"
    assert theirs.title == "Aikagi (Hoshi Works: A/B)"
    assert not set('<>:"/\\|?*') & set(theirs.link)


def bundle(folder: Path, vendor: str = "") -> Path:
    """A folder that looks like a bundle."""
    resources = folder / "aikagi" / "_internal" / "resources"
    (resources / "icons").mkdir(parents=True)
    (folder / "aikagi" / "aikagi.exe").write_bytes(b"MZ")
    note = {"version": "1.0", "signed": False}
    (resources / "build.json").write_text(json.dumps(note), encoding="utf-8")
    icon.make(resources / "icons" / "aikagi.ico")
    icon.side(resources / "icons" / "side.bmp")
    if vendor:
        (resources / "brand").mkdir()
        profile = f"name = {json.dumps(vendor, ensure_ascii=False)}\n"
        (resources / "brand" / "vendor.toml").write_text(profile, encoding="utf-8")
    return folder / "aikagi"


def test_what_a_bundle_says_of_itself(tmp_path: Path) -> None:
    assert product.read(bundle(tmp_path, "星製作所")).vendor == "星製作所"
    with pytest.raises(product.NotABundleError, match=r"aikagi\.exe"):
        product.read(tmp_path)


def test_a_folder_that_was_put_together_elsewhere_is_for_trying(tmp_path: Path) -> None:
    made = bundle(tmp_path)
    assert not product.read(made).trial
    (made / "_internal" / product.PUT_TOGETHER).write_text("CPython", encoding="utf-8")
    assert product.read(made).trial


# --- the installer --------------------------------------------------------------------------------
def test_the_same_bundle_gives_the_same_installer(tmp_path: Path) -> None:
    program("makensis")
    made = bundle(tmp_path, 'A $ and a "quote"')
    first = installer.make(made, tmp_path / "one").read_bytes()
    assert installer.make(made, tmp_path / "two").read_bytes() == first
    assert first[:2] == b"MZ"


def test_every_sentence_of_the_installer_is_in_both_languages() -> None:
    text = (HERE / "words.nsh").read_text(encoding="utf-8")
    said = {
        language: set(re.findall(rf"^LangString (\w+) \${{LANG_{language}}}", text, re.MULTILINE))
        for language in ("ENGLISH", "JAPANESE")
    }
    assert said["ENGLISH"] == said["JAPANESE"]
    scripts = "".join((HERE / name).read_text("utf-8") for name in ("installer.nsi", "place.nsh"))
    used = set(re.findall(r"\$\((\w+)\)", scripts))
    assert used == said["ENGLISH"]


def test_the_installer_wants_no_administrator_and_keeps_records() -> None:
    text = (HERE / "installer.nsi").read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in text
    assert "HKLM" not in text
    (asked,) = re.findall(r'MessageBox (\S+) "\$\(RemoveRecords\)" (/SD \w+)', text)
    assert "MB_DEFBUTTON2" in asked[0]
    assert asked[1] == "/SD IDNO"


# --- Python and its packages ----------------------------------------------------------------------
def test_the_lock_is_read_as_windows_would() -> None:
    lines = wheels.locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert {"pywin32-ctypes", "colorama", "pyside6-essentials", "moto"} <= set(lines)
    assert not {"jeepney", "secretstorage"} & set(lines)
    assert all("--hash=sha256:" in line and ";" not in line for line in lines.values())


def wheel(folder: Path, name: str, *needs: str) -> Path:
    """A wheel that says what it needs."""
    path = folder / f"{name}-1-py3-none-any.whl"
    lines = [f"Requires-Dist: {need}" for need in needs]
    with zipfile.ZipFile(path, "w") as opened:
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
        opened.writestr(f"{name}-1.dist-info/METADATA", head + "\n".join(lines))
    return path


def test_only_what_is_needed_on_windows_goes_in(tmp_path: Path) -> None:
    found = {
        "a": wheel(tmp_path, "a", "b[more]", 'x; sys_platform == "linux"'),
        "b": wheel(tmp_path, "b", 'c; extra == "more"', 'd; extra == "less"'),
        "c": wheel(tmp_path, "c", 'e; sys_platform == "win32"'),
        "e": wheel(tmp_path, "e", "a"),
    }
    assert wheels.closure(found, [Requirement("a")]) == {"a", "b", "c", "e"}


def test_an_archive_has_its_folders_and_the_same_bytes() -> None:
    members = [("name/space/module.pyc", stdlib.compiled(b"x = 1\n", "module.py"))]
    made = stdlib.archive(iter(members))
    assert made == stdlib.archive(iter(members))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert {"name/", "name/space/"} <= set(opened.namelist())
        code = marshal.loads(opened.read("name/space/module.pyc")[16:])  # noqa: S302  (our own)
    assert code.co_filename == "module.py"


def test_the_standard_library_has_what_windows_needs() -> None:
    names = set(stdlib.modules(stdlib.of_this_python()))
    assert {"ssl.py", "ntpath.py", "asyncio/windows_events.py", "ctypes/__init__.py"} <= names
    assert not {name for name in names if name.startswith(("test/", "tkinter/", "idlelib/"))}


def test_the_release_is_read_from_the_dll() -> None:
    resource = "FileVersion\0\0003.11.9\0".encode("utf-16-le")
    assert donor.release_of(b"MZ" + resource) == "3.11.9"
    assert donor.release_of(b"MZ") == ""


def test_the_icon_holds_every_size(tmp_path: Path) -> None:
    made = icon.make(tmp_path / "aikagi.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", made)
    assert (kind, count) == (1, len(icon.SIZES))
    for number in range(count):
        *_, length, place = struct.unpack_from("<BBBBHHII", made, 6 + 16 * number)
        assert made[place : place + 4] == b"\x89PNG"
        assert place + length <= len(made)


def test_the_picture_at_the_side_is_a_bitmap_of_the_right_size(tmp_path: Path) -> None:
    """Its header: https://learn.microsoft.com/en-us/windows/win32/api/wingdi/."""
    made = icon.side(tmp_path / "side.bmp").read_bytes()
    kind, length, start = made[:2], *struct.unpack_from("<I4xI", made, 2)
    wide, high, _planes, depth = struct.unpack_from("<iiHH", made, 18)
    assert (kind, length, (wide, high), depth) == (b"BM", len(made), icon.SIDE, 24)
    blue_green_red = made[start : start + 3]
    assert blue_green_red == bytes((0xB8, 0x62, 0x0F))  # the icon's blue in the corner


# --- signing --------------------------------------------------------------------------------------
@pytest.mark.parametrize("given", ["0123456789abcdef0123456789ABCDEF01234567", "pfx"])
def test_no_password_and_no_key_is_an_argument(
    monkeypatch: pytest.MonkeyPatch, given: str, tmp_path: Path
) -> None:
    password, asked = "correct horse", []
    key = base64.b64encode(b"the key itself").decode()
    monkeypatch.setenv(sign.CERTIFICATE, key if given == "pfx" else given)
    monkeypatch.setenv(sign.PASSWORD, password)

    def run(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="FEED\n")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    sign.sign(tmp_path / "aikagi.exe")
    told = " ".join(word for command in asked for word in command)
    assert password not in told
    assert key not in told
    assert "the key itself" not in told
    assert [command[1] for command in asked if command[0] == "signtool"] == ["sign", "verify"]
    assert ("FEED" in told) == (given == "pfx")


def test_without_a_certificate_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sign.CERTIFICATE, raising=False)
    with pytest.raises(SystemExit, match="isn't set"):
        sign.sign(Path("aikagi.exe"))
