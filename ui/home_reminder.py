"""What was put off and is easily forgotten, as the home window reminds of it: one at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from app.journey import alert_open, mfa_open
from ui.when import day
from ui.words import _

if TYPE_CHECKING:
    from app.facts import Facts

Reminder = tuple[str, str, str, str]  # the page that it leads to, title, sentence, button


def reminder(facts: Facts, *, practice: bool) -> Reminder | None:
    """The most urgent of what is still open; None where nothing is.

    In `practice` no mail comes, and nobody shall wait for it.
    """
    if facts.ways_in:
        return _ways_in(facts.ways_in)
    if mfa_open(facts):
        return _second_lock(facts.mfa_due)
    if alert_open(facts):
        if practice:
            return _alert_in_practice()
        return (
            "budget",
            _("Have you opened the link in AWS's mail about the spending alert?")
            if not facts.budget_email
            else _("Has the link in AWS's mail to {email} been opened?").format(
                email=facts.budget_email
            ),
            _("Before that AWS sends no alert. Once it is open, tick it on that page."),
            _("Open the spending alert"),
        )
    if facts.budget == "skipped":
        return (
            "budget",
            _("There is no spending alert yet."),
            _("AWS can write to you when the costs grow. It takes two minutes."),
            _("Set up the spending alert"),
        )
    return None


def _alert_in_practice() -> Reminder:
    return (
        "budget",
        _("In a real run: have you opened the link in AWS's mail about the spending alert?"),
        _("In a rehearsal no such mail comes. You can tick it on that page all the same."),
        _("Open the spending alert"),
    )


def _ways_in(count: int) -> Reminder:
    title = _("One other way in is still undecided.")
    if count > 1:
        title = _("{count} other ways in are still undecided.").format(count=count)
    words = _("The last look found that somebody else could get in. Decide what to do.")
    return "revoke_review", title, words, _("Decide …")


def _second_lock(due: str) -> Reminder:
    promised = _promised(due)
    words = _("Until then, whoever learns the root user's password owns the account.")
    if promised is not None:
        by = _("You wanted to set it up by {day}.").format(day=day(promised))
        words = f"{by} {words}"
    return (
        "root_mfa",
        _("The root user (the account's owner) has no second lock (MFA) yet."),
        words,
        _("Set up MFA"),
    )


def _promised(due: str) -> datetime | None:
    try:
        found = date.fromisoformat(due)
    except ValueError:
        return None
    return datetime(found.year, found.month, found.day, 12, tzinfo=UTC)
