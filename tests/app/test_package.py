"""The zip for the vendor: what 7-Zip finds in it, and that nothing ever lies open."""

from __future__ import annotations

import csv
import io
import json
import shutil
import struct
import subprocess
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import pyzipper
from hypothesis import given, settings
from hypothesis import strategies as st

from app import package
from app.package import Conditions, Credentials, PackageFile, readme, save_copy
from app.passwords import console_password, passphrase
from app.troubles import FOLDER_GONE, ZIP_DAMAGED, Trouble
from tests.app.sandbox import python, python_on_disk

ACCOUNT = "123456789012"
URL = f"https://{ACCOUNT}.signin.aws.amazon.com/console"
DAY = date(2026, 11, 23)
SEVEN_ZIP = shutil.which("7z") or shutil.which("7zz") or "7z"


def credentials(user_name: str = "vendor-admin") -> Credentials:
    return Credentials(user_name, console_password(), URL)


def make(folder: Path, held: Credentials, phrase: str) -> Path:
    with PackageFile.open(folder, ACCOUNT, held.user_name, today=DAY) as new:
        return new.write(held, phrase)


def seven_zip(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [SEVEN_ZIP, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("name", ["plain", "日本語 の フォルダ", 'a\'b "c" $d %e%'])
def test_seven_zip_opens_it_with_the_passphrase(tmp_path: Path, name: str) -> None:
    folder, held, phrase = tmp_path / name, credentials(), passphrase()
    folder.mkdir()
    path = make(folder, held, phrase)
    assert [p.name for p in folder.iterdir()] == ["aikagi-vendor-admin-20261123.zip"]
    done = seven_zip("x", f"-p{phrase}", f"-o{tmp_path / 'out'}", path)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["README.txt", "credentials.csv"]
    lines = (tmp_path / "out" / "credentials.csv").read_bytes().split(b"\r\n")
    assert lines[0] == b"User name,Password,Console sign-in URL"
    assert lines[1:] == [f"vendor-admin,{held.password},{URL}".encode(), b""]


@pytest.mark.parametrize("wrong", ["", "wrong", "without hyphens", "small letters"])
def test_seven_zip_does_not_open_it_with_another(tmp_path: Path, wrong: str) -> None:
    held, phrase = credentials(), passphrase()
    path = make(tmp_path, held, phrase)
    other = {"without hyphens": phrase.replace("-", ""), "small letters": phrase.lower()}
    done = seven_zip("x", f"-p{other.get(wrong, wrong)}", "-so", path)
    assert done.returncode != 0
    assert held.password.encode() not in done.stdout


def test_every_member_is_aes_256_in_its_ae_2_form(tmp_path: Path) -> None:
    content = make(tmp_path, credentials(), passphrase()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as sealed:
        members = sealed.infolist()
    assert len(members) == 2
    for member in members:
        local = content[member.header_offset :]
        name, extra = struct.unpack("<HH", local[26:30])
        for field in (member.extra, local[30 + name : 30 + name + extra]):
            # id, size, version 2 (AE-2), vendor, strength 3 (256 bits), deflated inside
            assert struct.unpack("<HHH2sBH", field[:11]) == (0x9901, 7, 2, b"AE", 3, 8)
        assert member.compress_type == 99
        assert member.flag_bits & 1
        assert member.CRC == 0  # a checksum would let a thief test guesses at the contents
        assert local[14:18] == bytes(4)
    listed = seven_zip("l", "-slt", "-p", tmp_path / "aikagi-vendor-admin-20261123.zip").stdout
    assert listed.count(b"Method = AES-256 Deflate") == 2


@settings(deadline=None)
@given(st.text("abcXYZ019+=,.@_-", min_size=1, max_size=64))
def test_the_csv_is_what_it_says_for_any_user_name(user_name: str) -> None:
    held = credentials(user_name)
    text = package.credentials_csv(held).decode("ascii")
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == [
        {"User name": user_name, "Password": held.password, "Console sign-in URL": URL}
    ]
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 2


def test_the_name_tells_nothing_about_passwords_or_the_account(tmp_path: Path) -> None:
    held, phrase = credentials(), passphrase()
    name = make(tmp_path, held, phrase).name.lower()
    assert not [word for word in ("pass", "credential", "secret", "key.", ACCOUNT) if word in name]
    assert held.password.lower() not in name


def test_a_name_taken_gets_a_number(tmp_path: Path) -> None:
    taken = tmp_path / "aikagi-vendor-admin-20261123.zip"
    taken.write_text("yours")
    (tmp_path / "aikagi-vendor-admin-20261123-2.zip").mkdir()
    assert make(tmp_path, credentials(), passphrase()).name == "aikagi-vendor-admin-20261123-3.zip"
    assert taken.read_text() == "yours"


def test_the_readme_tells_the_vendor_what_to_do_in_both_languages(tmp_path: Path) -> None:
    held, phrase = credentials("{weird}"), passphrase()
    path = make(tmp_path, held, phrase)
    note = seven_zip("x", f"-p{phrase}", "-so", path, "README.txt").stdout
    text = note.decode("utf-8-sig")
    assert note.startswith(b"\xef\xbb\xbf")  # Notepad's mark for UTF-8
    assert text.count("\n") == text.count("\r\n") > 50
    for needed in ("7-Zip", "Keka", "{weird}", ACCOUNT, URL):
        assert text.count(needed) >= 2, needed
    japanese = (
        "このファイルについて",
        "パスワードを変更",
        "MFA デバイスの割り当て",
        "削除してください",
    )
    english = ("About this file", "change the password", "Assign MFA device", "Delete this zip")
    assert all(needed in text for needed in japanese + english)
    assert text.index(japanese[0]) < text.index(english[0])
    assert held.password not in text
    assert phrase not in text


NOTES = {
    "require_mfa": ("Your customer requires MFA", "MFAを必須にしています"),
    "change_password": ("asks you for a new password", "新しいパスワードの入力を求められます"),
    "rights_later": ("tell your customer that you have signed in", "お客様は、それを確認してから"),
    "ends": ("Ends at     : 2027-04-01", "期限           : 2027-04-01"),
}


@pytest.mark.parametrize("met", [(), *((name,) for name in NOTES), tuple(NOTES)])
def test_the_readme_says_what_the_vendor_will_meet(met: tuple[str, ...]) -> None:
    ends = "2027-04-01 00:00 (UTC+09:00)" if "ends" in met else ""
    options = {name: name in met for name in NOTES if name != "ends"}
    values = {"user_name": "x", "account": ACCOUNT, "url": URL, "date": "2026-01-01"}
    text = readme(values, Conditions(**options, ends=ends)).decode("utf-8-sig")
    for name, notes in NOTES.items():
        assert [note in text for note in notes] == [name in met] * 2, name
    assert "[require" not in text
    assert "[not" not in text
    assert ("Console sign-in" in text) is ("change_password" not in met)


def test_credentials_keep_the_password_out_of_their_repr() -> None:
    held = credentials()
    assert held.password not in f"{held!r} {held}"


def test_the_place_is_taken_before_and_given_back(tmp_path: Path) -> None:
    new = PackageFile.open(tmp_path, ACCOUNT, "vendor-admin")
    (part,) = tmp_path.iterdir()
    assert part.name.startswith(".")
    assert part.stat().st_size == package.ROOM
    new.discard()
    new.discard()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_open_again_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = credentials()
    monkeypatch.setattr(package, "_sealed", lambda members, _: sealed_with(members, "another"))
    with pytest.raises(Trouble) as caught:
        make(tmp_path, held, passphrase())
    assert caught.value.kind is ZIP_DAMAGED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("version", "bits"), [(1, 256), (2, 128)])
def test_weaker_encryption_is_not_used(version: int, bits: int) -> None:
    members, phrase = {"a": b"x" * 30}, passphrase()
    weak = sealed_with(members, phrase, version, bits)
    with pytest.raises(Trouble) as caught:
        package._prove(weak, members, phrase)
    assert caught.value.kind is ZIP_DAMAGED


def sealed_with(members: dict[str, bytes], phrase: str, version: int = 2, bits: int = 256) -> bytes:
    content = io.BytesIO()
    aes = {"nbits": bits, "force_wz_aes_version": version}
    with pyzipper.AESZipFile(
        content, "w", encryption=pyzipper.WZ_AES, encryption_kwargs=aes
    ) as sealed:
        sealed.setpassword(phrase.encode())
        for name, member in members.items():
            sealed.writestr(name, member)
    return content.getvalue()


MEMBERS = {"credentials.csv": b"one", "README.txt": b"two" * 50}
WHOLE = package._sealed(MEMBERS, "passphrase")


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_a_zip_cut_short_is_damaged(length: int) -> None:
    with pytest.raises(Trouble) as caught:
        package._prove(WHOLE[:length], MEMBERS, "passphrase")
    assert caught.value.kind is ZIP_DAMAGED


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_one_wrong_byte_is_damage_or_harmless(place: int, flip: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[place] ^= flip
    with suppress(Trouble):  # any other error fails the test; a changed date is no damage
        package._prove(bytes(damaged), MEMBERS, "passphrase")
        with pyzipper.AESZipFile(io.BytesIO(damaged)) as opened:
            opened.setpassword(b"passphrase")
            assert {name: opened.read(name) for name in opened.namelist()} == MEMBERS


def test_a_copy_goes_to_another_folder_and_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    phrase = passphrase()
    make(tmp_path, credentials(), phrase)
    second = make(tmp_path, credentials(), phrase)
    copies = [save_copy(second, tmp_path / "to").name for _ in range(2)]
    assert copies == ["aikagi-vendor-admin-20261123.zip", "aikagi-vendor-admin-20261123-2.zip"]
    assert (tmp_path / "to" / copies[1]).read_bytes() == second.read_bytes()


@pytest.mark.parametrize("lost", ["zip", "folder"])
def test_a_copy_of_what_is_gone_or_to_where_nothing_is(tmp_path: Path, lost: str) -> None:
    path = make(tmp_path, credentials(), passphrase())
    with pytest.raises(Trouble) as caught:
        save_copy(path if lost == "folder" else tmp_path / "no.zip", tmp_path / "no")
    assert caught.value.kind is FOLDER_GONE


def test_a_full_disk_is_found_before_anything_is_made(tmp_path: Path) -> None:
    script = """
    import sys
    from pathlib import Path
    from app.package import PackageFile
    from app.troubles import Trouble
    folder = Path(sys.argv[1])
    try:
        PackageFile.open(folder, "123456789012", "vendor-admin")
    except Trouble as caught:
        print(caught.kind.code, list(folder.iterdir()))
    """
    assert python_on_disk(script, tmp_path, "size=32k") == "disk-full []\n"


def test_a_power_cut_at_any_line_leaves_no_half_zip_and_nothing_readable(tmp_path: Path) -> None:
    held, phrase = credentials(), passphrase()
    script = """
    import json, shutil, sys
    from pathlib import Path
    import pyzipper
    from app.package import Credentials, PackageFile
    from tests.app.crashes import at_every_line
    folder, password, phrase = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    held = Credentials("vendor-admin", password, "https://example/console")
    def act():
        with PackageFile.open(folder, "123456789012", "vendor-admin") as new:
            new.write(held, phrase)
    seen = {"zips": 0, "parts": 0, "runs": 0}
    for _ in at_every_line(act, ("app/package.py", "app/newfile.py")):
        for path in folder.iterdir():
            content = path.read_bytes()
            assert password.encode() not in content and phrase.encode() not in content
            assert path.stat().st_mode & 0o777 == 0o600
            if path.suffix == ".zip":
                with pyzipper.AESZipFile(path) as sealed:
                    sealed.setpassword(phrase.encode())
                    assert password.encode() in sealed.read("credentials.csv")
                    assert sealed.testzip() is None
            seen["zips" if path.suffix == ".zip" else "parts"] += 1
        seen["runs"] += 1
        PackageFile.open(folder, "123456789012", "vendor-admin").discard()
        assert not [p for p in folder.iterdir() if p.suffix != ".zip"]
        for path in folder.iterdir():
            path.unlink()
    print(json.dumps(seen))
    """
    seen = json.loads(python(script, tmp_path, held.password, phrase))
    assert seen["runs"] > 80
    assert seen["parts"] > 30
    assert seen["zips"] > 3


def test_a_sealed_zip_is_hidden_until_it_is_placed(tmp_path: Path) -> None:
    held, phrase = credentials(), passphrase()
    with PackageFile.open(tmp_path, ACCOUNT, "vendor-admin", today=DAY) as new:
        new.seal(held, phrase)
        (part,) = tmp_path.iterdir()
        assert part.name.startswith(".")
        assert held.password.encode() not in part.read_bytes()
        (tmp_path / "aikagi-vendor-admin-20261123.zip").write_text("taken meanwhile")
        placed = new.place()
    assert placed.name == "aikagi-vendor-admin-20261123-2.zip"
    assert len(list(tmp_path.iterdir())) == 2
    assert seven_zip("t", f"-p{phrase}", placed).returncode == 0


def test_a_sealed_zip_that_is_not_placed_is_removed(tmp_path: Path) -> None:
    with PackageFile.open(tmp_path, ACCOUNT, "vendor-admin") as new:
        new.seal(credentials(), passphrase())
    assert list(tmp_path.iterdir()) == []
