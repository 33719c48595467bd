"""A user can be renamed between a closing and its way back, and another can take the name.

So what is kept of an action on a user is carried out under the name that the user has by then.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
"""

from __future__ import annotations

import re
from dataclasses import replace

from app import users
from app.clients import Clients
from app.plan import Action
from app.work import Token

_OF_USER = re.compile(r"[:/](AIDA[A-Z0-9]+)$")


def as_named(action: Action, finding: str, clients: Clients) -> Action | None:
    """The action on the user of that finding, under its name now; None where the user is gone.

    `finding` is the finding's id; where that has no `UserId`, the action stays as it is. Raises
    `Trouble`.
    """
    found, name = _OF_USER.search(finding), action.parameters.get("UserName")
    if found is None or not isinstance(name, str):
        return action
    user = users.find_by_id(clients, found.group(1), Token(), hint=name)
    if user is None:
        return None
    return replace(action, parameters={**action.parameters, "UserName": user.name})
