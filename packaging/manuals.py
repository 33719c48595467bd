#!/usr/bin/env python3
"""Writes the manuals as HTML and PDF into dist/manual/, to be sent on; `make manual` runs it.

Each file stands alone: the pictures are inside, and the PDF carries its letters.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app import manual, manualhtml  # noqa: E402  (once it can be found)
from app.manual import Section  # noqa: E402
from app.settings import LANGUAGES  # noqa: E402

OUT = ROOT / "dist" / "manual"
FOOT = {"en": "Aikagi", "ja": "Aikagi 合鍵"}
PAPER_PIXELS = 540  # of a picture's width on A4, at 96 to the inch
SCREEN = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.7 "Noto Sans JP", "Yu Gothic UI", Meiryo, "Hiragino Sans", sans-serif;
       max-width: 42rem; margin: 2rem auto; padding: 0 1.2rem; color: #17212b; background: #fff; }
h1, h2, h3 { line-height: 1.3; } h2 { margin-top: 3rem; border-top: 1px solid #d9e0e6;
       padding-top: 1.5rem; }
img { max-width: 100%; height: auto; border: 1px solid #7b8794; }
figure { margin: 1rem 0; } figcaption { color: #52606d; font-size: .9rem; }
pre { overflow-x: auto; background: #f6f8fa; padding: .6rem; }
a { color: #0b5cad; }
@media (prefers-color-scheme: dark) {
  body { color: #e9eef3; background: #171b20; } a { color: #7cb8f5; }
  h2 { border-color: #323b45; } figcaption { color: #a9b5c1; } pre { background: #1f252c; }
}
"""
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
PAPER = """
h2 { page-break-before: always; font-size: 15pt; font-weight: 600; margin: 0 0 8px 0; }
p { margin: 0 0 8px 0; line-height: 130%; }
h3 { font-size: 10.5pt; font-weight: 600; margin: 10px 0 4px 0; }
li { margin: 0 0 3px 0; line-height: 125%; }
.picture { line-height: 100%; margin: 6px 0 2px 0; }
.caption { color: #52606d; font-size: 8.5pt; margin: 0 0 8px 0; }
"""
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")


def screen(name: str, language: str) -> str:
    """A manual as one HTML page."""
    sections = manual.sections(name, language)

    def picture(address: str, shows: str) -> str:
        alt = escape(shows)
        image = f'<img src="{_data(address)}" alt="{alt}">'
        return f"<figure>{image}<figcaption>{alt}</figcaption></figure>"

    def link(found: re.Match[str]) -> str:
        words, address = found.groups()
        if address.startswith(("#", "https://")):
            return found[0]
        other = PurePosixPath(address)
        there = other.suffix == ".md" and other.stem in manual.MANUALS
        return f"[{words}]({_file(other.stem, language, 'html')})" if there else words

    parts = []
    for number, section in enumerate(sections):
        level = 2 if number else 1
        parts += [
            f'<section id="{section.anchor}">',
            f"<h{level}>{escape(section.title, quote=False)}</h{level}>",
            manualhtml.html(_LINK.sub(link, section.text), picture),
            "</section>" if number else f"</section>\n{_contents(sections)}",
        ]
    return PAGE.format(
        language=language, title=escape(sections[0].title), style=SCREEN, body="\n".join(parts)
    )


def paper(name: str, language: str) -> str:
    """A manual for paper, in the HTML that Qt reads: what is linked to is named."""
    sections = manual.sections(name, language)
    titles = {section.anchor: section.title for section in sections}

    def picture(address: str, shows: str) -> str:
        image = f'<img src="{_data(address)}" width="{PAPER_PIXELS}">'
        return f'<p class="picture">{image}</p><p class="caption">{escape(shows, quote=False)}</p>'

    def link(found: re.Match[str]) -> str:
        words, address = found.groups()
        if address.startswith("#"):
            return f"→ {titles[address[1:]]}"
        return f"{words} ({address})" if address.startswith("https://") else words

    def parts() -> Iterator[str]:
        for number, section in enumerate(sections):
            level = 2 if number else 1
            yield f"<h{level}>{escape(section.title, quote=False)}</h{level}>"
            yield manualhtml.html(_LINK.sub(link, section.text), picture)

    style = f"<style>{PAPER}</style>"
    return f"<html><head>{style}</head><body>{''.join(parts())}</body></html>"


def write(out: Path) -> Iterator[Path]:
    """Write everything into `out`; yields each file once it is there. Raises `OSError`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import manualpaper
    from PySide6.QtWidgets import QApplication

    from ui import theme

    app = QApplication.instance() or QApplication(["aikagi", "-style", "fusion"])
    if isinstance(app, QApplication):
        theme.apply(app)
    out.mkdir(parents=True, exist_ok=True)
    for name in manual.MANUALS:
        for language in LANGUAGES:
            page = out / _file(name, language, "html")
            page.write_text(screen(name, language), encoding="utf-8")
            yield page
            title = manual.sections(name, language)[0].title
            sheets = out / _file(name, language, "pdf")
            foot = f"{FOOT[language]}　{title}" if language == "ja" else title
            sheets.write_bytes(manualpaper.pdf(paper(name, language), title, foot, theme.font()))
            yield sheets


def _file(name: str, language: str, kind: str) -> str:
    return f"aikagi-{name}-{language}.{kind}"


def _contents(sections: tuple[Section, ...]) -> str:
    lines = (
        f'<li><a href="#{one.anchor}">{escape(one.title, quote=False)}</a></li>'
        for one in sections[1:]
    )
    return f"<nav><ol>{''.join(lines)}</ol></nav>"


def _data(address: str) -> str:
    content = (manual.pictures() / PurePosixPath(address).name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"


def main() -> None:
    """Write them, and name each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    for path in write(parser.parse_args().out):
        sys.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB)\n")


if __name__ == "__main__":
    main()
