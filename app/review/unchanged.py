"""Whether somebody's rights are those of the day of the hand-over."""

from __future__ import annotations

from app.review.baseline import mark, mark_of_policy
from app.review.changes import without_ours
from app.review.identities import USER, Holder
from app.review.view import View


def rights_unchanged(view: View, holder: Holder) -> bool | None:
    """Whether its policies, and its groups', say what they said; None where that isn't known.

    Policies of the account's own are compared by their texts: an attached one can be rewritten.
    """
    if view.baseline is None or not view.baseline.knows(holder.kind):
        return None
    holders = [holder]
    if holder.kind == USER:
        holders += view.identities.groups_of(holder)
    return all(_same(view, one) for one in holders)


def _same(view: View, one: Holder) -> bool:
    baseline, own = view.baseline, view.identities.by_arn
    assert baseline is not None  # noqa: S101 (asked for above)
    policies = [own[arn] for arn in (*one.attached, one.boundary) if arn in own]
    marks = {mark(one), mark(without_ours(one))}
    return any(baseline.same(one.kind, one.id, m) for m in marks) and all(
        baseline.same("policy", policy.arn, mark_of_policy(policy)) for policy in policies
    )
