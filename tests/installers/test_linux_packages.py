"""The Debian package and the AppImage of a small bundle: what is in them, and whose they are."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.support.processes import program
from ui.main import entry_name

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import bundlenote  # noqa: E402  (the path comes first)
import elfpaths  # noqa: E402
from linux import appimage, deb, needs, product  # noqa: E402

PROFILE = 'name = "株式会社あいかぎ商店"\n'
TOOLS = ("dpkg-deb", "dpkg-shlibdeps", "readelf", "desktop-file-validate", "appstreamcli")


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    for tool in TOOLS:
        program(tool)


def small_bundle(folder: Path, version: str = "1.2.3rc1", profile: str = "") -> Path:
    """A program of Debian's in the place of ours, and what a build says of itself."""
    resources = folder / "_internal" / "resources"
    licences = resources / "licences"
    licences.mkdir(parents=True)
    shutil.copy(program("true"), folder / "aikagi")
    told = {"version": version, "commit": "", "built": "2026-11-27", "signed": False}
    (resources / "build.json").write_text(json.dumps(told))
    part = {
        "name": "Qt", "version": "6.11", "licence": "LGPL-3.0-only", "texts": ["LGPL-3.0.txt"],
        "source": "https://download.qt.io/",
    }  # fmt: skip
    other = part | {"name": "sort", "licence": "MIT OR Zlib", "texts": ["MIT.txt"]}
    (licences / "index.json").write_text(json.dumps([part, other]))
    (licences / "NOTICE.txt").write_text("Qt's libraries may be replaced.\n\nHere is how.\n")
    if profile:
        (resources / "brand").mkdir()
        (resources / "brand" / "vendor.toml").write_text(profile, encoding="utf-8")
    return folder


def told(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return done.stdout


def unpacked(package: Path, into: Path) -> Path:
    told("dpkg-deb", "--raw-extract", package, into)
    return into


def test_the_package_holds_the_program_and_what_a_desktop_wants(tmp_path: Path) -> None:
    made = deb.make(small_bundle(tmp_path / "b"), tmp_path / "out")
    assert made.name == f"aikagi_1.2.3~rc1_{deb.architecture()}.deb"
    root = unpacked(made, tmp_path / "root")
    assert str((root / "usr/bin/aikagi").readlink()) == "../lib/aikagi/aikagi"
    assert os.access(root / "usr/lib/aikagi/aikagi", os.X_OK)
    assert not os.access(root / "usr/lib/aikagi/_internal/resources/build.json", os.X_OK)
    entry = (root / "usr/share/applications/aikagi.desktop").read_text(encoding="utf-8")
    assert "\nExec=aikagi\n" in entry
    assert "\nName[ja]=Aikagi 合鍵\n" in entry
    assert "@" not in entry
    for size in (16, 48, 256):
        icon = root / f"usr/share/icons/hicolor/{size}x{size}/apps/aikagi.png"
        assert icon.read_bytes().startswith(b"\x89PNG")
    papers = (root / "usr/share/doc/aikagi/copyright").read_text(encoding="utf-8")
    assert "License: (MIT or Zlib) and Apache-2.0 and LGPL-3.0-only\n" in papers
    assert papers.count("\nFiles: ") == 2, "of several for the same files, the last would count"
    assert "\n Qt's libraries may be replaced.\n .\n Here is how.\n" in papers


def test_nothing_of_it_runs_as_root(tmp_path: Path) -> None:
    root = unpacked(deb.make(small_bundle(tmp_path / "b"), tmp_path / "out"), tmp_path / "root")
    assert sorted(path.name for path in (root / "DEBIAN").iterdir()) == ["control", "md5sums"]
    modes = {path.stat().st_mode for path in root.rglob("*") if not path.is_symlink()}
    assert not [mode for mode in modes if mode & 0o7022], "setuid, or others may write"


def test_the_same_bundle_gives_the_same_bytes(tmp_path: Path) -> None:
    first = deb.make(small_bundle(tmp_path / "one"), tmp_path / "1")
    again = small_bundle(tmp_path / "two")
    for path in again.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(path.stat().st_mode | 0o020)
    assert first.read_bytes() == deb.make(again, tmp_path / "2").read_bytes()


def test_a_vendors_package_has_nothing_in_common_with_ours(tmp_path: Path) -> None:
    ours = deb.make(small_bundle(tmp_path / "ours"), tmp_path / "out")
    theirs = deb.make(small_bundle(tmp_path / "theirs", profile=PROFILE), tmp_path / "out")
    assert ours != theirs
    root = unpacked(theirs, tmp_path / "root")
    (entry,) = (root / "usr/share/applications").iterdir()
    assert f"\nStartupWMClass={entry.stem}\n" in entry.read_text(encoding="utf-8")
    (home,) = (root / "usr/lib").iterdir()
    assert entry_name(True, str(home / "aikagi")) == entry.stem, "a window has another name"
    assert "Name=Aikagi (株式会社あいかぎ商店)" in entry.read_text(encoding="utf-8")
    listed = [
        {line.split()[5] for line in told("dpkg-deb", "--contents", one).splitlines()}
        for one in (ours, theirs)
    ]
    shared = {path for path in listed[0] & listed[1] if not path.endswith("/")}
    assert not shared


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        ("Example Inc.", "example-inc"),
        ("株式会社あいかぎ商店", "c468cac0"),
        ("Ａｃｍｅ開発", "acme-6c0fd1e4"),
        ("../../etc", "etc"),
    ],
)
def test_a_package_name_out_of_a_vendors(vendor: str, name: str) -> None:
    found = bundlenote.slug(vendor)
    assert found == name


