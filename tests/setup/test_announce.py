"""What a vendor announces is what Aikagi finds."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__, updates
from app.updatelist import NEWER
from app.updateplace import Place
from app.work import Token
from tests.support.downloads import Answer, Publisher

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
NAMES = {
    f"aikagi_{__version__}_amd64.deb": "linux-x86_64",
    f"Aikagi-{__version__}-x86_64.AppImage": "linux-x86_64",
    f"Aikagi-{__version__}-arm64.dmg": "macos-arm64",
    f"Aikagi-{__version__}.dmg": "macos",
    f"aikagi-{__version__}-setup-x86_64.exe": "windows-x86_64",
}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(name)
    (folder / "aikagi_0.0.1_amd64.deb").write_text("of an older build")
    put_sums(folder, *NAMES)
    return folder


def put_sums(folder: Path, *names: str) -> None:
    rows = (f"{hashlib.sha256((folder / one).read_bytes()).hexdigest()}  {one}\n" for one in names)
    (folder / "SHA256SUMS").write_text("".join(rows))


def openssl(words: str, folder: Path) -> str:
    command = ["openssl", *words.split()]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True).stdout


def announce(dist: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "packaging/announce.py", str(dist), *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)


def test_what_is_announced_is_found(dist: Path, tmp_path: Path, publisher: Publisher) -> None:
    openssl("ecparam -name prime256v1 -genkey -noout -out key.pem", tmp_path)
    public = openssl("ec -in key.pem -pubout", tmp_path)
    (tmp_path / "ja.txt").write_text("新しくなりました。\n", encoding="utf-8")
    done = announce(
        dist, "--key", str(tmp_path / "key.pem"), "--notes-ja", str(tmp_path / "ja.txt")
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("signed\n")
    for path in dist.iterdir():
        publisher.server.answers[f"/dist/{path.name}"] = Answer(path.read_bytes())
    where = Place(publisher.place.url, public)
    found = updates.look(where, "0.0.1", Token(), "linux-x86_64")
    assert (found.state, found.release.version) == (NEWER, __version__)
    assert found.release.notes == {"ja": "新しくなりました。"}
    assert {one.name: one.system for one in found.release.files} == NAMES
    got = updates.download(where, found.files[0], tmp_path, Token())
    assert got.read_bytes() == (dist / got.name).read_bytes()


def test_without_a_key_it_says_so_loudly(dist: Path) -> None:
    (dist / "latest.json.sig").touch()
    done = announce(dist)
    assert "NOT SIGNED" in done.stdout
    assert not (dist / "latest.json.sig").exists()
    assert json.loads((dist / "latest.json").read_text())["notes"] == {}


def test_another_curve_is_refused(dist: Path, tmp_path: Path) -> None:
    openssl("ecparam -name secp384r1 -genkey -noout -out key.pem", tmp_path)
    done = announce(dist, "--key", str(tmp_path / "key.pem"))
    assert done.returncode == 1
    assert "P-256" in done.stderr
    assert not (dist / "latest.json.sig").exists()


def test_nothing_to_announce_is_said(tmp_path: Path) -> None:
    done = announce(tmp_path)
    assert done.returncode == 1
    assert "no installer" in done.stderr
    assert "Traceback" not in announce(tmp_path / "gone").stderr


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("aikagi_0.0.1_amd64.deb", "version"),
        (f"aikagi_{__version__}1_amd64.deb", "version"),
        (f"aikagi-acme_{__version__}_amd64.deb", "several products: aikagi, aikagi-acme"),
    ],
)
def test_what_is_of_another_version_or_product_is_refused(dist: Path, name: str, why: str) -> None:
    (dist / name).write_text("another")
    put_sums(dist, *NAMES, name)
    done = announce(dist)
    assert done.returncode == 1
    assert why in done.stderr
    assert not (dist / "latest.json").exists()


def test_a_file_that_was_changed_since_is_refused(dist: Path) -> None:
    (dist / next(iter(NAMES))).write_text("changed")
    done = announce(dist)
    assert done.returncode == 1
    assert "another checksum" in done.stderr
    assert not (dist / "latest.json").exists()
