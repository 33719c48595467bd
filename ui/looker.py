"""The work of a review: looking, carrying out what was decided, and looking again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.troubles import SAFE_TO_REPEAT, WRONG_ACCOUNT, Trouble
from ui import revocation

if TYPE_CHECKING:
    from app.review.decisions import Decision, Decisions
    from app.review.finding import Finding, Remedy
    from app.review.look import Review
    from app.review.view import View
    from app.session import RootSession
    from app.work import Token
    from ui.desk import Desk
    from ui.page import Page

# IAM shows a change some seconds late, so what is still found is looked for again after these.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
PAUSES = (1.0, 3.0, 6.0)


@dataclass(frozen=True)
class Seen:
    """What a piece of work came to: the review as it is now, and every decision.

    `done`: what was asked for was carried out; not, where what it was about wasn't to be seen.
    """

    review: Review
    decisions: Mapping[str, Decision]
    done: bool = True


Work = Callable[["Token"], Seen]


class Looker:
    """Makes the work of a review, for the session of `desk` as it is now."""

    def __init__(self, desk: Desk, session: RootSession) -> None:
        from app.review.decisions import Decisions

        shared = revocation.of(desk)
        self._records, self._session = desk.records, session
        self._opened = tuple(shared.opened)
        self._user_id = desk.facts.revoke_user or shared.wanted
        self._name = desk.facts.revoke_name or shared.name
        self._since = shared.outcome.started if shared.outcome else None
        self._start = shared.outcome.start if shared.outcome else None
        self.decisions: Decisions = Decisions(desk.records, session.identity.account)

    def _view(self, token: Token) -> View:
        from app.review import blocks
        from app.review.about import view_of

        known = self._records.handovers()
        extra = [h for h in self._opened if h.id not in {k.id for k in known}]
        view = view_of(
            self._session,
            (*known, *extra),
            token,
            user_id=self._user_id,
            name=self._name,
            since=self._since,
        )
        view.start = self._start
        decided = self.decisions.all().values()
        view.blocks = blocks.known(self.decisions.account, (*known, *extra), decided)
        return view

    def _seen(self, review: Review, *, done: bool = True) -> Seen:
        return Seen(review, self.decisions.all(), done)

    def whole(self, token: Token) -> Seen:
        """Look at all but every Region. Raises `Trouble`."""
        from app.review.again import look_whole

        return self._seen(look_whole(self._view(token)))

    def sweep(self, before: Review) -> Work:
        """Work that looks into every Region as well."""

        def work(token: Token) -> Seen:
            from app.review.again import sweep_rest

            return self._seen(sweep_rest(self._view(token), before))

        return work

    def close(self, before: Review, finding: Finding, remedy: Remedy) -> Work:
        """Work that carries out a remedy, and looks again at what it was about.

        It looks before as well: what was closed meanwhile has changed the documents that a remedy
        writes, and an old one would open it again.
        """

        def work(token: Token) -> Seen:
            from app.review import closing
            from app.review.again import hidden, look_again

            now = look_again(self._view(token), before, finding.id)
            if hidden(now, finding.id, finding.region):
                return self._seen(now, done=False)
            todo = closing.as_it_is(remedy, finding, now.findings, self.decisions)
            if todo is None:
                return self._seen(now, done=False)
            closing.carry_out(todo, finding, self._session.clients, self.decisions, token)
            return self._until_gone(before, finding.id, token)

        return work

    def go_on(self, before: Review, decision: Decision) -> Work:
        """Work that finishes what was cut short, from what is kept of it, and looks again.

        Not where AWS refuses the look before: what is kept may be out of date.
        """

        def work(token: Token) -> Seen:
            from app.review import closing
            from app.review.again import hidden, look_again

            now = look_again(self._view(token), before, decision.finding)
            clients = self._session.clients
            found = next((one for one in now.findings if one.id == decision.finding), None)
            if hidden(now, decision.finding, decision.region):
                return self._seen(now, done=False)
            if found is None:
                closing.go_on(decision, clients, self.decisions, token)
            else:  # it is there again since: then as it is now
                closing.go_on_as_it_is(found, decision, clients, self.decisions, token)
            return self._until_gone(before, decision.finding, token)

        return work

    def _until_gone(self, before: Review, finding: str, token: Token) -> Seen:
        """Check again, until it isn't found any more or AWS had time enough to show it."""
        from app.review.again import look_again

        with _done_all_the_same():
            review = look_again(self._view(token), before, finding)
            for pause in PAUSES:
                if all(one.id != finding for one in review.findings):
                    break
                token.wait(pause)
                review = look_again(self._view(token), before, finding)
            return self._seen(review)

    def put_back(self, before: Review, decision: Decision) -> Work:
        """Work that takes back what was done about a finding, and looks again."""

        def work(token: Token) -> Seen:
            from app.review import closing
            from app.review.again import look_again

            closing.put_back(decision, self._session.clients, self.decisions, token)
            with _done_all_the_same():
                return self._seen(look_again(self._view(token), before, decision.finding))

        return work

    def note(self, before: Review, finding: Finding, kind: str, reason: str = "") -> Work:
        """Work that keeps a decision which changes nothing in the account."""

        def work(_token: Token) -> Seen:
            from app.review.decisions import instead_of, on

            when = self._session.clients.now().isoformat(timespec="seconds")
            made = on(finding, kind, when, reason)
            self.decisions.keep(instead_of(self.decisions.of(finding.id), made))
            return self._seen(before)

        return work


@contextmanager
def _done_all_the_same() -> Iterator[None]:
    """The look afterwards is no part of the act: its trouble doesn't say that nothing was done."""
    try:
        yield
    except Trouble as trouble:
        raise trouble.saying(SAFE_TO_REPEAT) from None


def fitting(page: Page, account: str) -> Looker | None:
    """The one for the session that there is; where none fits `account`, that is said on `page`."""
    session = page.desk.session
    if session is None:
        page.ask_to_sign_in()
    elif account and session.identity.account != account:
        page.show_trouble(Trouble(WRONG_ACCOUNT))
    else:
        return Looker(page.desk, session)
    return None
