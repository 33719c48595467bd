"""Carries out what the customer decided on a finding, and says what was seen afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.review.decisions import ASKED, KEPT, PUT_BACK
from ui.review_acts import ASK, BACK, GO_ON, KEEP
from ui.review_after import after
from ui.review_rows import GONE, title
from ui.words import _

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from app.troubles import Trouble
    from ui.looker import Seen, Work
    from ui.pages.revoke_review import RevokeReview


class Deciding:
    """The acts of one review page. Nothing is done without the customer's press."""

    def __init__(self, page: RevokeReview) -> None:
        self._page = page

    def decide(self, act: str, reason: str) -> None:
        """Do `act` about the finding that is shown."""
        page = self._page
        looker, before = page.looker(), page.reviewing.review
        finding, decision = page.detail.finding, page.detail.decision
        if looker is None or before is None:
            return
        if act == BACK and decision is not None:
            self._act(looker.put_back(before, decision), decision.finding)
        elif act == GO_ON and decision is not None:
            self._act(looker.go_on(before, decision), decision.finding)
        elif finding is not None and act in {KEEP, ASK}:
            kind = KEPT if act == KEEP else ASKED
            self._act(looker.note(before, finding, kind, reason), finding.id)
        elif finding is not None and (remedy := finding.remedy(act)) is not None:
            self._act(looker.close(before, finding, remedy), finding.id)

    def _act(self, work: Work, finding: str) -> None:
        listed = self._page.findings.values
        self._page.work(
            work,
            lambda seen: self._done(seen, finding, listed),
            saying=_("Doing it, then looking again …"),
            progress=self._page.heard,
            failed=self._failed,
            cancelled=self._stopped,
        )
        self._page.refresh()

    def _done(self, seen: Seen, finding: str, listed: Sequence[str]) -> None:
        """Say what was seen, not what was asked for, and go on to the next in the list."""
        page, decision = self._page, seen.decisions.get(finding)
        page.show_seen(seen)
        said, then, state = after(seen, finding)
        over = state == "good" and not (decision and decision.kind == PUT_BACK)
        following = self._following(finding, listed) if over else ""
        for value in filter(None, (following, finding, f"{GONE}{finding}")):
            if page.findings.choose(value):
                break
        if following and decision is not None:  # another is shown: say which one it was
            name = title(finding, decision.subject)
            said = _("“{name}”: {said}").format(name=name, said=said)
        page.show_note(said, then, state=state)
        page.findings.setFocus()

    def _following(self, finding: str, listed: Sequence[str]) -> str:
        """The next in the list that is still to be decided, or else the first; "" for none."""
        tally = self._page.reviewing.tally
        if tally is None:
            return ""
        left = [f.id for f in tally.open] + [f"{GONE}{one.finding}" for one in tally.begun]
        at = next((n for n, value in enumerate(listed) if value.endswith(finding)), 0)
        in_order = [value for value in (*listed[at:], *listed) if value in left]
        return next(iter(in_order), "")

    def _failed(self, trouble: Trouble) -> None:
        self._page.show_trouble(trouble)
        self._reread()

    def _stopped(self) -> None:
        then = _("What was done by then stays. Press it again to go on.")
        self._page.show_note(_("Stopped, as you wished."), then)
        self._reread()

    def _reread(self) -> None:
        """What was begun is on the disk, also where it was cut short."""
        page = self._page
        looker = page.looker()
        if looker is None:
            return

        def known(decisions: Mapping[str, Decision]) -> None:
            page.reviewing.decisions = decisions
            page.refresh()

        page.desk.background.run(page, lambda _token: looker.decisions.all(), known)
