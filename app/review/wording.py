"""The words for how dangerous a finding is, and for what was decided on it."""

from __future__ import annotations

from app.messages import Message, msg
from app.review.decisions import ASKED, CLOSED, KEPT, PUT_BACK, SWITCHED_OFF, Decision
from app.review.finding import Severity

SEVERITIES: dict[Severity, Message] = {
    Severity.CRITICAL: msg("Very dangerous"),
    Severity.HIGH: msg("Dangerous"),
    Severity.MEDIUM: msg("Look into it"),
    Severity.LOW: msg("Good to know"),
}
DECIDED: dict[str, Message] = {
    CLOSED: msg("Taken away"),
    SWITCHED_OFF: msg("Switched off"),
    KEPT: msg("Kept"),
    ASKED: msg("Asked about"),
    PUT_BACK: msg("Put back"),
}
# What AWS's API names by a word alone, which says nothing to who reads it in a list.
CALLED: dict[str, Message] = {
    "contacts:BILLING": msg("The contact for bills (BILLING)"),
    "contacts:OPERATIONS": msg("The contact for operations (OPERATIONS)"),
    "contacts:SECURITY": msg("The contact for security (SECURITY)"),
}
# What a look said of something that was decided on, where it isn't among the findings.
BEGUN = msg("This was begun, but isn't finished.")
NOT_FOUND = msg("Not found any more at the last look.")
IS_OFF = msg("Switched off: at the last look it let nobody in any more.")
NOT_LOOKED = msg("It wasn't looked for this time, or not everywhere, so how it is now isn't known.")


def at_last(decision: Decision) -> Message:
    """What the last look found of what was closed: what is only switched off hasn't vanished."""
    return IS_OFF if decision.kind == SWITCHED_OFF else NOT_FOUND


def called(finding: str, subject: str) -> Message | str:
    """What the thing that the finding of that id is about is called where it is shown."""
    return CALLED.get(finding, subject)
