"""Reports of any length, of what the program really says, for looking at the paper."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

from app import report
from app.handoverfile import Handover
from app.ledger import Made
from app.messages import Message, msg
from app.report_parts import Document, Filed
from app.review.checks import domains, lambda_doors, machines
from app.review.decisions import ASKED, KEPT, SWITCHED_OFF, Decision, on
from app.review.finding import Finding, Severity, Unseen
from app.review.look import Review
from app.revoke import DISABLE, Outcome
from app.troubles import DENIED, Trouble

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ACCOUNT = "111122223333"
VALUES = {
    "name": "OrganizationAccountAccessRole-backup",
    "role": "vendor-deploy",
    "arn": "arn:aws:iam::444455556666:role/a/very/long/path/without-a-place/to-break-it-anywhere",
}


def said() -> list[Message]:
    """What checks of the review say, with something in every place that they leave open."""
    found = []
    for module in (domains, lambda_doors, machines):
        for message in vars(module).values():
            if isinstance(message, Message) and len(message.text) > 60:
                names = [name for _, name, _, _ in string.Formatter().parse(message.text) if name]
                values: dict[str, object] = {n: VALUES.get(n, "i-0abc1234def") for n in names}
                found.append(Message(message.text, values))
    return found


def outcome() -> Outcome:
    """A user who was disabled, in three calls."""
    calls = tuple(
        Made(f"iam:{name}", message, NOON + timedelta(seconds=n), f"0a1b2c3d-{n:04d}-4e5f-8899")
        for n, (name, message) in enumerate(
            (
                ("PutUserPolicy", msg("Block it a second time, for safety (AWSDenyAll)")),
                (
                    "DeleteLoginProfile",
                    msg("Remove its password, so that it can't sign in to the console"),
                ),
                ("UpdateAccessKey", msg("Switch its access keys off")),
            )
        )
    )
    return Outcome(
        mode=DISABLE,
        user_name="vendor-admin",
        user_id="AIDAEXAMPLE",
        exists=True,
        seen=(msg("Everything is denied to the user: it is shut out."),),
        left=(),
        complete=True,
        cancelled=False,
        started=NOON,
        ended=NOON,
        shut_out=True,
        calls=calls,
    )


def findings(count: int) -> tuple[Finding, ...]:
    """So many, of every kind of danger and of every length."""
    whats = said()
    return tuple(
        Finding(
            id=f"x:role/{n}",
            row=f"C{n}",
            severity=list(Severity)[n % 4],
            subject=VALUES["arn"] if n % 7 == 3 else f"role/SupportAccess{n}",
            what=whats[n % len(whats)],
            breaks=msg(""),
            region="ap-northeast-1" if n % 3 == 0 else "",
            new=n % 2 == 0,
            made=NOON if n % 4 else None,
            by_hand=domains.MAIL_BREAKS if n % 5 == 0 else None,
        )
        for n in range(count)
    )


def _decisions(found: tuple[Finding, ...]) -> dict[str, Decision]:
    made = {}
    for n, finding in enumerate(found):
        if n % 3 == 1:
            kind = (KEPT, ASKED, SWITCHED_OFF)[n % 2]
            one = on(finding, kind, "2026-01-01T12:00:00+00:00", "監視サービスが使います")
            made[finding.id] = one
    return made


def document(count: int) -> Document:
    """A report on a revocation, after which so many other ways in were found."""
    found = findings(count)
    unseen = (Unseen("H2", msg("Account"), Trouble(DENIED)),) if count else ()
    looked = tuple(f"check{n}" for n in range(40))
    review = Review(ACCOUNT, NOON, NOON, findings=found, unseen=unseen, looked=looked)
    handover = Handover(vendor="株式会社ほし工房", made_at="2025-06-01T00:00:00+00:00")
    return report.document(Filed(ACCOUNT, NOON, outcome(), handover, review, _decisions(found)))
