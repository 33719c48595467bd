"""The manuals' Markdown becomes HTML, and nothing in it is obeyed that is only text."""

from __future__ import annotations

import re

import pytest

from app import manual, manualhtml
from app.settings import LANGUAGES


def picture(address: str, shows: str) -> str:
    return f"<img {address}|{shows}>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("one\ntwo", "<p>one two</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("### Head", "<h3>Head</h3>"),
        ("- one\n  goes on\n- **two**", "<ul><li>one goes on</li><li><b>two</b></li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("> mind\n> this", "<blockquote>mind this</blockquote>"),
        ("```\na <b>\n\n# c\n```\nd", "<pre>a &lt;b&gt;\n\n# c</pre>\n<p>d</p>"),
        ("![shows](x.png)", "<img x.png|shows>"),
        ("`a **b**` [c](#d)", '<p><code>a **b**</code> <a href="#d">c</a></p>'),
        ('<b>&amp; "1"', '<p>&lt;b&gt;&amp;amp; "1"</p>'),
        ('[x](a"b)', '<p><a href="a&quot;b">x</a></p>'),
        ("", ""),
    ],
)
def test_each_form(markdown: str, html: str) -> None:
    assert manualhtml.html(markdown, picture) == html


def test_a_line_without_its_marks() -> None:
    assert manualhtml.plain("**Bold** `code` [link](#x)") == "Bold code link"


@pytest.mark.parametrize("name", manual.MANUALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_is_left_in_a_manual(name: str, language: str) -> None:
    for section in manual.sections(name, language):
        made = manualhtml.html(section.text, lambda _address, _shows: "")
        text = re.sub(r"<pre>.*?</pre>|<code>.*?</code>|<[^>]+>", "", made, flags=re.DOTALL)
        assert not re.search(r"\*\*|\]\(|`|^#|^\d+\. |^- ", text, re.MULTILINE), section.anchor
