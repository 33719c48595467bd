"""What the window “while the vendor builds” asks AWS, as work for the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.standing import rights_to_give, signed_in
from app.troubles import Trouble
from ui import handed
from ui.wanted import ends_at

if TYPE_CHECKING:
    from app.grant import Found
    from app.handoverfile import Handover
    from app.plan import Plan
    from app.records import Records
    from app.session import RootSession
    from app.spend import Spend
    from app.work import Token

Work = Callable[["RootSession", "Token"], "Seen"]


@dataclass(frozen=True)
class Seen:
    """One look: the record brought up to date, the user, and the month's costs.

    `rights` is there where rights can be given now; `spends` is None where `no_spends` says why.
    """

    record: Handover
    found: Found | None = None
    rights: Plan | None = None
    spends: tuple[Spend, ...] | None = None
    no_spends: Trouble | None = None


def fresh(records: Records, known: Handover) -> Handover:
    """The record as it is on disk by now. Raises `Trouble`."""
    return handed.find(records, known.id) or known


def look(records: Records, known: Handover) -> Work:
    """Look the vendor's user up, and what the month has cost."""

    def work(session: RootSession, token: Token) -> Seen:
        from app import handover

        record = handover.check(session, fresh(records, known), records, token)
        return _all(session, record, token)

    return work


def give_rights(records: Records, known: Handover) -> Work:
    """Give the vendor's user the rights that it was made without."""

    def work(session: RootSession, token: Token) -> Seen:
        from app import handover

        record = handover.give_rights(session, fresh(records, known), records, token)
        return _all(session, record, token)

    return work


def demand_mfa(records: Records, known: Handover) -> Work:
    """Let the vendor's user do nothing without MFA again."""

    def work(session: RootSession, token: Token) -> Seen:
        from app import handover

        record = handover.demand_mfa(session, fresh(records, known), records, token)
        return _all(session, record, token)

    return work


def change_end(records: Records, known: Handover, last_day: str) -> Work:
    """Make `last_day` (YYYY-MM-DD; "" for none) the vendor's last one."""

    def work(session: RootSession, token: Token) -> Seen:
        from app import handover

        end = ends_at(last_day)
        record = handover.change_end(session, fresh(records, known), end, records, token)
        return _all(session, record, token)

    return work


def amend(records: Records, known: Handover, **changes: object) -> Callable[[Token], Handover]:
    """Change the record alone, as it is by then."""

    def work(_token: Token) -> Handover:
        record = replace(fresh(records, known), **changes)  # type: ignore[arg-type]  # by name
        records.save(record)
        return record

    return work


def end_plan(found: Found, last_day: str) -> Plan:
    """What makes `last_day` the last one. Only once the background has loaded `app.grant`.

    Raises `Trouble` (USER_GONE).
    """
    from app import grant

    return grant.end_plan(ends_at(last_day), found)


def _all(session: RootSession, record: Handover, token: Token) -> Seen:
    found, rights = _user(session, record, token)
    try:
        from app import spend

        spends = spend.month_so_far(session.clients, session.identity.account, token)
    except Trouble as trouble:  # the rest is worth showing all the same
        return Seen(record, found, rights, None, trouble)
    return Seen(record, found, rights, spends)


def _user(session: RootSession, record: Handover, token: Token) -> tuple[Found | None, Plan | None]:
    """What is there of the user, and the plan of rights that can be given now."""
    if record.state != "made":
        return None, None
    from app import grant

    found = grant.look_by_id(session.clients, record.user_id, token, record.user_name)
    ready = rights_to_give(record) and signed_in(record)
    return found, grant.rights_plan(record, found) if ready else None
