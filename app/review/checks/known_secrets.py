"""Secrets that the vendor could have read while it was an administrator (G6).

Nothing tells which of them it did read; what counts is whether they were changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import LISTED, Kind, some
from app.review.check import SWEEP, Check
from app.review.finding import Finding, Said, Severity
from app.review.sharing import named
from app.review.view import View

SECRETS = Kind("G6", msg("Secrets"), "secretsmanager", "list_secrets", "SecretList")
PARAMETERS = Kind(
    "G6", msg("Secret parameters (Systems Manager)"), "ssm", "describe_parameters", "Parameters"
)
WHAT_SECRETS = msg(
    "The vendor could have read these secrets, and they haven't been changed since: {names} "
    "({count} in all). Passwords and keys in them work on, here and elsewhere."
)
WHAT_PARAMETERS = msg(
    "The vendor could have read these secret parameters, and they haven't been changed since: "
    "{names} ({count} in all). Passwords and keys in them work on, here and elsewhere."
)
BREAKS = msg("Changing a secret stops whatever still uses the old one; change both at once.")
BY_HAND = msg(
    "Change each where it is used (the database, the partner's service), then in AWS: Secrets "
    "Manager, “Rotate”, or Systems Manager, “Parameter Store”. Think of passwords, too, that stand "
    "in programs and settings."
)


def look(view: View) -> Iterator[Said]:
    """Yields, for each Region, the secrets that the vendor could have read."""
    yield from view.everywhere("G6", SECRETS.what, lambda there: _secrets(view, there))
    yield from view.everywhere("G6", PARAMETERS.what, lambda there: _parameters(view, there))


def _secrets(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, SECRETS, LISTED)
    yield from found.rest
    known = [one["Name"] for one in found if not _has_new_value(view, there, one)]
    if known:
        yield _finding(there, "secrets", sorted(known))


def _parameters(view: View, there: Region) -> Iterator[Said]:
    secret = [{"Key": "Type", "Values": ["SecureString"]}]
    found = some(view, there, PARAMETERS, LISTED, ParameterFilters=secret)
    yield from found.rest
    known = [one["Name"] for one in found if not _changed(view, one.get("LastModifiedDate"))]
    if known:
        yield _finding(there, "parameters", sorted(known))


def _has_new_value(view: View, there: Region, secret: Mapping[str, Any]) -> bool:
    """Whether a secret got the value that it has after the vendor was shut out.

    LastChangedDate is about its description and tags as well: it is only a reason to ask.
    https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_SecretListEntry.html
    """
    if not _changed(view, secret.get("LastChangedDate")):
        return False
    versions = there.pages(
        *("secretsmanager", "list_secret_version_ids", "Versions"), SecretId=secret["ARN"]
    )
    current = [one for one in versions if "AWSCURRENT" in one.get("VersionStages", ())]
    return any(_changed(view, one.get("CreatedDate")) for one in current)


def _changed(view: View, when: datetime | None) -> bool:
    """Whether it got its value after the vendor was shut out."""
    return view.since is not None and when is not None and when > view.since


def _finding(there: Region, sort: str, names: list[str]) -> Finding:
    text = WHAT_SECRETS if sort == "secrets" else WHAT_PARAMETERS
    return Finding(
        id=f"known_secrets:{there.name}/{sort}",
        row="G6",
        severity=Severity.MEDIUM,
        subject=", ".join(names),
        what=msg(text.text, names=named(names), count=len(names)),
        breaks=BREAKS,
        by_hand=BY_HAND,
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("G6",),
        "known_secrets",
        msg("Secrets that the vendor could have read"),
        (
            *("account:ListRegions", "secretsmanager:ListSecrets", "ssm:DescribeParameters"),
            "secretsmanager:ListSecretVersionIds",
        ),
        look,
        SWEEP,
    ),
)
