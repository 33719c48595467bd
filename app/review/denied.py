"""Whether everything is denied to a user."""

from __future__ import annotations

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME, is_block
from app.review.identities import Holder
from app.review.remedies import quarantined


def denied(user: Holder) -> bool:
    """Whether everything is denied to it: by a policy of ours, by AWS's own, or by a boundary."""
    ours = is_block(user.inline.get(DENY_POLICY_NAME))
    return (
        quarantined(user) or ours or DENY_ALL_ARN in user.attached or user.boundary == DENY_ALL_ARN
    )
