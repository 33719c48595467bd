"""A review: every check over one view of the account, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app import replies
from app.messages import Message, msg
from app.replies import SENSELESS
from app.review.catalogue import CHECKS
from app.review.check import SWEEP, Check
from app.review.documents import Unreadable
from app.review.finding import Finding, Said, Unseen, worst_first
from app.review.view import View
from app.troubles import Trouble
from app.work import Cancelled

log = logging.getLogger(__name__)
NOT_A_POLICY = msg("{title}: a policy of the account couldn't be read")


@dataclass(frozen=True)
class Looking:
    """A report: check `number` of `total` begins; `title` says what it looks at."""

    number: int
    total: int
    title: Message


@dataclass(frozen=True)
class Review:
    """What a review found. Times are AWS's.

    `looked` are the names of the checks that saw all that they look at; `unseen` is what couldn't
    be looked at; `not_swept` are the checks that look into every Region, which nobody asked for.
    """

    account: str
    started: datetime
    ended: datetime
    findings: tuple[Finding, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    looked: tuple[str, ...] = ()
    not_swept: tuple[str, ...] = ()
    baseline_of: datetime | None = None
    cancelled: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything that can be looked at was. Unknown is never clean."""
        return not (self.unseen or self.not_swept or self.cancelled)


def review(
    view: View, *, sweep: bool = False, checks: Iterable[Check] = CHECKS, names: Iterable[str] = ()
) -> Review:
    """Run the checks, or those of these `names` alone.

    `sweep`: into every Region too. Reports `Looking` and `Sweeping`, and each `Finding` and
    `Unseen` as it is known. Raises `Trouble` only where the session is over. A cancel ends it:
    what had not been looked at yet is `Unseen`.
    """
    started = view.clients.now()
    wanted = [check for check in checks if not names or check.name in set(names)]
    skipped = [check for check in wanted if check.scope == SWEEP and not sweep]
    to_do = [check for check in wanted if check not in skipped]
    said: list[Said] = []
    looked: list[str] = []
    cancelled = False
    for number, check in enumerate(to_do, start=1):
        view.token.report(Looking(number, len(to_do), check.title))
        try:
            found = _run(check, view)
        except Cancelled:
            cancelled = True
            said += [Unseen(c.rows[0], c.title, check=c.name) for c in to_do[number - 1 :]]
            break
        said += found
        if not any(isinstance(one, Unseen) for one in found):
            looked.append(check.name)
    return Review(
        account=view.account,
        started=started,
        ended=view.clients.now(),
        findings=worst_first(one for one in said if isinstance(one, Finding)),
        unseen=tuple(one for one in said if isinstance(one, Unseen)),
        looked=tuple(looked),
        not_swept=tuple(check.name for check in skipped),
        baseline_of=view.baseline.taken if view.baseline else None,
        cancelled=cancelled,
    )


def _run(check: Check, view: View) -> list[Said]:
    """All that one check says. What fails on the way leaves what was found before."""
    said: list[Said] = []
    view.check = check.name
    try:
        for one in _look(check, view):
            view.token.check()
            view.token.report(one)
            said.append(one)
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        log.warning("%s: %s", check.name, trouble)
        said.append(Unseen(check.rows[0], check.title, trouble, check=check.name))
    except Unreadable:
        what = msg(NOT_A_POLICY.text, title=check.title)
        said.append(Unseen(check.rows[0], what, check=check.name))
    except SENSELESS as error:  # what is odd in one place ends no review, and is never clean
        log.warning("%s: %s", check.name, type(error).__name__)
        why = replies.odd(type(error).__name__)
        said.append(Unseen(check.rows[0], check.title, why, check=check.name))
    return said


def _look(check: Check, view: View) -> Iterator[Said]:
    for one in check.look(view):
        yield replace(one, check=check.name) if isinstance(one, Unseen) else one
