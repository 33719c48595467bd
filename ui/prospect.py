"""What is in the account, and what would be done there: the plan that follows a wish.

`app.grant` and `app.handover` bring botocore, so they are loaded in the background only; `known`
is None until then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.troubles import Trouble
from ui.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from app.grant import Found, Holder, Wish
    from app.handoverfile import Handover
    from app.messages import Message
    from app.plan import Plan
    from app.records import Records
    from app.session import RootSession
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk


@dataclass(frozen=True)
class Survey:
    """The rights on offer, what an earlier run left, and (signed in) what is in the account."""

    name: str
    policies: tuple[tuple[str, Message], ...]
    folder: Path | None
    unfinished: Handover | None = None
    names: Mapping[str, Holder] | None = None
    found: Found | None = None


class Prospect(QObject):
    """Looks in the background, one thing at a time, and says when the plan has changed."""

    surveyed = Signal()
    changed = Signal()
    failed = Signal(object)  # a Trouble

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: Found | None = None
        self._found_for = ""
        self._errand: Errand | None = None
        self.known: Survey | None = None
        self.account = ""  # where that was looked at
        self.plan: Plan | None = None
        self.why_none = ""

    @property
    def looking(self) -> bool:
        """Whether AWS is being asked."""
        return self._errand is not None

    @property
    def of_another(self) -> bool:
        """Whether another account than the one that was looked at is signed in by now."""
        session = self._desk.session
        return session is not None and self.account not in ("", session.identity.account)

    def stop(self) -> None:
        """Whatever is being asked, its answer isn't wanted any more."""
        if self._errand is not None:
            self._errand.drop()
            self._errand = None

    def survey(self, name: str, folders: tuple[Path, ...]) -> None:
        """Find out everything anew, for the user `name` or the one that an earlier run began."""
        session, records = self._desk.session, self._desk.records
        self.known = None
        self.account = session.identity.account if session else ""

        def done(found: Survey) -> None:
            self.known, self._found, self._found_for = found, found.found, found.name
            if session is None:
                self._no_plan(_("Sign in first. Then you see here what will be done."))
            self.surveyed.emit()

        self._look(lambda token: survey(session, records, name, folders, token), done)

    def follow(self, wish: Wish, *, bad_name: bool) -> None:
        """Make the plan for `wish`; look first at a name that wasn't looked at yet."""
        session = self._desk.session
        if session is None:
            return
        if bad_name:
            self.stop()
            self._no_plan(_("First choose a name that can be used."))
        elif self._found is None or self._found_for != wish.user_name:
            self._look_at(session, wish)
        else:
            self._make_plan(wish, self._found)

    def _look_at(self, session: RootSession, wish: Wish) -> None:
        def done(found: Found) -> None:
            self._found, self._found_for = found, wish.user_name
            self._make_plan(wish, found)

        self._look(lambda token: look(session, wish.user_name, token), done)

    def _make_plan(self, wish: Wish, found: Found) -> None:
        from app import grant

        try:
            self.plan = grant.plan(wish, found)
        except Trouble as trouble:  # somebody has just made a user of this name
            self._look_failed(trouble)
        else:
            self.changed.emit()

    def _look(self, work: Callable[[Token], Any], done: Callable[[Any], None]) -> None:
        self.stop()

        def over(call: Callable[[Any], None]) -> Callable[[Any], None]:
            def now(value: object) -> None:
                self._errand = None
                call(value)

            return now

        run = self._desk.background.run
        self._errand = run(self, work, over(done), over(self._look_failed))
        self._no_plan(_("Looking at your AWS account …"))

    def _look_failed(self, trouble: Trouble) -> None:
        self._no_plan(_("The account couldn't be looked at yet."))
        self.failed.emit(trouble)

    def _no_plan(self, why: str) -> None:
        self.plan, self.why_none = None, why
        self.changed.emit()


def survey(
    session: RootSession | None,
    records: Records,
    name: str,
    folders: tuple[Path, ...],
    token: Token,
) -> Survey:
    """Look for everything; without a session only at this computer. Raises `Trouble`."""
    from app import grant
    from ui.folders import first_there

    folder = first_there(folders)
    if session is None:
        return Survey(name, grant.POLICIES, folder)
    account = session.identity.account
    known = [h for h in records.handovers() if h.account == account]
    # One that is "reissuing" was let in: it is finished by another re-issue, from the home window.
    half = next((h for h in known if h.state == "making"), None)
    name = half.user_name if half else name
    names = grant.names(session.clients, token, known)
    valid = grant.check_name(name, {}) is None
    found = grant.look(session.clients, name, token) if valid else None
    return Survey(name, grant.POLICIES, folder, half, names, found)


def look(session: RootSession, name: str, token: Token) -> Found:
    """What is in the account under `name`. Raises `Trouble`."""
    from app import grant

    return grant.look(session.clients, name, token)
