"""What AWS answers, held against AWS's own description of it before anybody reads it.

botocore passes on what a reply says, whatever that is: JSON has numbers where names should be, and
null. Here a value of another kind than described is a `Trouble`, and so is the lack of a member
that somebody asks for. What can't be understood is never taken for something that it isn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.troubles import ANSWER, Trouble

# A policy is text that botocore has already read as JSON.
READ_AS_JSON = "policyDocumentType"
MOST_PAGES = 20_000
LACKS, ENDLESS = ("without",), ("no end",)  # for support, not for people
# What botocore raises, besides its own errors, where it can't make sense of what came.
SENSELESS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    UnboundLocalError,  # where a map of XML lacks a value
    ValueError,
)
_KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "char": str,
    "character": str,
    "integer": int,
    "long": int,
    "bigint": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
    "timestamp": datetime,
}


class Reply(dict[str, Any]):
    """A structure of a reply. To ask for a member that it lacks is a `Trouble` (ANSWER)."""

    def __missing__(self, name: str) -> Any:
        raise odd(*LACKS, name)


def odd(*words: str) -> Trouble:
    """The trouble of an answer that can't be understood; whether AWS did it isn't known."""
    return Trouble(ANSWER, detail=" ".join(words), uncertain=True)


def checked(reply: Mapping[str, Any], client: Any, operation: str) -> Reply:
    """The reply of one of `client`'s operations, of the described kinds throughout.

    Raises `Trouble` (ANSWER).
    """
    known = client.meta.method_to_api_mapping
    if operation not in known:  # another name of it
        operation = getattr(client, operation).__name__
    name = known[operation]
    shape = client.meta.service_model.operation_model(name).output_shape
    return Reply(reply) if shape is None else _structure(reply, shape)


def items(pages: Iterable[Mapping[str, Any]], key: str) -> Iterator[Any]:
    """Those under `key` in every page; the pages themselves where `key` is "". Raises `Trouble`.

    `key` is names with dots between them; one that ends with `[]` stands for a list, of which each
    is gone into ("Reservations[].Instances").
    """
    for number, page in enumerate(pages):
        if number >= MOST_PAGES:
            raise odd(*ENDLESS)
        if not key:
            yield page
            continue
        found: list[Any] = [page]
        for part in f"{key}[]".split("."):
            found = [one.get(part.removesuffix("[]")) for one in found if isinstance(one, dict)]
            if part.endswith("[]"):
                found = [one for held in found if isinstance(held, list) for one in held]
        yield from (one for one in found if one is not None)


def _value(value: Any, shape: Any) -> Any:
    if shape.type_name == "structure":
        return _structure(value, shape)
    if shape.type_name == "list":
        _demand(value, list, shape)
        return [_value(one, shape.member) for one in value]
    if shape.type_name == "map":
        _demand(value, dict, shape)
        return {_value(k, shape.key): _value(v, shape.value) for k, v in value.items()}
    kind = _KINDS.get(shape.type_name)
    if kind and shape.name != READ_AS_JSON:
        _demand(value, kind, shape)
    return value


def _structure(value: Any, shape: Any) -> Reply:
    _demand(value, dict, shape)
    if getattr(shape, "is_document_type", False):
        return Reply(value)
    known = shape.members
    return Reply(
        (name, _value(one, known[name]) if name in known and one is not None else one)
        for name, one in value.items()
    )


def _demand(value: object, kind: type | tuple[type, ...], shape: Any) -> None:
    truth = isinstance(value, bool)  # which Python counts among the numbers
    if not isinstance(value, kind) or (truth and kind is not bool):
        raise odd(shape.name, type(value).__name__)
