"""Functions in which code of another account runs: layers (E2).

https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.messages import msg
from app.moments import zoned
from app.regional import Region
from app.review.bounded import some
from app.review.check import SWEEP, Check
from app.review.checks.lambda_doors import FUNCTIONS, SERVICE
from app.review.documents import account_of
from app.review.finding import Finding, Said, Severity
from app.review.rights import Power
from app.review.running import at_most, power_by
from app.review.view import View

WHAT = msg(
    "In the function “{name}” runs code (a layer, {layer}) that belongs to the account {account}. "
    "AWS and makers of monitoring software publish such layers too; ask whose account it is. The "
    "function keeps the version that it has until somebody changes it."
)
WHAT_STRONG = msg(
    "In the function “{name}”, whose rights reach everything in this account, runs code (a layer, "
    "{layer}) that belongs to the account {account}. AWS and makers of monitoring software publish "
    "such layers too; ask whose account it is. The function keeps the version that it has until "
    "somebody changes it."
)
BREAKS = msg("The function may stop working without this code.")
BY_HAND = msg(
    "If you don't know that account, have the function checked by whoever wrote it. Then take the "
    "layer off: Lambda, the function, “Layers”, “Edit”."
)


def look(view: View) -> Iterator[Said]:
    """Yields functions with layers of other accounts."""
    if view.trusting(SERVICE):
        yield from view.everywhere("E2", FUNCTIONS.what, lambda there: _in_region(view, there))


def _in_region(view: View, there: Region) -> Iterator[Said]:
    functions = some(view, there, FUNCTIONS)
    yield from functions.rest
    for function in functions:
        for layer in function.get("Layers", ()):
            account = account_of(layer["Arn"])
            if account and account != view.account:
                yield _finding(view, there, function, layer["Arn"])


def _finding(view: View, there: Region, function: dict[str, Any], layer: str) -> Finding:
    name = function["FunctionName"]
    modified = zoned(function.get("LastModified", ""))
    new = view.is_new("function", function["FunctionArn"], modified)
    strong = power_by(view, function["Role"]) >= Power.ESCALATES
    return Finding(
        id=f"lambda_layers:{there.name}/{name}/{layer}",
        row="E2",
        severity=at_most(Severity.MEDIUM, when=not strong or new is False),
        subject=function["FunctionArn"],
        what=msg(
            (WHAT_STRONG if strong else WHAT).text,
            name=name,
            layer=layer.partition(":layer:")[2],
            account=account_of(layer),
        ),
        breaks=BREAKS,
        by_hand=BY_HAND,
        new=new,
        made=modified,
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("E2",),
        "lambda_layers",
        msg("Code of other accounts in functions (Lambda layers)"),
        ("account:ListRegions", "lambda:ListFunctions"),
        look,
        SWEEP,
    ),
)
