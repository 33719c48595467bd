"""Builds that fetch their program from somewhere outside, and what lets them in there (E6).

https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens.html
https://docs.aws.amazon.com/dtconsole/latest/userguide/welcome-connections.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import Kind, cut, some
from app.review.check import SWEEP, Check
from app.review.finding import Finding, Said, Severity
from app.review.rights import Power
from app.review.running import at_most, power_by
from app.review.view import View

SERVICE = "codebuild.amazonaws.com"
BUILDS = Kind("E6", msg("Builds (CodeBuild)"), "codebuild", "list_projects", "projects")
ACCESS = msg("Access of builds to program stores (CodeBuild)")
CONNECTIONS = Kind(
    "E6", msg("Connections to program stores"), "codeconnections", "list_connections", "Connections"
)
ASKED = 100  # the most projects that one call tells of
OURS = ("CODECOMMIT", "CODEPIPELINE", "S3", "NO_SOURCE")  # kinds of source inside an account
WHAT_BUILD = msg(
    "The build “{name}” fetches its program from {location} and runs it with rights that reach "
    "everything in this account. Whoever can write there, or start its runners, acts here."
)
WHAT_ACCESS = msg(
    "CodeBuild holds an access to {kind} ({how}). If it is an account of the vendor's there, your "
    "builds fetch what the vendor writes."
)
WHAT_CONNECTION = msg(
    "The connection “{name}” ties this account to {kind}. If it is an account of the vendor's "
    "there, your deliveries fetch what the vendor writes."
)
BREAKS = msg("Builds and deliveries that use it stop, until they have another source.")
BUILD_BY_HAND = msg(
    "Ask whose that place is. If it is the vendor's, copy the program to one of your own and "
    "change the source: CodeBuild, the build, “Edit”, “Source”. Give the build's role less."
)
ACCESS_BY_HAND = msg(
    "Ask whose account it is there. To end it: CodeBuild, “Settings”, “Source credentials”; then "
    "remove AWS in that account as well."
)
CONNECTION_BY_HAND = msg(
    "Ask whose account it is there. To end it: “Developer Tools”, “Settings”, “Connections”; then "
    "remove AWS in that account as well."
)


def look(view: View) -> Iterator[Said]:
    """Yields strong builds with sources outside and, in every Region, accesses to such sources."""
    if view.trusting(SERVICE):
        yield from view.everywhere("E6", BUILDS.what, lambda there: _builds(view, there))
        yield from view.everywhere("E6", ACCESS, _accesses)
    yield from view.everywhere("E6", CONNECTIONS.what, _connections)


def _builds(view: View, there: Region) -> Iterator[Said]:
    names = some(view, there, BUILDS)
    yield from names.rest
    for first in range(0, len(names.items), ASKED):
        asked = list(names.items[first : first + ASKED])
        found = there.call("codebuild", "batch_get_projects", names=asked)
        for build in found["projects"]:
            sources = [build["source"], *build.get("secondarySources", ())]
            foreign = [one for one in sources if one["type"] not in OURS]
            strong = power_by(view, build.get("serviceRole", "")) >= Power.ESCALATES
            if foreign and strong:
                yield _build(view, there, build, foreign[0])


def _build(
    view: View, there: Region, build: Mapping[str, Any], source: Mapping[str, Any]
) -> Finding:
    modified = build.get("lastModified")
    new = view.is_new("build", build["arn"], modified)
    location = source.get("location", source["type"])
    return Finding(
        id=f"code_sources:{there.name}/{build['name']}/{location}",
        row="E6",
        severity=at_most(Severity.HIGH, when=new is False),
        subject=build["arn"],
        what=msg(WHAT_BUILD.text, name=build["name"], location=location),
        breaks=BREAKS,
        by_hand=BUILD_BY_HAND,
        new=new,
        made=modified,
        region=there.name,
    )


def _accesses(there: Region) -> Iterator[Finding]:
    found = there.call("codebuild", "list_source_credentials")
    for one in found.get("sourceCredentialsInfos", ()):
        yield Finding(
            id=f"code_sources:{there.name}/{one['arn']}",
            row="E6",
            severity=Severity.LOW,
            subject=one["arn"],
            what=msg(WHAT_ACCESS.text, kind=one["serverType"], how=one["authType"]),
            breaks=BREAKS,
            by_hand=ACCESS_BY_HAND,
            region=there.name,
        )


def _connections(there: Region) -> Iterator[Said]:
    found = there.call("codeconnections", "list_connections", MaxResults=100)
    listed = cut(found.get("Connections", []), CONNECTIONS, region=there.name)
    if found.get("NextToken"):
        listed = cut([*listed.items, None], CONNECTIONS, len(listed.items), there.name)
    yield from listed.rest
    for one in listed:
        yield Finding(
            id=f"code_sources:{there.name}/{one['ConnectionArn']}",
            row="E6",
            severity=Severity.LOW,
            subject=one["ConnectionArn"],
            what=msg(
                WHAT_CONNECTION.text,
                name=one["ConnectionName"],
                kind=one.get("ProviderType") or "—",
            ),
            breaks=BREAKS,
            by_hand=CONNECTION_BY_HAND,
            region=there.name,
        )


CHECKS: tuple[Check, ...] = (
    Check(
        ("E6",),
        "code_sources",
        msg("Where builds fetch their program from (CodeBuild, connections)"),
        (
            *("account:ListRegions", "codebuild:BatchGetProjects", "codebuild:ListProjects"),
            *("codebuild:ListSourceCredentials", "codeconnections:ListConnections"),
        ),
        look,
        SWEEP,
    ),
)
