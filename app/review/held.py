"""Which keys and passwords the other users hold: from the report, and looked up where that is old.

The report costs two calls for everybody. A user in whom it shows something, whom it doesn't know
yet, or about whom it is old by now, is asked about directly; so many of them that a large account
doesn't cost a call for each, and the rest is said to be unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.review.identities import Holder
from app.review.report_rows import Report
from app.review.rights import Power, power_of
from app.review.view import View
from app.troubles import Trouble

FRESH = timedelta(minutes=1)  # so old the report is taken for what is so now
SMALL = 50  # users, up to which everybody can be asked about
CALLS_IF_SMALL, CALLS = 60, 2


@dataclass(frozen=True)
class Key:
    """An access key that is switched on. `id` is "" where it wasn't looked up."""

    id: str
    made: datetime | None
    used: datetime | None = None
    used_by: str = ""


@dataclass(frozen=True)
class Held:
    """What one user holds. `seen`: all of it is as it is now."""

    user: Holder
    power: Power
    keys: tuple[Key, ...] = ()
    password: bool = False
    password_changed: datetime | None = None
    password_used: datetime | None = None
    mfa: bool = False
    seen: bool = True


@dataclass
class Calls:
    """How many calls may still be made for single users."""

    left: int

    def take(self) -> bool:
        """Whether one more may be made; counts it."""
        self.left -= 1
        return self.left >= 0


def held_by_others(view: View) -> tuple[Held, ...]:
    """Every user but the vendor's, the most powerful first. Raises `Trouble`, `Unreadable`."""
    return view.once("held", lambda: _all(view))


def report_is_fresh(view: View) -> bool:
    """Whether the report tells what is so now. Raises `Trouble`.

    One from before the vendor was shut out doesn't know what has come of that.
    """
    made = view.report.made
    after = view.since is None or made >= view.since.replace(microsecond=0)
    return after and view.clients.now() - made <= FRESH


def calls(view: View) -> Calls:
    """What is left of the calls for single users in this review."""
    small = len(view.identities.users) <= SMALL
    return view.once("calls for single users", lambda: Calls(CALLS_IF_SMALL if small else CALLS))


def _all(view: View) -> tuple[Held, ...]:
    report, found = view.report, view.identities
    fresh = report_is_fresh(view)
    told = [_told(user, report, power_of(user, found)) for user in view.others()]
    # Those in whom something shows come first, then the powerful: calls may run out.
    told.sort(key=lambda one: (_shows(view, one), one.power), reverse=True)
    looked = [_looked_up(view, one, fresh=fresh) for one in told]
    return tuple(sorted(looked, key=lambda one: -one.power))


def _told(user: Holder, report: Report, power: Power) -> Held:
    row = report.row_of(user)
    if row is None:
        return Held(user, power, seen=False)
    keys = tuple(Key("", key.made, key.used, key.used_by) for key in row.active_keys)
    return Held(
        user,
        power,
        keys,
        row.password,
        row.password_changed,
        row.password_used,
        row.mfa,
    )


def _shows(view: View, one: Held) -> bool:
    return keys_show(view, one) or password_shows(view, one)


def keys_show(view: View, one: Held) -> bool:
    """Whether it has two keys, or one that was made after the hand-over."""
    return len(one.keys) > 1 or any(view.later(key.made) for key in one.keys)


def password_shows(view: View, one: Held) -> bool:
    """Whether its password was set after the hand-over, or is one that a program doesn't need."""
    if not one.password:
        return False
    later = view.later(one.password_changed)
    return bool(later) or (later is None and bool(one.keys) and one.password_used is None)


def _looked_up(view: View, one: Held, *, fresh: bool) -> Held:
    everything = not (fresh and one.seen)
    keys = everything or keys_show(view, one)
    password = everything or password_shows(view, one)
    name, seen = one.user.name, True
    if keys:
        found = _ask_keys(view, name)
        seen = seen and (found is not None or not everything)
        one = one if found is None else replace(one, keys=_now(found, one.keys))
    if password:
        profile = _ask_password(view, name)
        seen = seen and (profile is not None or not everything)
        one = one if profile is None else _with_password(one, profile)
    return replace(one, seen=seen)


def _ask_keys(view: View, name: str) -> list[Any] | None:
    """The keys; None where no more calls may be made or AWS refused: that is unseen, not clean."""
    if not calls(view).take():
        return None
    try:
        return view.list("iam", "list_access_keys", "AccessKeyMetadata", UserName=name)
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        return None


def _ask_password(view: View, name: str) -> Mapping[str, Any] | None:
    """The login profile, {} where there is none; None where it couldn't be asked for."""
    if not calls(view).take():
        return None
    try:
        found: Mapping[str, Any] = view.ask("iam", "get_login_profile", UserName=name)
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        return {} if trouble.aws_code == "NoSuchEntity" else None
    return found["LoginProfile"]  # type: ignore[no-any-return]


def _now(found: Iterable[Mapping[str, Any]], told: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys that are on now, with what the report knows of their use."""
    made = []
    for item in found:
        if item["Status"] == "Active":
            born = item["CreateDate"].replace(microsecond=0)
            known = next((key for key in told if key.made == born), Key("", born))
            made.append(replace(known, id=item["AccessKeyId"]))
    return tuple(made)


def _with_password(one: Held, profile: Mapping[str, Any]) -> Held:
    if not profile:
        return replace(one, password=False)
    born = profile["CreateDate"]
    told = one.password_changed if one.password else None
    return replace(one, password=True, password_changed=max(born, told or born))
