"""Somebody else's file: read, or explained by its line, but never a crash."""

from __future__ import annotations

import os
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import delivery, vendorprofile
from app.vendorprofile import VendorProfile, load

KEY = (
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"
    "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q=="
)
GOOD = """\
# 株式会社サンプル
name = "株式会社サンプル"
contact = "山田 03-0000-0000"
user_name = "sample-admin"
policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
contract = "B"
languages = ["ja"]
channels = ["chat", "phone", "email"]
require_mfa = false
change_password = true
rights_later = true
last_day = "2027-03-31"
documents = ["ネットワーク構成図", "アカウント一覧"]
updates_url = "https://www.example.com/aikagi/latest.json"
updates_key = "{KEY}"
""".replace("{KEY}", KEY)
READ = VendorProfile(
    name="株式会社サンプル",
    contact="山田 03-0000-0000",
    user_name="sample-admin",
    policy_arn="arn:aws:iam::aws:policy/PowerUserAccess",
    contract="B",
    languages=("ja",),
    channels=("chat", "phone", "email"),
    require_mfa=False,
    change_password=True,
    rights_later=True,
    last_day="2027-03-31",
    documents=("ネットワーク構成図", "アカウント一覧"),
    updates_url="https://www.example.com/aikagi/latest.json",
    updates_key=KEY,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ベンダー 設定.toml"


def test_the_default_is_what_the_program_says_without_one() -> None:
    assert load(None) == (VendorProfile(), None)


def test_the_default_explains_every_setting() -> None:
    text = vendorprofile.DEFAULT.read_text(encoding="utf-8")
    for field in fields(VendorProfile):
        assert f"\n{field.name} = " in text
    for channel in delivery.IDS:
        assert channel in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_good_file_is_read(path: Path, encoding: str, newline: str) -> None:
    path.write_bytes(GOOD.replace("\n", newline).encode(encoding))
    assert load(path) == (READ, None)


def test_what_it_leaves_out_stays_as_usual(path: Path) -> None:
    path.write_text('contract = "A"\n')
    assert load(path) == (VendorProfile(contract="A"), None)


@pytest.mark.parametrize(
    ("line", "wrong", "why"),
    [
        (2, "name = 5", "text in quotation marks"),
        (2, 'name = "a\\nb"', "one line of 200"),
        (2, f'name = "{"x" * 201}"', "one line of 200"),
        (2, "name = 株式会社", "isn't valid TOML"),
        (2, 'name = "open', "isn't valid TOML"),
        (2, "name", "isn't valid TOML"),
        (2, "a" + ".a" * 40_000 + " = 1", "isn't valid TOML"),  # would take seconds
        (2, 'contact = "twice"', "isn't valid TOML"),
        (3, 'contact = ["a"]', "text in quotation marks"),
        (4, 'user_name = "vendor admin"', "user name in AWS"),
        (4, 'user_name = ""', "user name in AWS"),
        (4, f'user_name = "{"x" * 65}"', "user name in AWS"),
        (4, 'user_name = "ベンダー"', "user name in AWS"),
        (4, 'user_name = "x\\n"', "user name in AWS"),
        (5, 'policy_arn = "AdministratorAccess"', "ARN of a policy"),
        (5, 'policy_arn = "arn:aws:iam::aws:role/X"', "ARN of a policy"),
        (5, 'policy_arn = "arn:aws:iam::123:policy/X"', "ARN of a policy"),
        (6, 'contract = "C"', '"A" (maintenance)'),
        (6, "contract = true", '"A" (maintenance)'),
        (7, 'languages = ["fr"]', "choose from these languages: ja, en"),
        (7, "languages = []", "choose from these languages"),
        (7, 'languages = "ja"', "choose from these languages"),
        (7, 'languages = [["ja"]]', "choose from these languages"),
        (8, 'channels = ["pigeon"]', "choose from these channels: chat, cloud"),
        (8, 'channels = ["chat"]', "two different ways"),
        (8, 'channels = ["cloud", "chat"]', "two different ways"),
        (8, 'channels = ["phone", "sms"]', "two different ways"),
        (9, 'require_mfa = "yes"', "true or false"),
        (9, "require_mfa = 1", "true or false"),
        (9, "[require_mfa]", "true or false"),
        (10, "change_password = 0", "true or false"),
        (11, 'rights_later = "no"', "true or false"),
        (12, "last_day = 2027-03-31", "in quotation marks"),
        (12, 'last_day = "2027-02-29"', "must be a day"),
        (12, 'last_day = "20270331"', "must be a day"),
        (12, 'last_day = "9999-12-31"', "must be a day"),
        (13, 'documents = "all"', "list of names"),
        (13, 'documents = [""]', "list of names"),
        (13, 'documents = ["a", "a"]', "each once"),
        (13, 'documents = ["a", 1]', "list of names"),
        (13, 'documents = ["a\\nb"]', "list of names"),
        (14, 'updates_url = "http://www.example.com/latest.json"', "https address"),
        (14, 'updates_url = "https://www.example.com/"', "https address"),
        (14, "updates_url = 5", "https address"),
        (15, 'updates_key = "abc"', "P-256"),
        (15, "updates_key = true", "P-256"),
        (9, "colour = 1", "no setting “colour”"),
        (9, "[vendor]", "no setting “vendor”"),
        (9, 'vendor.name = "x"', "no setting “vendor”"),
        (9, '  "with {braces}" = 1', "no setting “with {braces}”"),
    ],
)
def test_a_bad_line_is_named_and_explained(path: Path, line: int, wrong: str, why: str) -> None:
    lines = GOOD.splitlines()
    lines[line - 1] = wrong
    twice = 1 if wrong.startswith("contact =") and line == 2 else 0  # said where it comes again
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    profile, problem = load(path)
    assert profile == VendorProfile()
    assert problem is not None
    assert problem.line == line + twice
    assert why in str(problem.message)
    assert f"Line {line + twice}" in str(problem.message)


def test_the_first_of_several_bad_lines_is_named(path: Path) -> None:
    path.write_text('contract = "C"\nname = 1\ncolour = 2\n')
    _, problem = load(path)
    assert problem is not None
    assert problem.line == 1


def test_an_encoding_of_japanese_windows_is_explained(path: Path) -> None:
    path.write_bytes(GOOD.replace("# 株式会社サンプル\n", "#\n").encode("shift_jis"))
    _, problem = load(path)
    assert problem is not None
    assert problem.line == 2
    assert "UTF-8" in str(problem.message)


@pytest.mark.parametrize("what", ["gone", "folder", "huge"])
def test_a_file_that_is_none_is_explained(path: Path, what: str) -> None:
    if what == "folder":
        path.mkdir()
    if what == "huge":
        path.write_bytes(b"#" * 100_001)
    profile, problem = load(path)
    assert profile == VendorProfile()
    assert problem is not None
    assert problem.line == 0
    assert path.name in str(problem.message)


@pytest.mark.parametrize(
    "profile", [VendorProfile(), READ, VendorProfile(name='"B\\" # 業', documents=("[a", "b\\n"))]
)
def test_what_is_kept_is_read_as_it_was(path: Path, profile: VendorProfile) -> None:
    path.write_text(vendorprofile.as_toml(profile), encoding="utf-8")
    assert load(path) == (profile, None)


@pytest.mark.parametrize("text", ["x = " + "[" * 50_000, "x = " + "9" * 50_000, "\x00", "a = 1\r"])
def test_what_breaks_parsers_is_explained(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    profile, problem = load(path)
    assert profile == VendorProfile()
    assert problem is not None
    assert problem.line == 1


@settings(deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(GOOD.splitlines()) | st.text(max_size=9)).map("\n".join)
)
def test_any_text_is_read_or_explained(text: str) -> None:
    descriptor, name = tempfile.mkstemp()
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
    profile, problem = load(Path(name))
    Path(name).unlink()
    if problem:
        assert profile == VendorProfile()
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert str(problem.message)
