"""The page that the browser shows when it comes back from AWS Sign-In.

It is read in the browser, outside the interface and its catalogue of words, and must not depend
on anything else, so its few sentences stand here in both languages.
"""

from __future__ import annotations

from html import escape

ANSWER_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Connection": "close",
}

_WORDS = {
    "received": {
        "ja": ("サインインを受け取りました", "このタブを閉じて、Aikagi の画面に戻ってください。"),
        "en": ("Your sign-in has arrived", "Close this tab and go back to Aikagi."),
    },
    "denied": {
        "ja": (
            "サインインは行われませんでした",
            "Aikagi の画面に戻り、「AWS にサインイン」をもう一度押してください。",
        ),
        "en": (
            "You weren't signed in",
            "Go back to Aikagi and press “Sign in with AWS” once more.",
        ),
    },
    "foreign": {
        "ja": (
            "このサインインは使えません",
            "前に開いたタブのようです。Aikagi の画面に戻り、もう一度やり直してください。",
        ),
        "en": (
            "This sign-in can't be used",
            "It seems to come from an older tab. Go back to Aikagi and start again.",
        ),
    },
    "stray": {
        "ja": ("ここでできることはありません", "Aikagi の画面に戻ってください。"),
        "en": ("There is nothing to do here", "Go back to Aikagi."),
    },
}
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Aikagi</title>
<meta name="viewport" content="width=device-width"><style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.7 system-ui, "Noto Sans CJK JP", sans-serif; max-width: 34rem;
  margin: 18vh auto; padding: 0 1.5rem }}
h1 {{ font-size: 1.6rem }} small {{ opacity: .75 }}
</style></head><body><h1>{title}</h1><p>{text}</p><small>Aikagi 合鍵</small></body></html>"""


def page(what: str, language: str) -> str:
    """The HTML for "received", "denied", "foreign" or "stray" in "ja" or "en"."""
    lang = language if language in ("ja", "en") else "ja"
    title, text = _WORDS[what][lang]
    return _PAGE.format(lang=lang, title=escape(title), text=escape(text))
