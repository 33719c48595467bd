"""Functions that somebody outside may start or change: open addresses and outside accounts (E1).

https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import Kind, reply, some
from app.review.check import SWEEP, Check
from app.review.checks.buckets import all_of
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.lambda_permission import MISSING, remedy
from app.review.outside import Kind as Who
from app.review.outside import Opening, Own, openings, own_of
from app.review.rights import Power
from app.review.running import power_by
from app.review.sharing import who
from app.review.view import View

SERVICE = "lambda.amazonaws.com"
FUNCTIONS = Kind("E1", msg("Functions (Lambda)"), "lambda", "list_functions", "Functions")
QUALIFIED = 20  # aliases and versions of a function with strong rights
CHANGES = (
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    "lambda:AddPermission",
)
WHAT_URL = msg(
    "The function “{name}” has a web address that everybody may call without signing in. It runs "
    "with the role “{role}”. {worth}"
)
WHAT_ALL = msg(
    "Everybody with an AWS account of their own may start the function “{name}”. It runs with the "
    "role “{role}”. {worth}"
)
WHAT_ONE = msg(
    "From outside this account, {who} may start the function “{name}”. It runs with the role "
    "“{role}”. {worth}"
)
WHAT_CHANGE = msg(
    "From outside this account, {who} may change the function “{name}”, that is, have any code "
    "run with the role “{role}”. {worth}"
)
WHAT_SERVICE = msg(
    "{who} may start the function “{name}” for whichever customer of AWS asks it to; the usual "
    "limit to this account is missing. It runs with the role “{role}”. {worth}"
)
ALL = msg("Its rights reach everything in this account, so its code may let anybody in.")
SOME = msg("Its rights are limited. Web pages and messages from partners usually come this way.")
BREAKS = msg("Calls that come this way fail: web pages, payment services, partners.")


def look(view: View) -> Iterator[Said]:
    """Yields functions that are open to outsiders, where a role lets functions run at all."""
    if view.trusting(SERVICE):
        own = own_of(view)
        read = lambda there: _in_region(view, there, own)  # noqa: E731
        yield from view.everywhere("E1", FUNCTIONS.what, read)


def _in_region(view: View, there: Region, own: Own) -> Iterator[Said]:
    functions = some(view, there, FUNCTIONS)
    yield from functions.rest
    for function in functions:
        power = power_by(view, function["Role"])
        yield from _of(view, there, function, power, own, "")
        if power >= Power.ESCALATES:
            names, rest = _qualifiers(there, function["FunctionName"])
            yield from rest
            for qualifier in names:
                yield from _of(view, there, function, power, own, qualifier)


def _qualifiers(there: Region, name: str) -> tuple[list[str], tuple[Unseen, ...]]:
    """Aliases and versions of a function: each has a policy of its own."""
    aliases = there.pages("lambda", "list_aliases", "Aliases", FunctionName=name)
    versions = there.pages("lambda", "list_versions_by_function", "Versions", FunctionName=name)
    found = [one["Name"] for one in aliases]
    found += [one["Version"] for one in versions if one["Version"] != "$LATEST"][::-1]
    if len(found) <= QUALIFIED:
        return found, ()
    what = msg("Older versions of the function “{name}”", name=name)
    return found[:QUALIFIED], (Unseen("E1", what, region=there.name),)


def _of(
    view: View, there: Region, function: dict[str, Any], power: Power, own: Own, qualifier: str
) -> Iterator[Finding]:
    name = function["FunctionName"]
    asked = {"FunctionName": name, **({"Qualifier": qualifier} if qualifier else {})}
    found = reply(there, "lambda", "get_policy", MISSING, **asked)
    document = found["Policy"] if found else ""
    for opening in openings(document, own):
        if opening.kind is Who.UNTOLD and _own_bucket(view, opening.who):
            continue
        sid = opening.statement.sid
        shown = f"{name}:{qualifier}" if qualifier else name
        yield Finding(
            id=f"lambda_doors:{there.name}/{shown}/{sid or opening.number}",
            row="E1",
            severity=_severity(opening, power),
            subject=f"{function['FunctionArn']} {sid}",
            what=_what(opening, shown, function["Role"].rpartition("/")[2], power),
            breaks=BREAKS,
            remedies=remedy(there.name, asked, document, opening),
            region=there.name,
        )


def _own_bucket(view: View, arn: str) -> bool:
    """Whether it is a bucket of the account. Raises `Trouble`."""
    own = (bucket["Name"] for bucket in all_of(view))
    return any(arn in (f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*") for name in own)


def _severity(opening: Opening, power: Power) -> Severity:
    changes = opening.kind is not Who.SERVICE and opening.lets(*CHANGES)
    if power >= Power.ESCALATES:
        exact = changes or (opening.kind in (Who.EVERYBODY, Who.ACCOUNT) and power is Power.ALL)
        return Severity.CRITICAL if exact else Severity.HIGH
    if changes:
        return Severity.MEDIUM
    return Severity.MEDIUM if opening.kind is Who.ACCOUNT else Severity.LOW


def _what(opening: Opening, name: str, role: str, power: Power) -> Message:
    values = {"name": name, "role": role, "worth": ALL if power >= Power.ESCALATES else SOME}
    if opening.kind is Who.SERVICE:
        return msg(WHAT_SERVICE.text, who=opening.who, **values)
    if opening.lets(*CHANGES):
        return msg(WHAT_CHANGE.text, who=_who(opening), **values)
    if opening.kind is Who.EVERYBODY:
        url = any(
            condition.key == "lambda:invokedviafunctionurl"
            or (condition.key == "lambda:functionurlauthtype" and "NONE" in condition.values)
            for condition in opening.statement.conditions
        )
        return msg((WHAT_URL if url else WHAT_ALL).text, **values)
    return msg(WHAT_ONE.text, who=_who(opening), **values)


def _who(opening: Opening) -> Message | str:
    return f"“{opening.who}”" if opening.kind is Who.UNTOLD else who((opening,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("E1",),
        "lambda_doors",
        msg("Functions that outsiders may start or change (Lambda)"),
        (
            *("account:ListRegions", "lambda:GetPolicy", "lambda:ListAliases"),
            *("lambda:ListFunctions", "lambda:ListVersionsByFunction", "s3:ListBuckets"),
            "organizations:DescribeOrganization",
        ),
        look,
        SWEEP,
    ),
)
