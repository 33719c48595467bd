"""Passwords and passphrases: strong, uniform, and safe with people and spreadsheets."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from app import passwords
from app.passwords import PasswordPolicy, console_password, passphrase, reading_aid
from app.troubles import PASSWORD_POLICY, Trouble

# What IAM counts as a symbol, from its documentation of the account's password policy.
IAM_SYMBOLS = set("!@#$%^&*()_+-=[]{}|'")
POLICIES = st.builds(
    PasswordPolicy,
    minimum=st.integers(6, 128),
    upper=st.booleans(),
    lower=st.booleans(),
    digits=st.booleans(),
    symbols=st.booleans(),
)


def test_a_passphrase_has_at_least_a_hundred_bits() -> None:
    alphabet = passwords.PASSPHRASE_ALPHABET
    assert len(set(alphabet)) == len(alphabet) == 32
    assert math.log2(len(set(alphabet)) ** 20) == passwords.BITS == 100


def test_a_passphrase_is_four_characters_five_times() -> None:
    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){4}[A-HJ-NP-Z2-9]{4}", passphrase())


def test_no_character_looks_like_another() -> None:
    assert not set("IOilo01|") & set(passwords.PASSPHRASE_ALPHABET + passwords.ALPHABET)


def test_every_character_of_a_passphrase_is_equally_likely_at_every_place() -> None:
    made = [passphrase().replace("-", "") for _ in range(4000)]
    assert len(set(made)) == len(made)
    for place in range(20):
        seen = Counter(one[place] for one in made)
        assert set(seen) == set(passwords.PASSPHRASE_ALPHABET)
        # 125 expected, 11 the standard deviation: nine of them away never happens by chance.
        assert all(25 < count < 225 for count in seen.values())


def test_every_character_of_a_password_is_equally_likely_in_its_middle() -> None:
    seen = Counter("".join(console_password()[1:-1] for _ in range(3000)))
    letters = [seen[c] for c in passwords.UPPER + passwords.LOWER]
    assert max(letters) < 1.35 * min(letters)  # some 1000 each, 32 the standard deviation
    assert set(seen) == set(passwords.ALPHABET)


@settings(deadline=None)
@given(POLICIES)
def test_a_password_meets_any_policy_that_iam_allows(policy: PasswordPolicy) -> None:
    password = console_password(policy)
    assert len(password) == max(24, policy.minimum)
    assert any(c.isupper() for c in password)
    assert any(c.islower() for c in password)
    assert any(c.isdigit() for c in password)
    assert set(password) & IAM_SYMBOLS
    assert all(c.isalnum() or c in IAM_SYMBOLS for c in password)


@settings(deadline=None)
@given(POLICIES)
def test_no_spreadsheet_misreads_a_password(policy: PasswordPolicy) -> None:
    password = console_password(policy)
    assert password[0].isalpha()
    assert password[-1].isalpha()
    assert not set(password) & set("=+-@'\"`,; \t\\")
    assert next(csv.reader(io.StringIO(f"a,{password},b"))) == ["a", password, "b"]


def test_a_policy_beyond_what_iam_allows_is_a_trouble() -> None:
    with pytest.raises(Trouble) as caught:
        console_password(PasswordPolicy(minimum=129))
    assert caught.value.kind is PASSWORD_POLICY


@mock_aws
def test_a_policy_is_read_from_iams_reply() -> None:
    iam = boto3.client("iam", region_name="us-east-1")
    iam.update_account_password_policy(
        MinimumPasswordLength=40, RequireSymbols=True, RequireUppercaseCharacters=True
    )
    policy = PasswordPolicy.from_reply(iam.get_account_password_policy())
    assert policy == PasswordPolicy(minimum=40, upper=True, symbols=True)
    assert len(console_password(policy)) == 40


@pytest.mark.parametrize("reply", [{}, {"PasswordPolicy": None}, {"MinimumPasswordLength": "x"}])
def test_a_reply_without_a_policy_is_awss_own(reply: dict[str, object]) -> None:
    assert PasswordPolicy.from_reply(reply) == PasswordPolicy()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_reading_aid_says_every_character_in_order(language: str) -> None:
    whole = "-".join(re.findall("....", passwords.PASSPHRASE_ALPHABET))
    lines = reading_aid(whole, language)
    assert len(lines) == 8
    for group, line in zip(whole.split("-"), lines, strict=True):
        said = re.split("[:：]", line, maxsplit=1)
        assert said[0] == group
        assert re.findall(r"(?:^|[、,]|\) ?)\s*([A-Z2-9])(?=（| as in| \()", said[1]) == list(group)


def test_every_english_word_begins_with_its_letter() -> None:
    for letter in passwords.UPPER:
        (line,) = reading_aid(letter, "en")
        assert re.fullmatch(rf"{letter}: {letter} as in {letter}[a-z-]+\w", line)


def test_letters_that_sound_alike_have_a_word_and_digits_their_telephone_form() -> None:
    assert reading_aid("T749", "ja") == (
        "T749：T（ティー、東京のT）、7（なな）、4（よん）、9（きゅう）",
    )
    spoken = [reading_aid(c, "ja")[0].split("：")[1] for c in passwords.PASSPHRASE_ALPHABET]
    assert len(set(spoken)) == 32
