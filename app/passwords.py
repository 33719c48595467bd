"""Passwords and passphrases, made by the operating system's generator alone.

A console password is typed or pasted once by the vendor; a passphrase is read out on the
telephone. Neither has characters that look or sound alike.
"""

from __future__ import annotations

import math
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass

from app.messages import msg
from app.troubles import PASSWORD_POLICY, Trouble

LOOK_ALIKES = "IOilo01|"
UPPER = "".join(c for c in string.ascii_uppercase if c not in LOOK_ALIKES)
LOWER = "".join(c for c in string.ascii_lowercase if c not in LOOK_ALIKES)
DIGITS = "".join(c for c in string.digits if c not in LOOK_ALIKES)
# Of the symbols that IAM counts as such, without those that a spreadsheet takes for a formula
# or a separator (= + - @ ' |) and without brackets, which look alike in small type:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
SYMBOLS = "!#$%&*^"
CLASSES = (UPPER, LOWER, DIGITS, SYMBOLS)
ALPHABET = "".join(CLASSES)
LENGTH = 24
LONGEST = 128  # https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html

PASSPHRASE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # noqa: S105  (no I, O, 0, 1)
GROUPS = 5
GROUP = 4
BITS = GROUPS * GROUP * int(math.log2(len(PASSPHRASE_ALPHABET)))


@dataclass(frozen=True)
class PasswordPolicy:
    """What an account asks of IAM users' passwords. The default is AWS's own."""

    minimum: int = 8
    upper: bool = False
    lower: bool = False
    digits: bool = False
    symbols: bool = False

    @classmethod
    def from_reply(cls, reply: Mapping[str, object]) -> PasswordPolicy:
        """Read the reply of IAM's `get_account_password_policy`, or its inner dictionary.

        https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
        """
        inner = reply.get("PasswordPolicy", reply)
        policy = inner if isinstance(inner, Mapping) else {}
        minimum = policy.get("MinimumPasswordLength")
        return cls(
            minimum=minimum if isinstance(minimum, int) else cls.minimum,
            upper=bool(policy.get("RequireUppercaseCharacters")),
            lower=bool(policy.get("RequireLowercaseCharacters")),
            digits=bool(policy.get("RequireNumbers")),
            symbols=bool(policy.get("RequireSymbols")),
        )


AWS_DEFAULT = PasswordPolicy()


def console_password(policy: PasswordPolicy = AWS_DEFAULT) -> str:
    """A password for the AWS console: 24 characters or the policy's minimum, of all four classes.

    Every password that passes is equally likely. It begins and ends with a letter, so that no
    spreadsheet, and no one who copies it, takes its ends for something else.
    Raises `Trouble` (PASSWORD_POLICY) if the policy asks for more than AWS itself allows.
    """
    if policy.minimum > LONGEST:
        raise Trouble(PASSWORD_POLICY, detail=f"minimum {policy.minimum}")
    length = max(LENGTH, policy.minimum)
    while True:
        password = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if _passes(password):
            return password


def _passes(password: str) -> bool:
    every_class = all(set(password) & set(characters) for characters in CLASSES)
    return every_class and password[0].isalpha() and password[-1].isalpha()


def passphrase() -> str:
    """A passphrase of `BITS` bits, like `K7MX-2HFA-…`. Its hyphens are part of it."""
    return "-".join(
        "".join(secrets.choice(PASSPHRASE_ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS)
    )


HYPHENS = msg(
    "There is a hyphen (-) between the groups. It belongs to the passphrase: say it, too."
)
SAY_THE_WORDS = msg(
    "B, D, E, P, T and V sound alike on the telephone. Say the word with each letter."
)


def _spoken(words: str) -> dict[str, str]:
    """How each character of a passphrase is said, from the words in the alphabet's order."""
    return dict(zip(PASSPHRASE_ALPHABET, words.split(), strict=True))


_ENGLISH = _spoken(
    "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Lima Mike November Papa "
    "Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu "
    "two three four five six seven eight nine"
)
# The words that Japanese offices use; digits as they are said on the telephone (なな, not しち).
_JAPANESE = _spoken(
    "アメリカ ブラジル チャイナ デンマーク イングランド フランス ゴルフ ホテル ジャパン 神戸 "
    "ロンドン メキシコ 名古屋 パリ クイーン ローマ スペイン 東京 ユニバース ビクトリー "
    "ワシントン エックス線 横浜 ゼブラ に さん よん ご ろく なな はち きゅう"
)
_KANA = _spoken(
    "エー ビー シー ディー イー エフ ジー エイチ ジェイ ケー エル エム エヌ ピー キュー アール "
    "エス ティー ユー ブイ ダブリュー エックス ワイ ゼット "
    "に さん よん ご ろく なな はち きゅう"
)


def reading_aid(passphrase: str, language: str) -> tuple[str, ...]:
    """How to say `passphrase` on the telephone in `language` ("ja" or "en"), a line per group."""
    say = _in_japanese if language == "ja" else _in_english
    comma, colon = ("、", "：") if language == "ja" else (", ", ": ")
    return tuple(
        f"{group}{colon}{comma.join(say(c) for c in group)}" for group in passphrase.split("-")
    )


def _in_english(character: str) -> str:
    word = _ENGLISH[character]
    return f"{character} ({word})" if character.isdigit() else f"{character} as in {word}"


def _in_japanese(character: str) -> str:
    if character.isdigit():
        return f"{character}（{_KANA[character]}）"
    return f"{character}（{_KANA[character]}、{_JAPANESE[character]}の{character}）"
