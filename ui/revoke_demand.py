"""Whether MFA goes on being demanded of a vendor that stays with less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.revoke_listing import mfa_demanded
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.revoke_choice import Choice
    from app.troubles import Trouble
    from ui.page import Page


class Demand:
    """By the record of letting it in; for a user that has none, by what is in the account."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._seen: dict[str, bool] = {}  # by UserId

    def forget(self) -> None:
        """The account may have changed."""
        self._seen.clear()

    def of(self, choice: Choice | None) -> bool:
        """Whether it is demanded, as far as is known."""
        if choice is None:
            return False
        if choice.handover is not None and choice.handover.made_at:
            return choice.handover.require_mfa
        return self._seen.get(choice.user.user_id, False)

    def learn(self, choice: Choice | None, done: Callable[[], None]) -> None:
        """Look, where the record doesn't tell; `done` follows. In doubt the demand stays."""
        page, session = self._page, self._page.desk.session
        if choice is None or session is None or page.working:
            return
        user, record = choice.user, choice.handover
        if user.user_id in self._seen or (record is not None and record.made_at):
            return

        def seen(demanded: bool) -> None:
            self._seen[user.user_id] = demanded
            done()

        def unseen(trouble: Trouble) -> None:
            seen(True)
            page.show_trouble(trouble)

        page.work(
            lambda token: mfa_demanded(session, user, token),
            seen,
            saying=_("Looking whether MFA is demanded of it …"),
            failed=unseen,
            cancelled=lambda: seen(True),
            waiting=True,
        )
