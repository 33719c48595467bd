"""Whether everything is denied to a user."""

from __future__ import annotations

from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.review.identities import Holder, text_of
from app.review.remedies import quarantined


def denied(user: Holder) -> bool:
    """Whether everything is denied to it: by a policy of ours, by AWS's own, or by a boundary."""
    ours = user.inline.get(DENY_POLICY_NAME) == text_of(DENY_POLICY)
    return (
        quarantined(user) or ours or DENY_ALL_ARN in user.attached or user.boundary == DENY_ALL_ARN
    )
