"""Japanese is broken anywhere between two letters: lines are to end between two phrases instead.

A phrase is a word with the endings and particles behind it: 「お知らせ」「権限を」. That is told by
the kinds of letters and by some words that often follow a particle, with no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

# Word joiner, no break before or after it: https://www.unicode.org/reports/tr14/#WJ
JOINER = "\u2060"
JAPANESE = "\u3000"  # the first of the letters and signs between which a line may end
DOT = " · "  # between what is told one after the other
TAIL, LONGEST = 4, 12  # a last phrase of fewer letters isn't alone, where both have no more

HAN, KANA, HIRA = "一-鿿々", "ァ-ヺー", "ぁ-ん"
# In a run of hiragana a new word begins here.
BEGINS = (
    "ください|おそれ|こと|ため|とき|ところ|もの|ような|ように|ほか|ここ|この|これ|その|"
    "(?<!お)それ|(?<!な)どの|どこ|いつ|(?<!かま)いま|かかり|すぐ|すべて|また|まだ|もう|あと|ある|あり|"
    "いない|いなく|できま|できる|(?<!く)なりま|(?<=[がはもを])なく[しすな]|かどうか|かもしれ|"
    "おすすめ|よろしい|とおり|だけで"
)
ONE = f"迷惑メール[{KANA}]*|[無有]料プラン"  # of two kinds of letters, and one word all the same
SIGNED = re.compile("^([✓✕]) ")  # a Japanese font's own space nearly has them touch the words
PHRASE = re.compile(
    rf"[（「『]*(?:[おご](?=[{HAN}]))?"
    # The word: its own hiragana may stand within, as in 取り消し.
    rf"(?:{ONE}|[A-Za-z0-9]+(?:米ドル|か月|か所|[{HAN}]+[0-9]*)*|[{KANA}]+[{HAN}]*"
    rf"|[{HAN}]+(?:[いえきけげしじせちびべみめりれわ][{HAN}]+)*)?"
    # What hangs on it, up to where another begins.
    rf"[」』）]*(?:[{HIRA}](?:(?!{BEGINS}|[おご][{HAN}])[{HIRA}])*)?"
    r"(?:(?<=た)分の)?[」』）、。，．！？…：・]*"  # 超えた分の
)
# A short name in Japanese, as vendor-admin: Qt would end a line at its hyphen. A long one may.
NAME = re.compile(r"(?<![!-~])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?![!-~])")
SHORT = 16
# A short last word of a sentence in English: it isn't alone in the last line.
LONE = re.compile(r"(?<=\S )(\S{1,12}) (\S{1,8})$")
AMOUNT = re.compile(r"(?<=[0-9]) US dollar")  # a line that begins with “dollars” says nothing


def kept_together(paragraph: str) -> str:
    """`paragraph` with the letters of its phrases joined; for showing only."""
    spaced = SIGNED.sub("\\1\N{EN SPACE}", paragraph)
    if max(spaced, default="") < JAPANESE:
        amounts = AMOUNT.sub("\N{NO-BREAK SPACE}US\N{NO-BREAK SPACE}dollar", spaced)
        return LONE.sub("\\1\N{NO-BREAK SPACE}\\2", amounts)
    joined = "".join(_joined(phrase) for phrase in _phrases(spaced))
    return NAME.sub(_in_one, joined) if JOINER in joined else joined


def _in_one(name: re.Match[str]) -> str:
    found = name[0]
    return found.replace("-", f"-{JOINER}") if len(found) <= SHORT else found


def _phrases(paragraph: str) -> list[str]:
    """Its phrases, and what isn't Japanese, letter by letter. A short last one isn't alone."""
    found, at = [], 0
    while at < len(paragraph):
        match = PHRASE.match(paragraph, at)
        end = max(match.end() if match else at, at + 1)
        found.append(paragraph[at:end])
        at = end
    while len(found) > 1 and len(found[-1]) < TAIL and len(found[-2] + found[-1]) <= LONGEST:
        last = found.pop()
        found[-1] += last
    return found


def _joined(phrase: str) -> str:
    """With joiners wherever a line could end in it: not within what is Latin."""
    if min(phrase) >= JAPANESE:
        return JOINER.join(phrase)
    made = phrase[:1]
    for before, after in pairwise(phrase):
        made += (JOINER if max(before, after) >= JAPANESE else "") + after
    return made


def parted(listed: str, fits: Callable[[str], bool]) -> str:
    """What DOT stands between, in lines that fit; where a line ends, no dot hangs at its end."""
    lines: list[str] = []
    for item in listed.split(DOT):
        longer = f"{lines[-1]}{DOT}{item}" if lines else ""
        if longer and fits(longer):
            lines[-1] = longer
        else:
            lines.append(item)
    return "\n".join(lines)
