"""Takes one permission off a function, and puts it back as it was (E1).

A function's policy can't be written as a whole: statements are added and removed one by one.
https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.plan import Action
from app.review.documents import account_of
from app.review.finding import CLOSE, SWITCH_OFF, Remedy
from app.review.outside import Opening
from app.review.remedies import call

MISSING = "ResourceNotFoundException"
# The conditions that AddPermission writes, in lower case, by the parameter that makes each.
CONDITIONS = {
    "aws:sourcearn": "SourceArn",
    "aws:sourceaccount": "SourceAccount",
    "aws:principalorgid": "PrincipalOrgID",
    "lambda:eventsourcetoken": "EventSourceToken",
    "lambda:functionurlauthtype": "FunctionUrlAuthType",
    "lambda:invokedviafunctionurl": "InvokedViaFunctionUrl",
}


def remedy(
    region: str, asked: Mapping[str, str], document: str, opening: Opening
) -> tuple[Remedy, ...]:
    """Remove the statement from the function (and alias) in `asked`; none where it has no id."""
    sid = opening.statement.sid
    if not sid:
        return ()
    name = asked["FunctionName"]
    back = _back(region, asked, document, opening)
    what = msg("Take this permission off the function “{name}”. This can be undone.", name=name)
    if back is None:
        what = msg("Take this permission off the function “{name}”.", name=name)
    close = call(
        f"permission-off-{region}-{name}-{asked.get('Qualifier', '')}-{sid}",
        "remove_permission",
        {**asked, "StatementId": sid},
        message=what,
        service="lambda",
        region=region,
        settled_by=(MISSING,),
        undo=back,
    )
    return (Remedy(SWITCH_OFF if back else CLOSE, what, (close,)),)


def _back(region: str, asked: Mapping[str, str], document: str, opening: Opening) -> Action | None:
    """What adds the same statement again; None where it says what AddPermission can't."""
    listed = json.loads(document)["Statement"]
    item = (listed if isinstance(listed, list) else [listed])[opening.number]
    added = _parameters(item)
    if added is None:
        return None
    name = asked["FunctionName"]
    return call(
        f"permission-back-{region}-{name}-{asked.get('Qualifier', '')}-{opening.statement.sid}",
        "add_permission",
        {**asked, **added},
        message=msg("Give the function “{name}” this permission back", name=name),
        service="lambda",
        region=region,
        settled_by=("ResourceConflictException",),
    )


def _parameters(item: Mapping[str, Any]) -> dict[str, object] | None:
    principal, action = item.get("Principal"), item.get("Action")
    if isinstance(principal, dict) and len(principal) == 1:
        principal = next(iter(principal.values()))
    if not isinstance(principal, str) or not isinstance(action, str):
        return None
    if principal.endswith(":root"):
        principal = account_of(principal)
    made: dict[str, object] = {
        "StatementId": item["Sid"],
        "Action": action,
        "Principal": principal,
    }
    for key, value in _conditions(item):
        if key not in CONDITIONS or not isinstance(value, str):
            return None
        flag = key == "lambda:invokedviafunctionurl"
        made[CONDITIONS[key]] = value == "true" if flag else value
    return made


def _conditions(item: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for keys in item.get("Condition", {}).values():
        for key, value in keys.items():
            yield str(key).lower(), value
