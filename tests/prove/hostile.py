"""Texts that somebody might wish to be more than texts."""

from __future__ import annotations

BOLD = "<b>bold</b>"
PICTURE = '<img src="file:///etc/hostname">'
TEXTS = (
    BOLD,
    PICTURE,
    "<a href='https://evil.example/'>press</a>",
    "&amp; &lt;b&gt; &#60;i&#62;",
    "user\u202egnp.exe",
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "line\nbreak\r\nand\ttab\u2028and\u2029more",
    "\x00\x07\x1b[31mred\x1b[0m",
    "x" * 10_000,
    "{0} {name} {x.__class__} {y:>99} %s %(a)s $HOME",
    "../../../../etc/passwd",
    "C:\\con\\aux|<>?*",
    "=cmd|' /C calc'!A0",
    "\ud800",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
)
