"""Whether a reply is what AWS's own description says, down to the last value in it.

Told from botocore's description alone: what the program goes by when it reads a reply isn't asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.replies import Reply

_PLAIN: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("string", "char", "character"), (str,)),
    **dict.fromkeys(("integer", "long", "bigint"), (int,)),
    **dict.fromkeys(("float", "double"), (int, float)),
    "boolean": (bool,),
    "timestamp": (datetime,),
    "blob": (bytes,),
}
# botocore reads IAM's policies as JSON: anything that JSON can be may stand there, or the text.
_POLICY = "policyDocumentType"


def differing(value: object, shape: Any, where: str = "") -> Iterator[str]:
    """Every place of a reply at which something else stands than described, and what does."""
    kind = shape.type_name
    if kind == "structure":
        yield from _structure(value, shape, where)
    elif kind == "list":
        if not isinstance(value, list):
            yield _said(where, kind, value)
            return
        for number, one in enumerate(value):
            yield from differing(one, shape.member, f"{where}[{number}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield _said(where, kind, value)
            return
        for key, one in value.items():
            yield from differing(key, shape.key, f"{where} key")
            yield from differing(one, shape.value, f"{where}.value")
    elif not _is_plain(value, shape):
        yield _said(where, kind, value)


def _structure(value: object, shape: Any, where: str) -> Iterator[str]:
    """A member may be missing or null: whoever asks for one that isn't there is told."""
    if not isinstance(value, Reply):
        yield _said(where, "structure", value)
        return
    if shape.is_document_type:
        return
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from differing(value[name], member, f"{where}.{name}")


def _is_plain(value: object, shape: Any) -> bool:
    if shape.name == _POLICY or shape.serialization.get("streaming"):
        return True
    kinds = _PLAIN[shape.type_name]
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _said(where: str, kind: str, value: object) -> str:
    return f"{where or 'all of it'}: {type(value).__name__} for {kind}"
