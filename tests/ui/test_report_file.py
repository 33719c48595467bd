"""The report as files: both languages in one document, as text and as a PDF with its fonts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import report
from app.handoverfile import Handover
from app.ledger import Made
from app.messages import msg
from app.report_parts import Document, Filed
from app.review.decisions import KEPT, on
from app.review.finding import Finding, Severity, Unseen
from app.review.look import Review
from app.troubles import DENIED, Trouble
from tests.support import papers
from ui import reporttext, words
from ui.paperdraw import font, pdf

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FINDING = Finding(
    id="x:role/SupportAccess",
    row="C1",
    severity=Severity.CRITICAL,
    subject="SupportAccess <b>&",
    what=msg("Its rights were given later: {time}", time="2026-01-01"),
    breaks=msg(""),
)


def made(count: int = 1) -> Document:
    outcome = replace(papers.outcome(), calls=())
    findings = tuple(replace(FINDING, id=f"{FINDING.id}{n}") for n in range(count))
    review = Review(
        "111122223333",
        NOON,
        NOON,
        findings=findings,
        unseen=(Unseen("H2", msg("Account"), Trouble(DENIED)),),
        looked=("x",),
    )
    call = Made("iam:PutUserPolicy", msg("Account"), NOON, "0000-1111-2222")
    kept = on(findings[0], KEPT, "2026-01-01T12:00:00+00:00", "監視サービスが使います")
    decisions = {kept.finding: replace(kept, calls=(call,))}
    handover = Handover(vendor="株式会社ほし工房", made_at="2025-06-01T00:00:00+00:00")
    return report.document(Filed("111122223333", NOON, outcome, handover, review, decisions))


def test_text_has_japanese_first_then_english() -> None:
    words.install("en")
    text = reporttext.text(made()).decode("utf-8-sig")
    assert words.language() == "en"  # the windows speak as before
    assert text.count("vendor-admin") >= 2
    japanese, _, english = text.partition(reporttext.RULE)
    assert "AWSアカウント：111122223333" in japanese or "111122223333" in japanese
    assert "AWS account: 111122223333" in english
    assert "AWS account: 111122223333" not in japanese
    assert "監視サービスが使います" in japanese
    assert "監視サービスが使います" in english


def test_marks_of_html_are_shown_not_obeyed() -> None:
    paper = reporttext.paper(made(), "")
    assert sum("SupportAccess <b>&" in block.text for block in paper.blocks) == 2


def test_what_is_to_be_done_has_a_box_to_tick() -> None:
    text = reporttext.text(made()).decode("utf-8-sig")
    boxes = [block for block in reporttext.paper(made(), "").blocks if block.mark == "box"]
    assert text.count("\r\n□ ") == len(boxes) > 10
    assert all(f"□ {block.text}" in text for block in boxes)


@pytest.mark.parametrize("count", [1, 120])
def test_pdf_carries_its_fonts_on_as_many_pages_as_it_takes(
    dressed: object, tmp_path: Path, count: int
) -> None:
    words.install("en")
    path = tmp_path / "report.pdf"
    report.save(path, pdf(reporttext.paper(made(count), "111122223333"), "Report", font()))
    content = path.read_bytes()
    pages = len(re.findall(rb"/Type /Page\b[^s]", content))
    assert 2 <= pages <= 8 if count == 1 else pages > 12
    fonts = content.count(b"/Type /FontDescriptor")
    assert fonts
    assert len(re.findall(rb"/FontFile\d? ", content)) == fonts
