"""What practice keeps of services that moto lacks: things by service, kind and Region.

And how a REST call names them: parts of the path, the query, the body.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

Thing = dict[str, Any]
PAGE = 50  # things that come at once where the call says no number


def things(account: Account, asked: Asked, kind: str) -> dict[str, Thing]:
    """The things of that kind in the call's Region, by their ids; may be added to."""
    return account.shelf.setdefault((asked.service, kind, asked.region), {})


def parts(asked: Asked) -> dict[str, str]:
    """The parameters that stand in the path, by their members' names."""
    from moto.core.request import Request as MotoRequest
    from moto.core.routing import get_service_router

    router = get_service_router(asked.service)
    operation, found = router.match(MotoRequest(dict(asked.request.environ)))
    takes = operation.input_shape
    members = {
        shape.serialization.get("name", name): name
        for name, shape in (takes.members if takes else {}).items()
        if shape.serialization.get("location") == "uri"
    }
    return {members.get(name, name): str(value) for name, value in found.items()}


def said(asked: Asked) -> dict[str, Any]:
    """All parameters of a REST call: path, query and body."""
    return {**asked.request.query(), **asked.body(), **parts(asked)}


def find(found: dict[str, Thing], key: str) -> Thing:
    """The thing of that id. Raises AwsError where there is none, as REST services say it."""
    if key not in found:
        raise AwsError(404, "ResourceNotFoundException", f"Resource {key} was not found.")
    return found[key]


def paged(member: str, found: list[Any], token: object, size: object = None) -> dict[str, Any]:
    """One page of a listing whose token is `nextToken`. Raises AwsError for a wrong token."""
    text, many = str(token or 0), str(size or PAGE)
    if not (text.isdecimal() and many.isdecimal()) or int(many) < 1:
        raise AwsError(400, "ValidationException", "The token or the number of results is wrong.")
    start, end = int(text), int(text) + int(many)
    result: dict[str, Any] = {member: found[start:end]}
    if end < len(found):
        result["nextToken"] = str(end)
    return result


def new_id() -> str:
    """An id as AWS makes them."""
    return str(uuid.uuid4())


def moment() -> str:
    """Now, as REST services write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
