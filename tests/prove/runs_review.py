"""Reviewing the account, and closing all that can be closed."""

from __future__ import annotations

from app.facts import Facts
from app.practice import Practice
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy
from app.session import RootSession
from app.work import Token
from tests.prove.desk import Desk
from tests.prove.runs import Create, Place, Pressed, Run
from tests.prove.runs_shut import ShutOut
from ui.looker import Looker, Seen


class CloseFindings(Run):
    """Look, close every finding that can be closed, and look again."""

    name = "review"

    def prepare(self, place: Place, root: RootSession, aws: Practice) -> None:
        """A vendor that was disabled, and a few ways back in."""
        Create().prepare(place, root, aws)
        assert Create().act(place, root).done
        assert ShutOut("disable").act(place, root).done
        aws.state.plant_ways_in()

    def press(self, place: Place, root: RootSession, token: Token) -> bool:
        """Go on with what was begun and isn't found any more; then close what is found."""
        (one,) = place.handovers()
        facts = Facts(revoke_user=one.user_id, revoke_name=one.user_name)
        looker = Looker(Desk(place, facts), root)  # type: ignore[arg-type]
        seen = looker.whole(token)
        for decision in seen.decisions.values():
            found = any(f.id == decision.finding for f in seen.review.findings)
            if decision.can_be_gone_on_with and not found:
                token.report(Pressed())
                seen = looker.go_on(seen.review, decision)(token)
        for finding in seen.review.findings:
            remedy = remedy_of(finding)
            if remedy is not None and not is_wanted(finding):
                token.report(Pressed())
                seen = looker.close(seen.review, finding, remedy)(token)
                if not seen.done:  # the look before it wasn't possible: that is pressed again first
                    return False
        return is_done(seen)


def remedy_of(finding: Finding) -> Remedy | None:
    """What the customer decides on: to close it, or else to switch it off."""
    return finding.remedy(CLOSE) or finding.remedy(SWITCH_OFF)


def is_wanted(finding: Finding) -> bool:
    """Whether the customer leaves it as it is: a strong role, once no outsider may use it."""
    return finding.id.startswith("escalation:")


def is_done(seen: Seen) -> bool:
    """Whether the page shows nothing more to be done, and nothing that couldn't be looked at."""
    found = [finding for finding in seen.review.findings if not is_wanted(finding)]
    left = [finding for finding in found if remedy_of(finding)]
    begun = [decision for decision in seen.decisions.values() if not decision.finished]
    return not (left or begun or seen.review.unseen)
