"""What a build leaves beside the program: its note, its seal, its checksums; and the comparison."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app import buildinfo
from app import seal as reading
from app.settings import RESOURCES
from app.updateplace import Place

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import brand  # noqa: E402  (the path comes first)
import buildnote  # noqa: E402
import bundlenote  # noqa: E402
import elfneeds  # noqa: E402
import exeversion  # noqa: E402
import inputmethods  # noqa: E402
import madefiles  # noqa: E402
import seal  # noqa: E402
import signing  # noqa: E402
import twice  # noqa: E402

build = importlib.import_module("build")  # the name is also that of a folder beside app/


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A built program, as far as these look at it."""
    made = tmp_path / "aikagi"
    resources = made / "_internal" / "resources"
    (resources / "i18n").mkdir(parents=True)
    (made / "aikagi").write_bytes(b"program")
    (made / "aikagi").chmod(0o700)
    (made / "_internal" / "lib.so").write_bytes(b"library")
    (resources / "i18n" / "日本語.txt").write_text("言葉", encoding="utf-8")
    return made


def test_the_program_reads_the_seal(bundle: Path) -> None:
    target = seal.seal(bundle)
    sealed = reading.listed(target.parent)
    assert sealed is not None
    assert set(sealed) == {"../aikagi", "lib.so", "resources/i18n/日本語.txt"}
    assert not reading.broken(sealed, target.parent)
    (bundle / "aikagi").write_bytes(b"another")
    (bundle / "_internal" / "lib.so").unlink()
    broken = reading.broken(sealed, target.parent)
    assert (broken.changed, broken.missing) == (("../aikagi",), ("lib.so",))


def test_sealing_again_is_the_same(bundle: Path) -> None:
    first = seal.seal(bundle).read_bytes()
    assert seal.seal(bundle).read_bytes() == first


def test_what_is_no_program_isnt_sealed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no built program"):
        seal.seal(tmp_path)


def test_dates_and_rights_are_settled(bundle: Path) -> None:
    seal.settle(bundle, 1_000_000_000)
    for path in (bundle, *bundle.rglob("*")):
        seen = path.stat()
        assert seen.st_mtime == 1_000_000_000
        assert seen.st_mode & 0o777 == (0o755 if path.is_dir() or path.name == "aikagi" else 0o644)


def test_the_note_says_what_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in signing.NEEDED.values():
        monkeypatch.delenv(name, raising=False)
    buildnote.write(ROOT, tmp_path, 1_700_000_000)
    note = json.loads((tmp_path / buildnote.NAME).read_text(encoding="utf-8"))
    assert note["version"] == buildnote.version(ROOT)
    assert note["built"] == "2023-11-14"
    assert note["signed"] is False
    assert note["system"] == buildnote.system()
    assert not (RESOURCES / buildnote.NAME).exists(), "a checkout has none"


def test_the_builds_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12")
    assert buildnote.epoch(tmp_path) == 12
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    dates = {"GIT_COMMITTER_DATE": "@1700000000 +0000", **os.environ}
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "file").write_text("a", encoding="utf-8")
    for command in (["init", "-q"], ["add", "app"], [*identity, "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=dates, check=True)
    assert buildnote.epoch(tmp_path) == 1_700_000_000
    assert len(buildnote.commit(tmp_path)) == 40
    (tmp_path / "app" / "file").write_text("b", encoding="utf-8")
    assert buildnote.commit(tmp_path).endswith(" and changes")


def test_a_file_that_git_doesnt_know_is_a_change(tmp_path: Path) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "a.py").touch()
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / "notes.txt").touch()
    assert len(buildnote.commit(tmp_path)) == 40, "nothing of it is built from that"
    (tmp_path / "app" / "b.py").touch()
    assert buildnote.commit(tmp_path).endswith(" and changes")


def test_where_newer_versions_are_told_is_read_by_the_program(tmp_path: Path) -> None:
    place = brand.updates("https://example.org/latest.json", None)
    buildnote.write(ROOT, tmp_path, 1_700_000_000, place)
    read = buildinfo.read(tmp_path)
    assert read.updates == Place("https://example.org/latest.json")
    assert brand.updates("", None) is None


@pytest.mark.parametrize(
    ("url", "key"),
    [("http://example.org/latest.json", None), ("https://example.org/l.json", "no key"), ("", "k")],
)
def test_what_the_program_wouldnt_ask_isnt_built_in(
    tmp_path: Path, url: str, key: str | None
) -> None:
    file = None
    if key is not None:
        file = tmp_path / "key.pem"
        file.write_text(key)
    with pytest.raises(brand.Unfit):
        brand.updates(url, file)


def test_no_checkout_has_no_commit(tmp_path: Path) -> None:
    assert buildnote.commit(tmp_path) == ""


