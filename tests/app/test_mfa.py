"""The root user's codes: RFC 6238's own examples, and what people paste."""

from __future__ import annotations

import subprocess
import sys
from base64 import b32encode

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from app import mfa
from app.mfa import SecretError, check, codes, otpauth_uri, parse_secret, qr
from tests.app.sandbox import ROOT

SECRET = b32encode(b"12345678901234567890").decode()  # of RFC 6238, appendix B
LONG = b32encode(b"1234567890" * 4).decode()  # as long as AWS's
# The last six of the eight digits in its table.
EXAMPLES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
FULL_WIDTH = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})


@pytest.mark.parametrize("at", EXAMPLES)
def test_codes_are_those_of_the_standard(at: int) -> None:
    now, after, left = codes(SECRET, at + 0.9)
    assert now == EXAMPLES[at]
    assert codes(SECRET, at + left)[0] == after
    assert codes(SECRET, at + left - 1)[0] == now


@given(st.integers(0, 4_000_000_000))
def test_between_one_and_thirty_seconds_are_left(at: int) -> None:
    _, _, left = codes(SECRET, at)
    assert 1 <= left <= 30
    assert (at + left) % 30 == 0


@given(st.integers(60, 4_000_000_000))
def test_a_code_is_right_for_its_time_and_its_neighbours(at: int) -> None:
    now, after, _ = codes(SECRET, at)
    assert check(SECRET, now, at)
    assert check(SECRET, after, at)
    assert check(SECRET, codes(SECRET, at - 30)[0], at)
    assert check(SECRET, f" {now[:3]} {now[3:]}　".translate(FULL_WIDTH), at)
    other = {codes(SECRET, at + shift)[0] for shift in (-30, 0, 30)}
    assert check(SECRET, codes(SECRET, at + 90)[0], at) == (codes(SECRET, at + 90)[0] in other)


@pytest.mark.parametrize("wrong", ["", "000000", "28708", "2870820", "abcdef", "２８７０８", "é"])
def test_a_wrong_code_is_wrong(wrong: str) -> None:
    assert not check(SECRET, wrong, 59)


@pytest.mark.parametrize(
    "typed",
    [
        SECRET,
        SECRET.lower(),
        f"  {SECRET}\n",
        " ".join(SECRET[i : i + 4] for i in range(0, 32, 4)),
        "-".join(SECRET[i : i + 4] for i in range(0, 32, 4)),
        SECRET.translate(FULL_WIDTH),
        SECRET + "====",
        f"otpauth://totp/AWS:root?secret={SECRET}&issuer=AWS",
        f"OTPAUTH://TOTP/x?Secret={SECRET.lower()}&algorithm=SHA1&digits=6&period=30",
    ],
)
def test_a_secret_key_is_taken_as_people_paste_it(typed: str) -> None:
    assert parse_secret(typed) == SECRET


PAGES = (
    "{key}",
    "Secret key: {key}",
    "「シークレットキーを表示」\n{key}\nMFA コード 1\n",
    "Show secret key {key}\nMFA code 1\nMFA code 2",
    "Scan otpauth://totp/Amazon%20Web%20Services:root?secret={key}&issuer=AWS\nor cancel",
    "otpauth://totp/Amazon Web Services:root?issuer=AWS&secret={key}\nMFA code 1",
    "apple-otpauth://totp/AWS:root?secret={key}",
)
BETWEEN = st.text(" -\t\n\u3000\u200b\u2010\u2013\u00ad\ufeff", max_size=2)


@st.composite
def pasted(draw: st.DrawFn) -> tuple[str, str]:
    """A key as long as AWS's, and that key as it may come out of a clipboard."""
    key = b32encode(draw(st.binary(min_size=40, max_size=40))).decode()
    shown = draw(st.sampled_from([key, key.lower(), key.title()]))
    if draw(st.booleans()):
        shown = "".join(letter + draw(BETWEEN) for letter in shown)
    else:
        shown = draw(st.sampled_from(PAGES)).format(key=shown)
    return key, shown.translate(FULL_WIDTH) if draw(st.booleans()) else shown


@settings(deadline=None)
@given(pasted())
def test_a_key_of_aws_is_found_however_it_is_pasted(both: tuple[str, str]) -> None:
    key, shown = both
    assert parse_secret(shown) == key


@given(st.binary(min_size=40, max_size=40))
def test_the_groups_read_back(seed: bytes) -> None:
    key = b32encode(seed).decode()
    shown = mfa.groups(key)
    assert {len(group) for group in shown.split()} == {4}
    assert parse_secret(shown) == key


@given(st.integers(10_000, 4_000_000_000), st.integers(-20, 20))
def test_clocks_that_differ_are_told_from_a_wrong_key(at: int, periods: int) -> None:
    code, _, _ = codes(SECRET, at + 30 * periods)
    apart = mfa.clock_apart(SECRET, code, at)
    same = [n for n in range(-20, 21) if codes(SECRET, at + 30 * n)[0] == code]
    nearest = min(same, key=abs)
    assert abs(apart) == (0 if abs(nearest) <= 1 else abs(30 * nearest))
    if same == [periods] and abs(periods) > 1:
        assert apart == 30 * periods


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "abcdef", "é"])
def test_a_code_of_another_key_says_nothing_of_clocks(wrong: str) -> None:
    assert mfa.clock_apart(SECRET, wrong, 1111111111) == 0


