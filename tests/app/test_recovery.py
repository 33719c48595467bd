"""The recovery sheet's content: what is known, what is left for a pen, and no secret."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from app.facts import Facts
from app.messages import Message
from app.recovery import Addresses, Blank, Sheet, one_person, save, sheet
from app.troubles import FOLDER_GONE, Trouble

FACTS = Facts(
    account="123456789012",
    keeper_phone=" Yamada Taro ",
    keeper_mailbox="Sato Hanako",
    recovery_number="+81 3 1234 5678",
)
WHERE = Addresses("https://console.example/", "https://support.example/")
DAY = date(2026, 11, 23)


def made(facts: Facts = FACTS, name: str = "Example KK") -> Sheet:
    return sheet(facts, name, WHERE, DAY)


def sentences(paper: Sheet) -> list[Message]:
    """Every sentence on the sheet."""
    found: list[Message] = []
    for field in fields(paper):
        value = getattr(paper, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            found += [m for m in (one.what, one.hint) if m] if isinstance(one, Blank) else [one]
    return found


def values(paper: Sheet) -> list[str]:
    return [blank.value for blank in (*paper.account, *paper.keepers)]


def everything_known() -> Facts:
    """Each text that Aikagi may know, with its own name for a value."""
    return Facts().but(**{f.name: f"<{f.name}>" for f in fields(Facts) if f.type == "str"})


def test_what_is_known_is_printed_and_the_rest_left_for_a_pen() -> None:
    known = [v for v in values(made()) if v]
    assert known == [
        "123456789012",
        "Example KK",
        "Yamada Taro",
        "Sato Hanako",
        "+81 3 1234 5678",
    ]
    empty = made(Facts(), "")
    assert not any(values(empty))
    assert len(values(empty)) == len(values(made()))


def test_where_the_password_is_kept_is_never_printed() -> None:
    """The line is there for a pen whatever is known."""
    for paper in (made(), made(everything_known(), "x")):
        line = next(b for b in paper.account if "password" in str(b.what))
        assert line.value == ""
        assert line.hint is not None


def test_only_what_the_sheet_is_for_gets_on_it() -> None:
    """Nothing else of what Aikagi knows, whatever comes to be known one day."""
    full = everything_known()
    text = " ".join([*values(made(full)), *map(str, sentences(made(full)))])
    on_it = {f.name for f in fields(Facts) if f"<{f.name}>" in text}
    assert on_it == {"account", "keeper_phone", "keeper_mailbox", "recovery_number"}


def test_the_ways_back_come_in_aws_own_order() -> None:
    ways = [str(way) for way in made().ways]
    marks = ["try_another_mfa", "alternative_factors", WHERE.support, "security_credentials"]
    assert len(ways) == len(marks)
    for way, mark in zip(ways, marks, strict=True):
        assert mark in way
    assert WHERE.console in ways[0]
    assert "recover-mfa-no-reply@verify.signin.aws" in ways[1]
    assert ways[1].index("troubleshoot_mfa") < ways[1].index("alternative_factors")


@pytest.mark.parametrize(
    ("phone", "mailbox", "same"),
    [
        ("Yamada", "Sato", False),
        ("Yamada Taro", "yamada  taro", True),
        ("山田 太郎", "山田太郎", True),
        ("", "", False),
        ("Yamada", "", False),
    ],
)
def test_one_person_for_both_is_noticed(phone: str, mailbox: str, same: bool) -> None:
    assert one_person(replace(FACTS, keeper_phone=phone, keeper_mailbox=mailbox)) == same


def test_a_file_is_written_over_nothing(tmp_path: Path) -> None:
    first = save(tmp_path, b"%PDF one", "123456789012")
    second = save(tmp_path, b"%PDF two", "123456789012")
    assert first.name == "aikagi-recovery-sheet-123456789012.pdf"
    assert second.name == "aikagi-recovery-sheet-123456789012-2.pdf"
    assert (first.read_bytes(), second.read_bytes()) == (b"%PDF one", b"%PDF two")
    assert save(tmp_path, b"%PDF", "").name == "aikagi-recovery-sheet.pdf"
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf"}


def test_a_rehearsals_sheet_says_so(tmp_path: Path) -> None:
    assert made().notices == ()
    (notice,) = sheet(FACTS, "", WHERE, DAY, real=False).notices
    assert "not real" in str(notice)
    kept = save(tmp_path, b"%PDF", "123456789012", real=False)
    assert kept.name == "aikagi-practice-recovery-sheet-123456789012.pdf"


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        save(tmp_path / "gone", b"%PDF", "")
    assert caught.value.kind is FOLDER_GONE
