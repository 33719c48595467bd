#!/usr/bin/env python3
"""Stands for the customer's browser: signs in at the practice AWS's page, and says how it ran.

Opened with an address as its argument. It follows the link, presses “Sign in as the root user” as
a browser would, and is sent back to the program. Where AIKAGI_PROOF names a folder, it writes
there the library path that it was started with: a browser must not be given the program's own.
"""

from __future__ import annotations

import os
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import urlopen


class _Form(HTMLParser):
    """The name of the page's form: its hidden field."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name") == "page":
            self.page = given.get("value") or ""


def sign_in(url: str) -> str:
    """Sign in as root; returns the address that the browser ends at."""
    form = _Form()
    with urlopen(url) as answer:
        form.feed(answer.read().decode())
    pressed = urlencode({"page": form.page, "choice": "root"}).encode()
    with urlopen(urljoin(url, "/v1/authorize"), pressed) as answer:
        return str(answer.geturl())


def main(url: str) -> None:
    """Note the library path, and sign in."""
    if folder := os.environ.get("AIKAGI_PROOF"):
        said = os.environ.get("LD_LIBRARY_PATH", "")
        (Path(folder) / "browser-libraries").write_text(said, encoding="utf-8")
    sign_in(url)


if __name__ == "__main__":
    main(sys.argv[1])