def test_a_clock_set_to_1970_is_no_error() -> None:
    assert mfa.clock_apart(SECRET, "123456", 59) == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", mfa.TOO_SHORT),
        (SECRET[:16], mfa.TOO_SHORT),
        (SECRET[:25], mfa.TOO_SHORT),  # no base32 has that length: something is missing
        ("123456", mfa.A_CODE),
        (" ４５６ ７２３ ", mfa.A_CODE),
        (SECRET[:-1] + "0", mfa.LOOK_ALIKE),
        (SECRET[:-1].lower() + "8", mfa.LOOK_ALIKE),
        (SECRET[:-1] + "鍵", mfa.NOT_A_KEY),
        ("https://example.com", mfa.NOT_A_KEY),
        (f"otpauth://hotp/x?secret={SECRET}", mfa.NOT_OF_AWS),
        (f"otpauth://totp/x?secret={SECRET}&digits=8", mfa.NOT_OF_AWS),
        (f"otpauth://totp/x?secret={SECRET}&algorithm=SHA256", mfa.NOT_OF_AWS),
        ("otpauth://totp/x", mfa.NOT_OF_AWS),
        ("otpauth://[", mfa.NOT_OF_AWS),
        ("otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8", mfa.NOT_OF_AWS),
        (f"Show secret key {SECRET}", mfa.A_PAGE),  # "Show secret key" is base32 as well
        (f"Secret key: {' '.join(LONG[i : i + 4] for i in range(0, 64, 4))}", mfa.A_PAGE),
        (f"{LONG} or {LONG}", mfa.A_PAGE),
        (LONG * 3, mfa.A_PAGE),
        ("MFA コード 1 " * 20, mfa.A_PAGE),
        ("AKIAIOSFODNN7EXAMPLE", mfa.ACCESS_KEY),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", mfa.ACCESS_KEY),
    ],
)
def test_what_is_no_secret_key_is_explained(typed: str, why: object) -> None:
    with pytest.raises(SecretError) as caught:
        parse_secret(typed)
    assert caught.value.message is why


@settings(deadline=None)
@given(st.text(max_size=80) | st.text("ABCDEFGH234567 =-", max_size=80))
def test_anything_pasted_gives_codes_or_an_explanation(typed: str) -> None:
    try:
        secret = parse_secret(typed)
    except SecretError as error:
        fixed = not error.message.values
        assert fixed, "what was typed may not be in the text"
    else:
        assert len(codes(secret, 59)[0]) == 6


def test_the_link_reads_back_and_says_whose_it_is() -> None:
    uri = otpauth_uri(SECRET, "123456789012")
    assert uri.startswith("otpauth://totp/Amazon%20Web%20Services:")
    assert "123456789012" in uri
    assert parse_secret(uri) == SECRET
    assert parse_secret(otpauth_uri(SECRET, "")) == SECRET


@mock_aws
def test_a_secret_as_aws_makes_it_is_accepted() -> None:
    iam = boto3.client("iam", region_name="us-east-1")
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="x")["VirtualMFADevice"]
    seed = device["Base32StringSeed"].decode()
    assert len(codes(parse_secret(seed), 59)[0]) == 6


def test_a_qr_code_is_square_with_three_eyes_and_a_quiet_border() -> None:
    rows = qr(otpauth_uri("A" * 64, "123456789012"))
    size = len(rows)
    assert all(len(row) == size for row in rows)
    border = mfa.QUIET
    assert not any(any(row) for row in (*rows[:border], *rows[-border:]))
    assert not any(any(row[:border]) or any(row[-border:]) for row in rows)
    far = size - border - 7
    for top, left in ((border, border), (border, far), (far, border)):
        eye = [row[left : left + 7] for row in rows[top : top + 7]]
        rings = [[max(abs(y - 3), abs(x - 3)) != 2 for x in range(7)] for y in range(7)]
        assert [list(row) for row in eye] == rings
    timing = rows[border + 6][border + 8 : far - 1]
    assert all(dark == (i % 2 == 0) for i, dark in enumerate(timing))


def test_a_qr_code_needs_no_picture_library() -> None:
    script = "import sys; sys.modules['PIL'] = None; from app.mfa import qr; print(len(qr('x')))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == f"{21 + 2 * mfa.QUIET}\n"


def test_what_is_far_too_long_is_not_looked_at() -> None:
    with pytest.raises(SecretError) as caught:
        parse_secret("ABCD " * 200_000)
    assert caught.value.message is mfa.A_PAGE
    assert not check(SECRET, "1" * 1_000_000, 59)


@pytest.mark.parametrize("code", ["\ud800", "28708\udc002", "２８７０８", ""])
def test_a_code_that_is_no_number_is_not_right(code: str) -> None:
    assert not check(SECRET, code, 59)
    assert mfa.clock_apart(SECRET, code, 59) == 0
