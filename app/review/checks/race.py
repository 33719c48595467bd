"""What has appeared since the revocation began: a script that makes itself a new way in. A13."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.finding import Finding, Remedy, Said, Severity
from app.review.grades import worth
from app.review.identities import GROUP, Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of, power_of_policy
from app.review.view import View

WHAT = {
    "user": msg("This user was made while the vendor was being shut out, or after."),
    "role": msg(
        "This role was made while the vendor was being shut out, or after. A "
        "role is a set of rights that others can take on."
    ),
    "group": msg("This group of users was made while the vendor was being shut out, or after."),
}
POLICY = msg(
    "This policy (a text that gives rights) was made or changed while the "
    "vendor was being shut out, or after."
)
BREAKS = msg("Whatever was set up with it since. If you made it yourself just now, keep it.")
BY_HAND = msg(
    "If you didn't make it: open IAM in the AWS console as the root user, "
    "look for its name, and delete it."
)


def look(view: View) -> Iterator[Said]:
    """Everything with a date since then. Raises `Trouble`, `Unreadable`."""
    since = view.since
    if since is None:
        return
    start, found = since.replace(microsecond=0), view.identities
    holders = (*view.others(), *found.groups, *found.roles)
    for one in holders:
        if one.created >= start and not one.service_linked and not quarantined(one):
            yield _finding(one.kind, one.name, WHAT[one.kind], power_of(one, found), _close(one))
    for policy in found.policies:
        if max((policy.created, *policy.version_dates.values())) >= start:
            power = power_of_policy(policy.arn, found)
            yield _finding("policy", policy.name, POLICY, power, ())


def _close(one: Holder) -> tuple[Remedy, ...]:
    return () if one.kind == GROUP else (quarantine(one),)


def _finding(
    kind: str, name: str, what: Message, power: Power, remedies: tuple[Remedy, ...]
) -> Finding:
    return Finding(
        f"race:{kind}/{name}",
        "A13",
        max(worth(power), Severity.MEDIUM),
        name,
        what,
        BREAKS,
        remedies,
        None if remedies else BY_HAND,
        new=True,
    )


CHECKS = (
    Check(
        ("A13",),
        "race",
        msg("What was made while the vendor was being shut out"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
