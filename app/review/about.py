"""Whom a review is about, and what is known of the day of the hand-over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.handoverfile import Handover
from app.review.baseline import Baseline, from_json
from app.review.view import Vendor, View
from app.session import RootSession
from app.work import Token


def view_of(
    session: RootSession,
    handovers: Iterable[Handover],
    token: Token,
    *,
    user_id: str = "",
    name: str = "",
    since: datetime | None = None,
) -> View:
    """A fresh view of the account of `session`.

    `user_id` and `name` are the vendor's, "" for nobody's; `since` is when a revocation began. The
    day of the hand-over is that vendor's, or else that of the first vendor who was let in.
    """
    account = session.identity.account
    mine = [h for h in handovers if h.account == account and h.state != "undone"]
    about = [h for h in mine if user_id and h.user_id == user_id] or ([] if user_id else mine)
    return View(
        session.clients,
        account,
        token,
        vendor=Vendor(user_id, name, _handed_over(about)),
        baseline=_baseline(about),
        since=since,
    )


def _handed_over(handovers: list[Handover]) -> datetime | None:
    """When the first of them was made; a re-issue doesn't count."""
    times = [datetime.fromisoformat(h.made_at) for h in handovers if h.made_at]
    return min(times, default=None)


def _baseline(handovers: list[Handover]) -> Baseline | None:
    """The earliest of their pictures of the account."""
    found = [b for b in (from_json(h.baseline) for h in handovers if h.baseline) if b]
    return min(found, key=lambda b: b.taken, default=None)
