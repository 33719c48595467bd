"""A plan as rows of a list: each sentence once, with how often, and whether it is so already."""

from __future__ import annotations

from app.plan import Plan
from ui.rowlist import Row
from ui.words import _, say


def plan_rows(plan: Plan) -> list[Row]:
    """One row for each sentence of `plan`, in its order."""
    groups: dict[str, list[bool]] = {}
    for action in plan:
        groups.setdefault(say(action.message), []).append(action.already)
    return [_row(number, *group) for number, group in enumerate(groups.items(), start=1)]


def _row(number: int, sentence: str, already: list[bool]) -> Row:
    todo = already.count(False)
    if not todo:
        return Row(sentence, tag=_("so already"), mark="good", value=str(number), quiet=True)
    tag = _("{count} times").format(count=todo) if todo > 1 else ""
    return Row(sentence, tag=tag, mark="none", value=str(number))
