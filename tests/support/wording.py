"""What is wrong with a sentence: by resources/glossary.toml, and by the way we write.

Every function takes text and yields what breaks which rule, in words for whoever wrote it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.settings import RESOURCES

# Japanese, as far as a space beside it is looked at: kana, kanji, its marks.
JA = "ぁ-んァ-ヶー一-龥々、。（）：？「」・"
POLITE = re.compile(r"(ます|です|ません|ました|でした|ください|ましょう|でしょう)か?$")
# The end of a verb or an adjective in the plain form; a noun may end a short note.
PLAIN = re.compile(r"[うくぐすつぬぶむるいだた]$")


@dataclass(frozen=True)
class Term:
    """One thing and its one name in each language; see the head of the glossary."""

    en: str
    ja: str
    gloss_en: str
    gloss_ja: str
    said: str = ""
    only: str = ""
    also: list[str] = field(default_factory=list)
    never_ja: list[str] = field(default_factory=list)
    never_en: list[str] = field(default_factory=list)
    unless: list[str] = field(default_factory=list)

    def frees(self, english: str) -> bool:
        """Whether `english` is one of the sentences in which the word means something else."""
        return any(english.startswith(begin) for begin in self.unless)


@cache
def glossary() -> tuple[Term, ...]:
    """Every term."""
    return tuple(Term(**entry) for entry in _file()["term"])


def bounds() -> dict[str, int]:
    """How long a sentence may be."""
    return dict(_file()["bounds"])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "glossary.toml").read_text(encoding="utf-8"))


def pair(english: str, japanese: str) -> Iterator[str]:
    """What is wrong between a sentence and its Japanese."""
    for term in glossary():
        if term.frees(english):
            continue
        wanted = (term.ja, *term.also)
        if term.said and re.search(term.said, english, re.IGNORECASE):
            if not any(word in japanese for word in wanted):
                yield f"the English says “{term.en}”, the Japanese doesn't say 「{term.ja}」"
        elif term.only and term.ja in japanese:
            yield f"「{term.ja}」 is only for “{term.en}”, which the English doesn't say"
    labels = re.findall("“[^”]*[^“”{}]”", english)
    if labels and "「" not in japanese:
        yield f"{labels[0]} has no 「」 in the Japanese"


def of_japanese(text: str) -> Iterator[str]:
    """What is wrong with Japanese, whatever the English is."""
    for term in glossary():
        for never in term.never_ja:
            found = re.search(never, _outside_labels(text))
            if found:
                yield f"「{found[0]}」 must be 「{term.ja}」 ({term.en})"
    for rule, pattern in CONVENTIONS.items():
        found = re.search(pattern, text)
        if found:
            yield f"「{found[0]}」: {rule}"
    yield from _spaces(text)
    yield from _endings(text)
    most = bounds()["ja"]
    for sentence in japanese_sentences(text):
        if width(sentence) > most:
            yield f"{width(sentence):g} characters, {most} at most: 「{sentence}」"
    asked = text.count("ください")
    if asked > bounds()["asks"]:
        yield f"「ください」 {asked} times in a row"


def of_english(text: str) -> Iterator[str]:
    """What is wrong with English, whatever the Japanese is."""
    for term in glossary():
        for never in term.never_en:
            found = re.search(never, text, re.IGNORECASE)
            if found and not term.frees(text):
                yield f"“{found[0]}” must be “{term.en}”"
    found = re.search(r"\.\.|‥|\S…(?!”|\")", text)
    if found:
        yield f"“{found[0]}”: three dots are “ …”, one sign after a space"
    most = bounds()["en"]
    for sentence in re.split(r"(?<=[.!?:])\s+", text):
        words = len(sentence.split())
        if words > most:
            yield f"{words} words, {most} at most: “{sentence}”"


# The rule as it is said to whoever breaks it, and what breaks it.
CONVENTIONS = {
    "katakana is full-width": r"[ｦ-ﾟ]",
    "Latin letters and digits are half-width": r"[Ａ-Ｚａ-ｚ０-９]",
    "parentheses beside Japanese are （ ）": rf"[{JA}]\s?\((?!\*)|(?<!\()[^(\s]\)(?=[{JA}])",
    "a colon beside Japanese is ：": rf"[{JA}]\s?:|(?<=[{JA}]):",
    "three dots are one …, without a space": r"\.\.\.|‥|・・・|……|\s…",
    "quotation marks are 「」": r"[“”]",
    "a question ends in か, without ？": r"か？",
    "numbers are digits: 1つ, 2つ目": r"[一二三四五六七八九](?:つ(?!も|ずつ|目の鍵)|年(?!中)|か所)",
    "a date is 2027年2月24日": r"\d{4}/\d|\d月\d+日\d|(?<!\")\d{4}-\d\d-\d\d",
    "a percentage is ％": r"\d\s?%",
    "a range is 〜": r"[～]|\d[~\-]\d+(?=[日文件個])",
    "誰 is written 誰": r"だれ",
    "分かる is written 分かる": r"わか[らりるっ]",
    "今 is written 今": r"(?<![てじしんぎ])いま(?=[、のはとだ表登])(?!せ|し)",
    "あと is written あと": r"(?<!そ)の後(?=[にもで、])|た後(?=[にもで、])",
    "尋ねる is written 尋ねる": r"おたずね",
    "ほか is written ほか": r"他[のに]",
    "すべて is written すべて": r"全て",
    "ください is written ください": r"下さい",
    "できる is written できる": r"出来(?!事)",
}


def width(text: str) -> float:
    """How long `text` is on the page, in characters: what is Latin takes half of one."""
    return sum(0.5 if ord(letter) < 0x250 else 1 for letter in text)


def japanese_sentences(text: str) -> list[str]:
    """`text`, cut after each 。 and at each line's end."""
    return [part for part in re.split(r"(?<=。)|\n", text) if part.strip()]


def _outside_labels(text: str) -> str:
    """`text` without what AWS wrote itself."""
    return re.sub(r"「[^」]*」", "「」", text)


def _spaces(text: str) -> Iterator[str]:
    plain = _outside_labels(text)
    for name in _file()["spaces"]["names"]:
        plain = plain.replace(name, name.replace(" ", ""))
    letters = "A-Za-z0-9{}@&%"
    beside = rf"[{JA}] +[{letters}]|[{letters}] +[{JA}]|[{JA}] +[ぁ-んァ-ヶ一-龥]"
    found = re.search(rf".{{0,6}}(?:{beside}).{{0,6}}", plain)
    # A number before a list's entry, a mark or a checkbox may stand apart.
    if found and not re.match(r"^(\d+\.|\{number\}\.|[✓✕□■・-]) ", text[found.start() :]):
        yield f"「{found[0]}」: no space beside Japanese"


def _endings(text: str) -> Iterator[str]:
    for sentence in japanese_sentences(re.sub(r"（[^（）]*）", "", text)):
        said = sentence.removesuffix("。")
        if said == sentence:
            continue
        if PLAIN.search(said) and not POLITE.search(said):
            yield f"「{sentence}」 doesn't end in です or ます"
