"""Where newer versions are asked for, whose key is believed, and what a list may say."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import updatelist, updateplace
from app.brand import Brand
from app.buildinfo import DAMAGED, BuildInfo, this_system
from app.handoverfile import Handover
from app.updatelist import File
from app.updateplace import Place
from app.vendorprofile import VendorProfile
from tests.support.downloads import Publisher

# --- where to ask ------------------------------------------------------------------------------
URL = "https://www.example.com/aikagi/latest.json"
NOBODY: frozenset[str] = frozenset()


def test_nobody_is_asked_where_nobody_is_named() -> None:
    assert updateplace.named(BuildInfo(), Brand(), VendorProfile(), NOBODY) is None


def test_the_build_goes_before_the_vendors_profile() -> None:
    built = Place("https://build.example.com/latest.json")
    profile = VendorProfile(name="Hoshi", updates_url=URL)
    branded = Brand("Kaze", updates=Place("https://kaze.example.com/latest.json", "", "Kaze"))
    assert updateplace.named(BuildInfo(updates=built), branded, profile, NOBODY) == built
    assert updateplace.named(BuildInfo(), branded, profile, NOBODY) == branded.updates
    assert updateplace.named(BuildInfo(), Brand(), profile, NOBODY) == Place(URL, "", "Hoshi")


def test_a_vendor_who_was_shut_out_is_no_place_to_ask() -> None:
    built = Place("https://build.example.com/latest.json")
    profile = VendorProfile(name="Hoshi", updates_url=URL)
    branded = Brand("Kaze", updates=Place("https://kaze.example.com/latest.json", "", "Kaze"))
    hoshi, kaze = frozenset({"Hoshi"}), frozenset({"Kaze"})
    assert updateplace.named(BuildInfo(), Brand(), profile, hoshi) is None
    assert updateplace.named(BuildInfo(), Brand(), profile, kaze) is not None
    assert updateplace.named(BuildInfo(), branded, profile, kaze) is None
    assert updateplace.named(BuildInfo(), branded, profile, None) is None  # nobody knows
    nameless = VendorProfile(contact="03-0000", updates_url=URL)
    assert updateplace.named(BuildInfo(), Brand(), nameless, frozenset({""})) is None
    assert updateplace.named(BuildInfo(updates=built), branded, profile, hoshi | kaze) == built


@pytest.mark.parametrize(
    ("states", "out"),
    [
        (("made",), False),
        (("reissuing",), False),
        (("undone",), False),
        (("revoking",), True),
        (("disabled",), True),
        (("deleted",), True),
        (("deleted", "made"), False),  # another of its people is in
        (("deleted", "undone"), True),
    ],
)
def test_who_was_shut_out_is_told_by_the_records(states: tuple[str, ...], out: bool) -> None:
    records = [Handover(vendor="Hoshi", state=state) for state in states]
    found = updateplace.shut_out([*records, Handover(vendor="Kaze", state="made")])
    assert found == (frozenset({"Hoshi"}) if out else NOBODY)


def test_a_damaged_build_has_nobody_step_in_for_it() -> None:
    profile = VendorProfile(name="Hoshi", updates_url=URL)
    branded = Brand("Kaze", updates=Place("https://kaze.example.com/latest.json", "", "Kaze"))
    damaged = BuildInfo(DAMAGED)
    assert updateplace.named(damaged, branded, profile, NOBODY) is None
    assert updateplace.named(damaged, Brand(), profile, NOBODY) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://www.example.com/latest.json",
        "ftp://www.example.com/latest.json",
        "file:///etc/passwd",
        "https:///latest.json",
        "https://www.example.com",
        "https://www.example.com/",
        "https://user:word@www.example.com/latest.json",
        "https://www.example.com/latest.json?who=me",
        "https://www.example.com/latest.json#x",
        "https://www.example.com:99999/latest.json",
        "https://www.example.com:0/latest.json",
        "https://[/latest.json",
        "https://www.example.com\\@evil.example/latest.json",
        "https://www.example.com/late st.json",
        "https://日本.example.com/latest.json",
        f"https://www.example.com/{'x' * 500}",
        5,
    ],
)
def test_what_is_no_address(address: object) -> None:
    assert not updateplace.is_address(address)
    assert updateplace.of(address, "") is None


def test_what_is_a_key(publisher: Publisher) -> None:
    key = publisher.key
    framed = f"-----BEGIN PUBLIC KEY-----\n{key[:64]}\n{key[64:]}\n-----END PUBLIC KEY-----\n"
    assert updateplace.der(framed) == updateplace.der(key)
    for bad in ("x", key[:-4], key[4:], f"{key}AAAA", "é", 5):
        assert not updateplace.is_key(bad)
        assert updateplace.of(URL, bad) is None  # not less checked than was wished
    off_the_curve = key[:-8] + "AAAAAAA="
    assert not updatelist.is_genuine(b"", b"", off_the_curve)


def test_openssl_signs_what_is_accepted(tmp_path: Path) -> None:
    """As resources/vendor.toml tells a vendor."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this computer")
    (tmp_path / "latest.json").write_text(json.dumps({"name": "aikagi"}))

    def openssl(words: str) -> bytes:
        return subprocess.run(
            ["openssl", *words.split()], cwd=tmp_path, capture_output=True, check=True
        ).stdout

    openssl("ecparam -name prime256v1 -genkey -noout -out key.pem")
    public = openssl("ec -in key.pem -pubout").decode()
    openssl("dgst -sha256 -sign key.pem -out latest.json.sig latest.json")
    content, signature = (
        (tmp_path / name).read_bytes() for name in ("latest.json", "latest.json.sig")
    )
    assert updateplace.is_key(public)
    assert updatelist.is_genuine(content, signature, public)
    assert not updatelist.is_genuine(content + b" ", signature, public)


TEXTS = st.text(max_size=12) | st.sampled_from(["aikagi", "1.2.3", "2027-01-31", "linux", "0" * 64])
NAMES = st.sampled_from(["name", "version", "date", "notes", "files", "system", "size", "sha256"])
JSON = st.recursive(
    TEXTS | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=20,
)


@given(JSON.map(lambda said: json.dumps(said).encode()) | st.binary(max_size=80))
def test_anything_is_a_list_or_none(content: bytes) -> None:
    try:
        release = updatelist.read(content)
    except ValueError:
        return
    assert release.version


def test_files_for_this_system() -> None:
    release = updatelist.Release(
        "1.0",
        "2027-01-31",
        {},
        tuple(File(system, system, 1, "0" * 64) for system in ("linux", "macos", "macos-arm64")),
    )
    assert [f.name for f in release.for_system("macos-arm64")] == ["macos", "macos-arm64"]
    assert [f.name for f in release.for_system("macos-x86_64")] == ["macos"]
    assert release.for_system("windows-x86_64") == ()
    assert this_system().startswith(("linux-", "macos-", "windows-"))