@pytest.mark.parametrize(
    ("version", "debian"),
    [("1.2.3", "1.2.3"), ("1.0rc2", "1.0~rc2"), ("1.0.dev4", "1.0~dev4"), ("2.0a1", "2.0~a1")],
)
def test_what_comes_before_a_release_sorts_before_it(version: str, debian: str) -> None:
    made = product.Product(version, date(2026, 11, 27), "")
    assert made.debian_version == debian


def test_what_isnt_a_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(product.NotABundle):
        deb.make(tmp_path, tmp_path / "out")
    spoilt = small_bundle(tmp_path / "b")
    (spoilt / "_internal/resources/build.json").write_text("{}")
    with pytest.raises(product.NotABundle, match=r"build\.json"):
        deb.make(spoilt, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_the_bundle_brings_is_no_dependency(tmp_path: Path) -> None:
    bundle = small_bundle(tmp_path / "b")
    shutil.copy(program("ls"), bundle / "_internal" / "ls")
    assert "libselinux1" in needs.depends(bundle)
    (own,) = (path for path in needs.elves(Path("/usr/lib")) if path.name == "libselinux.so.1")
    shutil.copy(own, bundle / "_internal" / own.name)
    found = needs.depends(bundle)
    assert "libselinux1" not in found
    assert "libc6 (>= " in found


def test_the_files_that_a_bundled_library_reads_are_a_dependency() -> None:
    assert needs.read(["libxkbcommon.so.0", "libz.so.1"]) == ["xkb-data"]
    assert needs.read(["libxkbcommon-x11.so.0"]) == []


def test_no_appimage_without_its_runtime(tmp_path: Path) -> None:
    bundle = small_bundle(tmp_path / "b")
    with pytest.raises(appimage.NoRuntime, match=appimage.SETTING):
        appimage.make(bundle, tmp_path / "out")
    another = tmp_path / "runtime"
    another.write_bytes(b"\x7fELF\x02\x01\x01\0AI\x02")
    with pytest.raises(appimage.NoRuntime, match="SHA-256"):
        appimage.make(bundle, tmp_path / "out", another)
    assert not (tmp_path / "out").exists()


def test_an_appimage_is_its_runtime_and_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lister = program("unsquashfs")
    first = tmp_path / "runtime"
    first.write_bytes(b"\x7fELF\x02\x01\x01\0AI\x02".ljust(4096, b"r"))
    digest = hashlib.sha256(first.read_bytes()).hexdigest()
    monkeypatch.setattr(appimage, "DIGESTS", {os.uname().machine: (digest,)})
    made = appimage.make(small_bundle(tmp_path / "b"), tmp_path / "1", first)
    again = appimage.make(small_bundle(tmp_path / "c"), tmp_path / "2", first)
    assert made.read_bytes() == again.read_bytes()
    assert made.read_bytes().startswith(first.read_bytes())
    listed = told(lister, "-offset", "4096", "-lls", made)
    assert "squashfs-root/AppRun -> usr/lib/aikagi/aikagi" in listed
    assert "squashfs-root/aikagi.desktop" in listed


def test_a_program_that_looks_elsewhere_isnt_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = small_bundle(tmp_path / "b")
    monkeypatch.setattr(elfpaths, "places", lambda _data: ["$ORIGIN", "/home/somebody/lib"])
    with pytest.raises(
        product.NotABundle, match="aikagi looks for libraries in /home/somebody/lib"
    ):
        deb.make(bundle, tmp_path / "out")
    assert not (tmp_path / "out").exists()
