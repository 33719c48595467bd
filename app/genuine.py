"""Whether what came back to a call is AWS's own reply.

A guest network or a company's filter can put a page of its own in the place of AWS's reply, with
a status that says that all is well. botocore takes nearly everything for a reply: from such a page
it would read that a write was carried out, or that a list is empty. So each reply has to be what
its service's protocol says, before anything is read out of it.
https://smithy.io/2.0/aws/protocols/index.html
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import ParseError, XMLPullParser

from botocore.parsers import BaseCBORParser, ResponseParserError

ERROR, SERVER_ERROR = 300, 500  # HTTP statuses: from there on AWS refuses; it is out of order
BEGINNING = 65_536  # bytes, in which the first element is
REQUEST_IDS = ("x-amzn-requestid", "x-amz-request-id")
XML = ("query", "ec2")  # whose first element names the operation
PAGES = (b"<!doctype html", b"<html")
# What botocore raises on bytes that aren't CBOR. It believes them: text that begins with a brace
# announces more than any memory holds, and brackets are lists in lists without end.
CBOR_FAILS = (
    *(ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError),
    *(struct.error, ResponseParserError),
)


def check(operation_model: Any, response_dict: Mapping[str, Any], **_: object) -> None:
    """Take botocore's event `before-parse`. Raises `ResponseParserError`: it isn't AWS's.

    What AWS says where it is out of order comes in many forms, and nothing is read out of that.
    """
    status, body = int(response_dict["status_code"]), response_dict["body"]
    if status >= SERVER_ERROR or not isinstance(body, bytes):
        return
    if not _is_genuine(operation_model, status, response_dict["headers"], body):
        text = f"not a reply to {operation_model.name}"
        raise ResponseParserError(text)


def _is_genuine(operation: Any, status: int, headers: Mapping[str, str], body: bytes) -> bool:
    numbered = any(name in headers for name in REQUEST_IDS)
    if not body.strip():
        return numbered
    root = _root(body)
    if body.lstrip()[:20].lower().startswith(PAGES) or root is None or root.lower() == "html":
        return False
    protocol = str(operation.service_model.resolved_protocol)
    if protocol.endswith("cbor"):
        return _is_cbor(body)
    if status >= ERROR:  # some are said by what stands in front of a service, in words of its own
        return _is_json(body, lenient=True)
    says_nothing = numbered and operation.output_shape is None and protocol not in XML
    return says_nothing or _is_raw(operation.output_shape) or _fits(protocol, operation, body, root)


def _fits(protocol: str, operation: Any, body: bytes, root: str) -> bool:
    if protocol in XML:
        return root == f"{operation.name}Response"
    if protocol == "rest-xml":
        return operation.output_shape is None or bool(root)
    return _is_json(body)


def _is_raw(shape: Any) -> bool:
    """Whether the body is one value as it is, such as a bucket's policy."""
    payload = shape.serialization.get("payload") if shape is not None else None
    return bool(payload) and shape.members[payload].type_name in {"blob", "string"}


def _root(body: bytes) -> str | None:
    """The name of the first element, without its namespace; "" where there is none.

    None where it says that it is in an encoding that Python's XML doesn't read, as Shift_JIS:
    AWS's replies are in UTF-8.
    """
    parser: Any = XMLPullParser(("start",))
    try:
        parser.feed(body[:BEGINNING])
        first = next((element for _, element in parser.read_events()), None)
    except ParseError:
        return ""
    except (LookupError, ValueError):
        return None
    return "" if first is None else str(first.tag).rpartition("}")[2]


def _is_json(body: bytes, *, lenient: bool = False) -> bool:
    """Whether it is an object of JSON's; a `lenient` look takes what isn't JSON at all, too."""
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return lenient


def _is_cbor(body: bytes) -> bool:
    reader: Any = BaseCBORParser()
    try:
        found = reader.parse_data_item(reader.get_peekable_stream_from_bytes(body))
    except CBOR_FAILS:
        return False
    return isinstance(found, dict)
