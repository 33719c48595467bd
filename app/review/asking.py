"""A question about something that the review found, as a text to copy."""

from __future__ import annotations

from app.messages import Message, msg
from app.review.finding import Finding
from app.review.wording import called


def question(finding: Finding, account: str) -> tuple[Message, ...]:
    """The question, a paragraph each. It tells what was found, and nothing else."""
    where = (
        msg("AWS account {account}, Region {region}", account=account, region=finding.region)
        if finding.region
        else msg("AWS account {account}", account=account)
    )
    return (
        msg("We are going through our AWS account, and found this:"),
        where,
        msg("In question: {subject}", subject=called(finding.id, finding.subject)),
        finding.what,
        msg("Please tell us: did you set this up? What is it for, and who uses it?"),
        msg("What would stop working if we took it away? May we take it away?"),
    )
