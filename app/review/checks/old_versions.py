"""Earlier versions of a policy that would give more than the one in force. B8.

A policy keeps five versions; whoever may choose the one in force comes to what an old one gives:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import msg
from app.plan import Action
from app.review.baseline import mark_of_policy
from app.review.check import Check
from app.review.documents import digest
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.identities import Managed
from app.review.remedies import call
from app.review.rights import dormant
from app.review.view import View

WHAT = msg(
    "An earlier version of this policy (a text that gives rights) gives far "
    "more than the one in force. Whoever may switch versions comes to these "
    "rights without a trace in the policies in force."
)
BREAKS = msg("Nothing: the version isn't in force.")


def look(view: View) -> Iterator[Said]:
    """Each text of that kind, once, however many versions have it. Raises `Trouble`."""
    for policy in view.identities.policies:
        texts: dict[str, list[str]] = {}
        for version in dormant(policy):
            texts.setdefault(digest(policy.versions[version]), []).append(version)
        for text, versions in texts.items():
            yield _finding(view, policy, text, versions)


def _finding(view: View, policy: Managed, text: str, versions: list[str]) -> Finding:
    made = max(
        (policy.version_dates[v] for v in versions if v in policy.version_dates), default=None
    )
    close = msg("Delete the earlier version of “{name}”; its text is kept.", name=policy.name)
    actions = tuple(_delete(policy, version) for version in versions)
    return Finding(
        f"old_versions:policy/{policy.name}/{text}",
        "B8",
        _bad(view, policy),
        f"{policy.name} ({', '.join(versions)})",
        WHAT,
        BREAKS,
        (Remedy(CLOSE, close, actions),),
        new=view.later(made),
        made=made,
    )


def _bad(view: View, policy: Managed) -> Severity:
    before = view.baseline is not None and view.baseline.same(
        "policy", policy.arn, mark_of_policy(policy)
    )
    return Severity.LOW if before or not policy.attachments else Severity.MEDIUM


def _delete(policy: Managed, version: str) -> Action:
    back = call(
        f"version-back-{policy.name}-{version}",
        "create_policy_version",
        {
            "PolicyArn": policy.arn,
            "PolicyDocument": policy.versions[version],
            "SetAsDefault": False,
        },
        message=msg("Keep the earlier version of “{name}” again", name=policy.name),
    )
    return call(
        f"version-{policy.name}-{version}",
        "delete_policy_version",
        {"PolicyArn": policy.arn, "VersionId": version},
        message=msg("Delete the version {version} of “{name}”", version=version, name=policy.name),
        settled_by=("NoSuchEntity",),
        undo=back,
    )


CHECKS = (
    Check(
        ("B8",),
        "old_versions",
        msg("Earlier versions of policies"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
