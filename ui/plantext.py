"""A plan as rows of a list: each sentence once, with how often, and whether it is so already."""

from __future__ import annotations

from app.plan import Plan
from ui.row import Row
from ui.words import _, say

MANY = 3


def plan_rows(plan: Plan) -> list[Row]:
    """One row for each sentence of `plan`, in its order.

    Where much is so already and more is to be done, the former share one row.
    """
    groups: dict[str, list[bool]] = {}
    for action in plan:
        groups.setdefault(say(action.message), []).append(action.already)
    settled = [sentence for sentence, already in groups.items() if all(already)]
    if not MANY <= len(settled) < len(groups):
        settled = []
    rows = [_row(*group) for group in groups.items() if group[0] not in settled]
    return [_settled(settled), *rows] if settled else rows


def _settled(sentences: list[str]) -> Row:
    title = _("{count} steps are so already").format(count=len(sentences))
    together = " · ".join(sentences)
    return Row(title, (together,), tag=_("so already"), mark="good", quiet=True)


def _row(sentence: str, already: list[bool]) -> Row:
    todo = already.count(False)
    if not todo:
        return Row(sentence, tag=_("so already"), mark="good", quiet=True)
    tag = _("{count} steps").format(count=todo) if todo > 1 else ""
    return Row(sentence, tag=tag, mark="none")
