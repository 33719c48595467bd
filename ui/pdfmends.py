"""What Qt's PDFs lack: their language, and kanji that can be searched for.

Both are mended in the finished file (ISO 32000-1:
https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf). A file that isn't
made as expected is given back as it is.
"""

from __future__ import annotations

import re
import unicodedata

CATALOGUE = re.compile(rb"(\d+) 0 obj\s*<<\s*(/Type /Catalog.*?)>>\s*endobj", re.DOTALL)
TRAILER = re.compile(rb"trailer\s*<<\s*(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
MEANINGS = re.compile(rb"beginbfrange\n.*?endbfrange", re.DOTALL)
LETTER = re.compile(rb"<(2[EF][0-9A-F]{2}|2027)>")
# The kanji of those radicals that Unicode itself doesn't make equal to them, and katakana's dot
# (https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt).
RADICALS = dict(zip("⺠⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲‧", "民虎西角長青食鬼麦黄斉歯竜亀・", strict=True))


def mended(pdf: bytes, language: str) -> bytes:
    """`pdf` with its language and searchable kanji."""
    return with_language(with_kanji(pdf), language)


def with_language(pdf: bytes, language: str) -> bytes:
    """`pdf` with its language, and the wish that viewers show its title instead of its name.

    It goes in as the format provides for changes: at the end, with a new version of the one object
    that is concerned (7.5.6, 14.9.2).
    """
    catalogue, trailer = CATALOGUE.search(pdf), TRAILER.search(pdf)
    if catalogue is None or trailer is None:
        return pdf
    start = len(pdf) + 1
    number = int(catalogue[1])
    says = f"/Lang ({language})\n/ViewerPreferences << /DisplayDocTitle true >>\n".encode()
    entry = b"%d 0 obj\n<<\n%s%s>>\nendobj\n" % (number, catalogue[2], says)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    end = b"trailer\n<<\n%s/Prev %d\n>>\n" % (trailer[1], int(trailer[2]))
    return b"%s\n%s%s%sstartxref\n%d\n%%%%EOF\n" % (pdf, entry, table, end, start + len(entry))


def with_kanji(pdf: bytes) -> bytes:
    """`pdf` in which 金 is 金 when it is searched for or copied.

    Where a font draws a kanji and a radical (U+2E80 to U+2FD5) with one shape, Qt says that the
    shape means the radical, which nobody types. What it means stands beside it (9.10.3).
    """
    return MEANINGS.sub(lambda found: LETTER.sub(_kanji, found[0]), pdf)


def _kanji(found: re.Match[bytes]) -> bytes:
    radical = chr(int(found[1], 16))
    kanji = RADICALS.get(radical, unicodedata.normalize("NFKC", radical))
    return b"<%04X>" % ord(kanji) if len(kanji) == 1 else found[0]