def test_checksums_are_written(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = bundle.with_name("aikagi.deb")
    made.write_bytes(b"package")
    madefiles.tell(bundle, [made], 1)
    digest = hashlib.sha256(b"package").hexdigest()
    told = capsys.readouterr().out
    assert digest in told
    assert "UNSIGNED" in told
    sums = made.with_name(madefiles.SUMS).read_text(encoding="utf-8")
    assert sums == f"{digest}  aikagi.deb\n"
    madefiles.date(made.parent, [made], 1_000_000_000)
    assert {one.stat().st_mtime for one in (made, made.with_name(madefiles.SUMS))} == {1e9}


def test_signed_isnt_called_unsigned(
    bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "will_be", lambda *_: True)
    madefiles.tell(bundle, [], 1)
    assert "UNSIGNED" not in capsys.readouterr().out
    assert not bundle.with_name(madefiles.SUMS).exists()


def test_a_difference_is_found(bundle: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run(["cp", "-a", bundle, other], check=True)
    assert twice.differences(bundle, other) == []
    (other / "_internal" / "lib.so").write_bytes(b"librarY")
    (other / "more").write_bytes(b"")
    (other / "aikagi").chmod(0o755)
    found = "\n".join(twice.differences(bundle, other))
    assert "_internal/lib.so: " in found
    assert "bytes" in found
    assert f"only in {other}: more" in found
    assert "aikagi: rights" in found


def test_libraries_are_followed_from_the_modules() -> None:
    asks = {"libQt6Gui.so.6": {"libQt6Core.so.6", "libxkb.so.0"}, "libQt6Qml.so.6": {"libq.so.1"}}
    assert elfneeds.closure(["libQt6Gui.so.6"], asks) == {
        *("libQt6Gui.so.6", "libQt6Core.so.6", "libxkb.so.0"),
    }


def test_a_module_and_what_it_needs_stay() -> None:
    module, library = sys.modules["_ssl"].__file__, ""
    assert module
    needs = elfneeds.needed([module])[module]
    assert any(name.startswith("libssl") for name in needs)
    entries = [
        ("python3.11/lib-dynload/_ssl.so", module, "EXTENSION"),
        *((name, "/dev/null", "BINARY") for name in sorted({*needs, "libunasked.so.1"})),
        ("libssl.so", library, "SYMLINK"),
    ]
    kept = {dest for dest, _, _ in elfneeds.keep(entries)}
    assert "python3.11/lib-dynload/_ssl.so" in kept
    assert any(name.startswith("libssl.so.") for name in kept)
    assert not kept & {"libunasked.so.1", "libssl.so"}
    assert not any(name.startswith("libc.") for name in kept - needs)


def test_the_version_resource_is_what_pyinstaller_evaluates() -> None:
    names = (
        "VSVersionInfo FixedFileInfo StringFileInfo StringTable StringStruct VarFileInfo VarStruct"
    )
    makers = {name: lambda *said, name=name, **more: (name, said, more) for name in names.split()}
    words = {"041104b0": "鍵", "040904b0": 'A "key"'}
    resource = exeversion.text("0.2.0", (0, 2, 0, 0), "We", words)
    _, _, made = eval(resource, makers)  # noqa: S307  (as PyInstaller does)
    assert made["ffi"][2]["filevers"] == (0, 2, 0, 0)
    tables, translations = made["kids"]
    assert [table[1][0] for table in tables[1][0]] == list(words)
    assert ("StringStruct", ("FileDescription", "鍵"), {}) in tables[1][0][0][1][1]
    assert translations[1][0][0][1] == ("Translation", [0x411, 0x4B0, 0x409, 0x4B0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, None),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"QT_IM_MODULE": "fcitx"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "compose"}, "compose"),
    ],
)
def test_fcitx_is_reached_by_ibus(before: dict[str, str], after: str | None) -> None:
    inputmethods.settle(before)
    assert before.get("QT_IM_MODULES") == after


def packer(folder: Path, why: str) -> ModuleType:
    """A packer that can't always."""
    made = ModuleType("packer")
    made.left_out = lambda: why  # type: ignore[attr-defined]
    made.make = lambda _bundle, _out: folder / "made"  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(("why", "files"), [("", 2), ("no runtime is here", 1)])
def test_what_cant_be_made_is_left_out_and_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    why: str,
    files: int,
) -> None:
    monkeypatch.setitem(build.PACKERS, sys.platform, {"always": "always", "rarely": "rarely"})
    monkeypatch.setitem(sys.modules, "always", packer(tmp_path, ""))
    monkeypatch.setitem(sys.modules, "rarely", packer(tmp_path, why))
    assert len(build.pack(tmp_path, tmp_path, None)) == files
    assert why in capsys.readouterr().out
    assert len(build.pack(tmp_path, tmp_path, "always")) == 1
    if why:
        with pytest.raises(SystemExit, match=why):
            build.pack(tmp_path, tmp_path, "rarely")


def test_help_names_this_systems_packers(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.options(["--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in build.PACKERS.get(sys.platform, {}))


def test_what_a_bundle_says_of_itself(tmp_path: Path) -> None:
    buildnote.write(ROOT, tmp_path, 1_700_000_000)
    note = bundlenote.read(tmp_path)
    assert (note.version, note.built, note.vendor) == (buildnote.version(ROOT), "2023-11-14", "")
    (tmp_path / "brand").mkdir()
    (tmp_path / bundlenote.PROFILE).write_text('name = "Example  Inc."', encoding="utf-8")
    assert bundlenote.read(tmp_path).vendor == "Example Inc."


@pytest.mark.parametrize("profile", ["", "name = ''", "name ="])
def test_a_profile_without_a_name_is_refused(tmp_path: Path, profile: str) -> None:
    buildnote.write(ROOT, tmp_path, 1_700_000_000)
    (tmp_path / "brand").mkdir()
    (tmp_path / bundlenote.PROFILE).write_text(profile, encoding="utf-8")
    with pytest.raises(bundlenote.Unreadable, match=r"vendor\.toml"):
        bundlenote.read(tmp_path)


@pytest.mark.parametrize("note", ["", "[]", "3", '"text"', "{}"])
def test_a_note_that_is_none_is_refused(tmp_path: Path, note: str) -> None:
    (tmp_path / bundlenote.BUILD).write_text(note, encoding="utf-8")
    with pytest.raises(bundlenote.Unreadable, match=r"build\.json"):
        bundlenote.read(tmp_path)
