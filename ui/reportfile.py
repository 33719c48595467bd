"""Where the report goes, and what goes into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ui import revocation
from ui.words import _

if TYPE_CHECKING:
    from app.report_parts import Filed
    from ui.desk import Desk
    from ui.revocation import Revocation


def filed(desk: Desk) -> Filed:
    """All that the report is about, as far as is known."""
    from app.report_parts import Filed

    shared = revocation.of(desk)
    outcome, reviewing = shared.outcome, shared.reviewing
    return Filed(
        account=shared.account,
        when=_when(desk),
        outcome=outcome,
        handover=shared.handover(outcome.user_id) if outcome else None,
        review=reviewing.review,
        decisions=reviewing.decisions,
    )


def _when(desk: Desk) -> datetime:
    """Now by AWS's clock; where nobody is signed in any more, when AWS was last looked at."""
    shared = revocation.of(desk)
    if desk.session is not None:
        return desk.session.clients.now()
    seen = [shared.outcome, shared.reviewing.review]
    return max((one.ended for one in seen if one is not None), default=datetime.now(UTC))


def ask_where(parent: QWidget, shared: Revocation, then: Callable[[str], object]) -> None:
    """Ask for the file: a PDF, or text."""
    dialog = QFileDialog(parent, _("Save the report …"))
    dialog.setObjectName("report_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    pdf, text = _("PDF (*.pdf)"), _("Text (*.txt)")
    dialog.setNameFilters([pdf, text])
    dialog.setDefaultSuffix("pdf")
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix("txt" if chosen == text else "pdf")
    )
    dialog.selectFile(_name(shared))
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _name(shared: Revocation) -> str:
    """Without a suffix: that is the chosen filter's."""
    if shared.outcome is not None:
        return f"aikagi-revoked-{shared.outcome.user_name}-{shared.outcome.ended:%Y%m%d}"
    review = shared.reviewing.review
    day = f"-{review.ended:%Y%m%d}" if review else ""
    return f"aikagi-review-{shared.account}{day}"
