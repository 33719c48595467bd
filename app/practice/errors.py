"""AWS's error replies, in the shape of the protocol that the caller speaks.

Protocols: https://smithy.io/2.0/aws/protocols/index.html
"""

from __future__ import annotations

import json
import secrets
from xml.sax.saxutils import escape

from app.practice.wire import Reply, Request

QUERY_NAMESPACES = {
    "iam": "https://iam.amazonaws.com/doc/2010-05-08/",
    "sts": "https://sts.amazonaws.com/doc/2011-06-15/",
}
# The same refusal has another name in JSON services.
# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
JSON_NAMES = {
    "InvalidClientTokenId": "UnrecognizedClientException",
    "ExpiredToken": "ExpiredTokenException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "AccessDenied": "AccessDeniedException",
    "InvalidAction": "UnknownOperationException",
    "MissingAuthenticationToken": "MissingAuthenticationTokenException",
    "IncompleteSignature": "IncompleteSignatureException",
}


class AwsError(Exception):
    """A refusal as AWS would give it: its HTTP status, code and message."""

    def __init__(self, status: int, code: str, message: str, detail: str | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.detail = detail  # the "error" member of AWS Sign-In's exceptions


def request_id() -> str:
    """A request id in AWS's form."""
    raw = secrets.token_hex(16)
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"


def protocol_of(request: Request, service: str) -> str:
    """``query``, ``ec2``, ``xml`` or ``json``, judged by how the caller speaks."""
    if service == "ec2":
        return "ec2"
    if service in ("s3", "route53", "cloudfront"):
        return "xml"
    if "x-amz-target" in request.headers:
        return "json"
    if "Action=" in request.query_string or request.form().get("Action"):
        return "query"
    return "query" if service in QUERY_NAMESPACES else "json"


def error_reply(error: AwsError, protocol: str, service: str = "iam") -> Reply:
    """``error`` as that protocol writes it."""
    identity = request_id()
    common = (("x-amzn-requestid", identity), ("Cache-Control", "no-store"))
    if protocol == "json":
        code = JSON_NAMES.get(error.code, error.code)
        body: dict[str, str] = {"__type": code, "message": error.message}
        if error.detail is not None:
            body["error"] = error.detail
        typed = (("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-ErrorType", code))
        return Reply(error.status, json.dumps(body).encode(), (*typed, *common))
    text = _xml(error, protocol, service, identity)
    return Reply(error.status, text.encode(), (("Content-Type", "text/xml"), *common))


def _xml(error: AwsError, protocol: str, service: str, identity: str) -> str:
    code, message = escape(error.code), escape(error.message)
    inner = f"<Code>{code}</Code><Message>{message}</Message>"
    if protocol == "ec2":
        return (
            f"<Response><Errors><Error>{inner}</Error></Errors>"
            f"<RequestID>{identity}</RequestID></Response>"
        )
    if protocol == "xml" and service == "s3":
        return f"<Error>{inner}<RequestId>{identity}</RequestId></Error>"
    fault = "Sender" if error.status < 500 else "Receiver"
    namespace = QUERY_NAMESPACES.get(service)
    attribute = f' xmlns="{namespace}"' if namespace else ""
    return (
        f"<ErrorResponse{attribute}><Error><Type>{fault}</Type>{inner}</Error>"
        f"<RequestId>{identity}</RequestId></ErrorResponse>"
    )
