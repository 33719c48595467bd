"""What was done and what was seen, as a document that the customer can file. No secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app import report_done, report_hand, report_review
from app.messages import Message, msg
from app.newfile import NewFile
from app.report_parts import Document, Filed, stamp
from app.review.tally import tally

BOM = "\ufeff"  # without it, older editors on Windows take Japanese for something else


def document(filed: Filed) -> Document:
    """The report: the account, what was done and seen, other ways in, and what isn't known."""
    title = (
        msg("Aikagi: report on shutting out a vendor")
        if filed.outcome
        else msg("Aikagi: report on other ways into the account")
    )
    sections = (
        *report_done.sections(filed),
        *report_review.sections(filed),
        *report_hand.sections(),
    )
    return Document(title, tuple(_summary(filed)), sections, warns=_warns(filed))


def _summary(filed: Filed) -> Iterator[Message]:
    """What someone has to know who reads no further."""
    yield msg("Made {time} (by AWS's clock)", time=stamp(filed.when))
    if filed.outcome is not None:
        yield report_done.done(filed.outcome)
    if filed.review is None:
        yield report_review.NOT_REVIEWED
        return
    stands = tally(filed.review, filed.decisions)
    yield msg(
        "Other ways in: {open} to decide on, {settled} kept or asked about, {gone} closed.",
        open=stands.to_do,
        settled=len(stands.settled),
        gone=len(stands.gone),
    )
    if stands.begun:
        yield msg("Begun, but not finished: {count}", count=len(stands.begun))
    if stands.unlooked:
        yield msg(
            "Closed before, but not looked for this time: {count}", count=len(stands.unlooked)
        )
    if stands.blind:
        yield msg(
            "Not everything could be looked at. What wasn't is unknown, not clean: it is listed "
            "below."
        )
    elif stands.clean:
        yield msg("Everything that Aikagi looks for was looked at, and nothing is open.")


def _warns(filed: Filed) -> bool:
    if filed.outcome is not None and not filed.outcome.complete:
        return True
    return filed.review is None or not tally(filed.review, filed.decisions).clean


def save(path: Path, content: bytes) -> None:
    """Write the report; an older file of that name, about which was asked, is replaced.

    Raises `Trouble`.
    """
    with NewFile.open(path.parent) as new:
        new.write(content)
        new.replace(path)
