"""Nothing is shipped that nobody may ship, that is nobody's, or whose licence text is missing."""

from __future__ import annotations

import email
import json
import re
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.installers import bundles

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import components
import distributions
import licences
import natives
import spdx

ROOT = Path(__file__).resolve().parents[2]
MIT = "License-Expression: MIT\n"
NSIS, MINGW = "NSIS (the installer and the uninstaller)", "MinGW-w64 runtime"
LIBGCC = "GCC's run-time library (libgcc)"
TEXT = {"licenses/LICENSE": b"Permission is hereby granted.\n"}


def installed() -> dict[str, distributions.Component]:
    """What the lock holds, as far as this system has it, by its name."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    site = Path(sysconfig.get_path("purelib"))
    names = {name for name, _ in distributions.locked(lock)}
    found = (package for package, _ in distributions.installed(site, lock))
    return {one.name: one for one in found if one.name in names or one.parent in names}


def test_every_package_of_the_lock_may_be_shipped_and_has_its_texts() -> None:
    found = installed()
    assert {"pyside6-essentials", "keyring", "flask-cors", "openssl-sys"} <= set(found)
    components.check([components.with_texts(one) for one in found.values()], [])


def test_every_native_part_and_debian_library_may_be_shipped_and_has_its_texts() -> None:
    table = natives.table()
    components.check([natives.component(row, "", "") for row in table["part"]], [])
    refused = {name: said for name, said in table["debian"].items() if not spdx.choices(said)}
    assert not refused


def test_every_exception_says_why() -> None:
    table = spdx.table()
    assert all(row.get("why") for row in table["package"].values())
    assert all(table["allowed"].values())


def test_no_text_lies_around_unused() -> None:
    parts = [text for row in natives.table()["part"] for text in row["texts"]]
    packages = [text for row in spdx.table()["package"].values() for text in row.get("texts", [])]
    stems = {components.common(term) for term in spdx.table()["allowed"]}
    kept = {path.name for path in distributions.TEXTS.iterdir()}
    assert kept - {*parts, *packages, *stems} == set()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("MIT", [{"MIT"}]),
        ("MIT OR Apache-2.0", [{"MIT"}, {"Apache-2.0"}]),
        ("(MIT OR ISC) AND Zlib", [{"MIT", "Zlib"}, {"ISC", "Zlib"}]),
        ("GPL-2.0-only WITH Some-exception", [{"GPL-2.0-only WITH Some-exception"}]),
        ("MIT AND ISC OR Zlib", [{"MIT", "ISC"}, {"Zlib"}]),
    ],
)
def test_expressions_are_read_as_spdx_means_them(said: str, read: list[set[str]]) -> None:
    assert spdx.options(said) == read


@pytest.mark.parametrize("said", ["MIT License", "MIT OR", "(MIT", "MIT)", "OR MIT", "MIT WITH"])
def test_what_is_no_expression_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="SPDX"):
        spdx.options(said)


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT OR Apache-2.0\n", "MIT OR Apache-2.0"),
        ("License: Apache License 2.0\n", "Apache-2.0"),
        ("License: MIT\n", "MIT"),
        ("License: BSD\n", ""),
        ("Classifier: License :: OSI Approved :: MIT License\n", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License\n", ""),
        ("", ""),
    ],
)
def test_vague_metadata_tells_no_licence(metadata: str, licence: str) -> None:
    assert spdx.of(email.message_from_string(f"Name: some-package\n{metadata}")) == licence


def bundle(tmp_path: Path, metadata: str, files: dict[str, bytes]) -> tuple[Path, Path]:
    """A bundle with one package in it, and the site-packages folder that it came from."""
    site = tmp_path / "site"
    bundles.package(site, "Some_Package", metadata, files)
    carried = {path: content for path, content in files.items() if not path.startswith("licenses")}
    inside = {"botocore/x.txt": b"", "resources/vendor.toml": b"", **carried}
    made = {f"_internal/{path}": content for path, content in inside.items()}
    return bundles.write(tmp_path / "bundle", made), site


def test_the_bundle_gets_an_index_the_texts_and_a_notice(tmp_path: Path) -> None:
    made, site = bundle(tmp_path, MIT, {"some/x.py": b"", **TEXT})
    folder = licences.make(made, site)
    (entry,) = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert (entry["name"], entry["version"], entry["licence"]) == ("some-package", "1.0", "MIT")
    assert "granted" in (folder / entry["texts"][0]).read_text(encoding="utf-8")
    assert entry["source"] == "https://pypi.org/project/some-package/1.0/"
    assert "some-package 1.0: MIT" in (folder / "NOTICE.txt").read_text(encoding="utf-8")
    assert (folder / "sbom.cdx.json").is_file()


def test_a_second_time_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    made, site = bundle(tmp_path, MIT, {"some/x.py": b"", **TEXT})
    old = bundles.write(licences.make(made, site), {"gone.txt": b""}) / "gone.txt"
    before = (old.parent / "index.json").read_bytes()
    assert (licences.make(made, site) / "index.json").read_bytes() == before
    assert not old.exists()


def test_only_what_is_really_in_the_bundle_is_listed(tmp_path: Path) -> None:
    made, site = bundle(tmp_path, MIT, {"some/x.py": b"", **TEXT})
    bundles.package(site, "left-out", MIT, {"leftout.py": b"", **TEXT})
    assert [one.name for one in components.found(made, site)] == ["some-package"]


@pytest.mark.parametrize(
    ("metadata", "files", "fault"),
    [
        (MIT, {"some/x.py": b""}, "some-package: there is no text of its licence, MIT"),
        ("License: BSD\n", {"some/x.py": b"", **TEXT}, "some-package: its licence, unknown"),
        ("License-Expression: GPL-3.0-or-later\n", {"some/x.py": b"", **TEXT}, "isn't allowed"),
    ],
)
def test_a_package_that_must_not_be_shipped_stops_the_build(
    tmp_path: Path, metadata: str, files: dict[str, bytes], fault: str
) -> None:
    made, site = bundle(tmp_path, metadata, files)
    with pytest.raises(components.NotAccountedForError, match=re.escape(fault)):
        licences.make(made, site)


@pytest.mark.parametrize("path", ["_internal/libmystery.so.1", "_internal/stray/module.py"])
def test_what_is_nobodys_stops_the_build(tmp_path: Path, path: str) -> None:
    made, site = bundle(tmp_path, MIT, {"some/x.py": b"", **TEXT})
    bundles.write(made, {path: bundles.ELF})
    with pytest.raises(components.NotAccountedForError, match="nobody knows whose this is"):
        licences.make(made, site)


@pytest.mark.parametrize(
    ("content", "version"),
    [
        (
            b" deflate 1.3.1 Copyright 1995-2024 Jean-loup Gailly invalid distance too far back",
            "1.3.1",
        ),
        (b"invalid distance too far back", ""),
    ],
)
def test_what_is_linked_into_a_library_is_listed(
    tmp_path: Path, content: bytes, version: str
) -> None:
    files = {"some/fast.so": bundles.ELF + content, **TEXT}
    made, site = bundle(tmp_path, MIT, files)
    found = {one.name: one for one in components.found(made, site)}
    assert (found["zlib"].version, found["zlib"].parent) == (version, "some-package")
    assert found["zlib"].purl == "pkg:generic/zlib" + (f"@{version}" if version else "")


def test_what_is_not_linked_in_is_not_listed(tmp_path: Path) -> None:
    made, site = bundle(tmp_path, MIT, {"some/fast.so": bundles.ELF, **TEXT})
    assert [one.name for one in components.found(made, site)] == ["some-package"]


def test_python_and_its_own_modules_are_known(tmp_path: Path) -> None:
    made, site = bundle(tmp_path, MIT, {"some/x.py": b"", **TEXT})
    names = ("libpython3.11.so.1.0", "lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so")
    bundles.write(made, {f"_internal/{name}": bundles.ELF for name in names})
    found = {one.name: one for one in components.found(made, site, "3.11.7")}
    assert found["CPython"].version == "3.11.7"


def test_the_program_is_known_by_its_starter(tmp_path: Path) -> None:
    made, site = bundle(tmp_path, MIT, {"some/x.py": b"", **TEXT})
    bundles.package(site, "pyinstaller", "", {"PyInstaller/x.py": b"", **TEXT})
    bundles.write(made, {"aikagi": bundles.frozen_program({"app": 1, "some.x": 0})})
    found = {one.name: one for one in components.found(made, site)}
    assert found["pyinstaller"].licence.endswith("Bootloader-exception")


def test_the_notice_says_how_qt_can_be_replaced_and_where_its_source_is() -> None:
    qt = [one for one in installed().values() if one.name in {"pyside6-essentials", "shiboken6"}]
    text = licences.notice(qt)
    (version,) = {one.version for one in qt}
    short = version.rpartition(".")[0]
    assert f"https://download.qt.io/official_releases/qt/{short}/{version}/submodules/" in text
    assert "You may replace these libraries" in text
    assert "{" not in text


def test_qt_brings_both_texts_of_the_lgpl() -> None:
    texts = installed()["pyside6-essentials"].texts
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0.txt"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0.txt"]


def test_unpacked_wheels_each_in_a_folder_will_do(tmp_path: Path) -> None:
    for name in ("one", "two"):
        files = {f"{name}.py": b"", "licenses/LICENSE": name.encode()}
        bundles.package(tmp_path / "wheels" / name, name, MIT, files)
    found = [package.name for package, _ in distributions.installed(tmp_path / "wheels", "")]
    assert found == ["one", "two"]


@pytest.mark.parametrize(
    ("compiler", "expected"),
    [
        (b"", {NSIS}),
        (b"Mingw-w64 runtime failure:\0GCC: (GNU) 12-win32\0", {NSIS, MINGW, LIBGCC}),
    ],
)
def test_what_begins_a_windows_program_is_named(
    tmp_path: Path, compiler: bytes, expected: set[str]
) -> None:
    program = tmp_path / "aikagi.exe"
    program.write_bytes(b"MZ\0" + compiler)
    named = [one for one, _ in natives.parts([program], {}, "3.11")]
    assert {one.name for one in named} & {NSIS, MINGW, LIBGCC} == expected
    for one in named:
        assert one.texts
        assert spdx.may_be_shipped(one.licence)
