"""The root user's password: AWS's rules, ours, and how long it would stand."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import passwords, rootpassword
from app.rootpassword import JUDGED, SYMBOLS, make, rules, strength, typed_anywhere

FEW = settings(max_examples=20, deadline=None)  # the judge takes its time with long ones
LATIN = string.ascii_letters + string.digits + SYMBOLS
AWS_SAYS = "! @ # $ % ^ & * ( ) < > [ ] { } | _ + - ="


def kept(password: str) -> dict[str, bool]:
    return {rule.name: rule.kept for rule in rules(password)}


def test_symbols_are_those_that_aws_lists() -> None:
    assert set(SYMBOLS) == set(AWS_SAYS.split())


@pytest.mark.parametrize(
    ("password", "length", "classes"),
    [
        ("", False, False),
        ("Aa1!567", False, True),
        ("Aa1!5678", True, True),
        ("Aa1" + "x" * 125, True, True),
        ("Aa1" + "x" * 126, False, True),
        ("abcdefgh", True, False),
        ("abcdEFGH", True, False),
        ("abcdEFG1", True, True),
        ("abcdefg1!", True, True),
        ("ABCDEFG1!", True, True),
        ("abcd1234", True, False),
        ("Abcd,.;:", True, False),  # AWS doesn't count these as symbols
        ("ＡＢＣａｂｃ１２", True, False),  # full-width letters are none
    ],
)
def test_length_and_classes(password: str, length: bool, classes: bool) -> None:
    assert (kept(password)["length"], kept(password)["classes"]) == (length, classes)


@pytest.mark.parametrize(
    ("password", "own"),
    [
        ("", False),
        ("aws-admin@example.co.jp", False),
        ("Aws-Admin1@example.com ", False),
        ("Aa1!@x.y z", True),
        ("mQ7!rTx4", True),
        ("a@b", True),
    ],
)
def test_an_email_address_is_no_password(password: str, own: bool) -> None:
    assert kept(password)["own"] is own


@given(st.text(LATIN, max_size=140))
def test_classes_are_counted_as_aws_does(password: str) -> None:
    groups = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
    count = sum(any(group(c) for c in password) for group in groups)
    assert kept(password)["classes"] is (count >= 3)


def test_a_made_one_has_all_that_is_wanted() -> None:
    for password in (make() for _ in range(300)):
        assert_all_that_is_wanted(password)


def assert_all_that_is_wanted(password: str) -> None:
    assert all(rule.kept for rule in rules(password))
    assert len(password) >= 20
    assert not set(password) & set(passwords.LOOK_ALIKES)
    assert set(password) <= set(LATIN)
    assert all(set(password) & set(characters) for characters in rootpassword.CLASSES)
    assert typed_anywhere(password)


def test_made_ones_differ_and_stand() -> None:
    made = {make() for _ in range(50)}
    assert len(made) == 50
    judged = {found.state for found in map(strength, made) if found}
    assert judged == {"good"}


@pytest.mark.parametrize(
    ("password", "state", "words"),
    [
        ("password", "bad", "at once"),
        ("aws-admin", "bad", "at once"),
        ("Password2026!", "bad", "within a day"),
        ("Tr0ub4dor&3", "warn", "within a year"),
        ("K7mx$2hfaRwq", "warn", "within a lifetime"),
        ("MQw5TqrX7#h2yN8kPz4&sVxA", "good", "centuries"),
    ],
)
def test_strength_is_said_in_plain_words(password: str, state: str, words: str) -> None:
    found = strength(password)
    assert found is not None
    assert (found.state, words in str(found.words)) == (state, True), found
    assert password not in str(found)


def test_nothing_has_no_strength() -> None:
    assert strength("") is None


@FEW
@given(st.text(max_size=200))
def test_any_text_is_judged(password: str) -> None:
    assert (strength(password) is None) == (password == "")
    assert len(rules(password)) == 3


@FEW
@given(st.text(LATIN, min_size=JUDGED, max_size=JUDGED), st.text(LATIN, max_size=60))
def test_what_is_beyond_the_first_72_changes_nothing(first: str, rest: str) -> None:
    assert strength(first + rest) == strength(first)


@pytest.mark.parametrize("password", ["mixed case", "ｆｕｌｌ", "naïve", "ひみつ", "tab\there"])
def test_what_not_every_keyboard_has(password: str) -> None:
    assert not typed_anywhere(password)
