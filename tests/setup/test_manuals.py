"""`make manual`: each manual as one HTML page and one PDF that stand alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import manual
from app.settings import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("manual")
    command = [sys.executable, str(ROOT / "packaging" / "manuals.py"), "--out", str(out)]
    subprocess.run(command, check=True, timeout=120)
    return out


@pytest.mark.parametrize("name", manual.MANUALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_stands_alone(made: Path, name: str, language: str) -> None:
    page = (made / f"aikagi-{name}-{language}.html").read_text(encoding="utf-8")
    sections = manual.sections(name, language)
    assert [s for s in sections if f'<section id="{s.anchor}">' not in page] == []
    assert f'<html lang="{language}">' in page
    sources = re.findall(r'src="([^"]{0,40})', page)
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    links = set(re.findall(r'href="([^"]+)"', page))
    anchors = {f"#{section.anchor}" for section in sections}
    beside = {path.name for path in made.iterdir()}
    assert {one for one in links if not one.startswith("https://")} <= anchors | beside
    assert page.count("alt=") == len(sources)


@pytest.mark.parametrize("name", manual.MANUALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_has_a_page_for_each_section_and_its_letters(
    made: Path, name: str, language: str
) -> None:
    content = (made / f"aikagi-{name}-{language}.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/FontFile" in content
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    assert pages >= len(manual.sections(name, language))
    pictures = content.count(b"/Subtype /Image")
    assert pictures >= sum(s.text.count("![") for s in manual.sections(name, language)) > 0
