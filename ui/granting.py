"""The acts of letting a vendor in, as work for the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.planlist import follow

if TYPE_CHECKING:
    from pathlib import Path

    from app.grant import Wish
    from app.handoverfile import Handover
    from app.plan import Plan
    from app.session import RootSession
    from app.work import Token
    from ui.busy import Busy
    from ui.desk import Desk
    from ui.planlist import PlanList

Act = Callable[["Token"], "Handover"]


def create(desk: Desk, session: RootSession, wish: Wish, folder: Path, shown: Plan | None) -> Act:
    """Make the vendor's user and the zip in `folder`, as `shown`; or finish what was begun."""

    def act(token: Token) -> Handover:
        from app import handover

        return handover.create(
            session, wish, folder, desk.records, desk.settings, token, shown=shown
        )

    return act


def take_back(desk: Desk, session: RootSession, half: Handover) -> Act:
    """Undo the hand-over `half`, which was cut short."""

    def act(token: Token) -> Handover:
        from app import handover

        return handover.take_back(session, half, desk.records, desk.settings, token)

    return act


def follow_making(report: object, plan: PlanList, busy: Busy) -> None:
    """Show what is reported: the plan's steps, and the file, which is begun first and done last."""
    from app.handover_act import CHECKING, SEALING  # loaded by whoever reports

    if report in (SEALING, CHECKING):
        plan.follow_last(done=report == CHECKING)
    follow(report, plan, busy)
