"""What is mended in Qt's PDFs, and that nothing else is touched."""

from __future__ import annotations

import re

from ui.paperblocks import Block, Paper
from ui.paperdraw import font, pdf
from ui.pdfmends import mended, with_kanji, with_language


def test_the_language_is_added_at_the_end_and_found_from_there(dressed: object) -> None:
    made = pdf(Paper((Block("text", "金庫"),), "", "ja"), "Title", font())
    starts = [int(number) for number in re.findall(rb"startxref\s+(\d+)", made)]
    assert len(starts) == 2
    assert made[starts[1] :].startswith(b"xref\n")
    assert b"/Prev %d\n" % starts[0] in made[starts[1] :]
    entry = re.search(rb"xref\n(\d+) 1\n(\d{10}) 00000 n \n", made[starts[1] :])
    assert entry is not None
    assert made[int(entry[2]) :].startswith(b"%s 0 obj" % entry[1])
    assert b"/Lang (ja)" in made[int(entry[2]) :]


def test_a_radical_means_its_kanji() -> None:
    table = b"1 beginbfrange\n<0001> <0002> [<2FA6> <2ED1> <3042>]\nendbfrange\n"
    assert b"[<91D1> <9577> <3042>]" in with_kanji(table)
    assert with_kanji(b"<2FA6>") == b"<2FA6>"  # no table of meanings


def test_another_kind_of_file_is_left_alone() -> None:
    for other in (b"", b"%PDF-1.4 nothing", b"1 0 obj\n<<\n/Type /Catalog\n>>\nendobj\n"):
        assert mended(other, "ja") == with_language(other, "ja") == other
