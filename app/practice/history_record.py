"""What becomes of a call in the event history: the record that CloudTrail writes of it.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from app.practice.account import Account
from app.practice.errors import AwsError
from app.practice.history import Event
from app.practice.wire import Reply

if TYPE_CHECKING:
    from app.practice.api import Asked

READS = re.compile(r"(BatchGet|Describe|Generate|Get|Head|List|Lookup|Search|Simulate)[A-Z]")
DATA = frozenset({"s3:PutObject", "s3:DeleteObject", "s3:CopyObject"})  # not management events
# Services that are one for all Regions are logged in us-east-1.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
GLOBAL = frozenset({"account", "budgets", "iam", "organizations", "route53", "signin"})
HOME = "us-east-1"
KINDS = {
    "userName": "AWS::IAM::User",
    "roleName": "AWS::IAM::Role",
    "groupName": "AWS::IAM::Group",
    "policyArn": "AWS::IAM::Policy",
    "accessKeyId": "AWS::IAM::AccessKey",
    "bucketName": "AWS::S3::Bucket",
    "s3BucketName": "AWS::S3::Bucket",
}
_SECRET = re.compile(r"password$|secret|token|seed|qrcode|authenticationcode", re.IGNORECASE)
_ID = re.compile(rb"<[Rr]equest(?:Id|ID)>([^<]+)<")


def kept(asked: Asked) -> bool:
    """Whether the call stands in the history."""
    if " " in asked.operation or asked.name in DATA:
        return False
    return asked.service == "sts" or not READS.match(asked.operation)


def record(account: Account, asked: Asked, reply: Reply | None, error: AwsError | None) -> Event:
    """The event of a call that was answered, or refused by an ``error``."""
    now, asks = account.state.real_now(), _lower(_request(asked))
    answer = _lower(_answer(asked, reply)) if reply is not None and reply.status < 400 else None
    said: dict[str, Any] = {
        "eventVersion": "1.11",
        "userIdentity": _identity(account, asked),
        "eventTime": datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": f"{asked.service}.amazonaws.com",
        "eventName": asked.operation,
        "awsRegion": HOME if asked.service in GLOBAL else asked.region,
        "sourceIPAddress": "127.0.0.1",
        "userAgent": asked.request.headers.get("user-agent", ""),
        "requestParameters": asks or None,
        "responseElements": answer or None,
        "requestID": _request_id(reply),
        "eventID": str(uuid.uuid4()),
        "readOnly": asked.service == "sts",
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": account.state.account,
        "eventCategory": "Management",
    }
    code = error.code if error else _refusal(reply)
    if code:
        said["errorCode"] = code
    return Event(
        id=said["eventID"],
        name=asked.operation,
        when=now,
        region=said["awsRegion"],
        source=said["eventSource"],
        user=_user(said["userIdentity"], asked),
        resources=_resources(asks, answer),
        record=said,
    )


def _identity(account: Account, asked: Asked) -> dict[str, Any]:
    who, number = asked.caller.principal, account.state.account
    found: dict[str, Any] = {
        "type": {"root": "Root", "user": "IAMUser", "role": "AssumedRole"}.get(
            who.kind, "FederatedUser"
        ),
        "principalId": f"{who.id}:{who.session}" if who.session else who.id,
        "arn": account.arn(who) or "",
        "accountId": number,
        "accessKeyId": asked.caller.access_key_id,
    }
    if who.kind == "user":
        found["userName"] = found["arn"].rpartition("/")[2]
    if who.kind == "role":
        role = account.iam.get_role_by_id(who.id)
        issuer = {"type": "Role", "principalId": who.id, "accountId": number}
        if role:
            issuer |= {"arn": role.arn, "userName": role.name}
        found["sessionContext"] = {"sessionIssuer": issuer, "attributes": {}}
    return found


def _user(identity: dict[str, Any], asked: Asked) -> str:
    if identity["type"] == "Root":
        return "root"
    return str(identity.get("userName") or asked.caller.principal.session)


def _request(asked: Asked) -> dict[str, Any]:
    flat = asked.request.form()
    if "Action" not in flat:
        return asked.body()
    found: dict[str, Any] = {}
    for name, value in flat.items():
        if name not in ("Action", "Version"):
            _put(found, name.split("."), value)
    return {name: _listed(value) for name, value in found.items()}


def _put(found: dict[str, Any], path: list[str], value: str) -> None:
    here = found
    for part in path[:-1]:
        inner = here.setdefault(part, {})
        here = inner if isinstance(inner, dict) else {}
    here[path[-1]] = value


def _listed(value: Any) -> Any:
    """``Tags.member.1.Key`` is a list."""
    if not isinstance(value, dict):
        return value
    if set(value) == {"member"} and isinstance(value["member"], dict):
        return [_listed(one) for one in value["member"].values()]
    return {name: _listed(one) for name, one in value.items()}


def _answer(asked: Asked, reply: Reply) -> Any:
    body = reply.body.strip()
    if body.startswith(b"<"):
        try:
            tree = ET.fromstring(body)  # noqa: S314  (practice's own reply)
        except ET.ParseError:
            return None
        result = tree.find(f"{{*}}{asked.operation}Result")
        return _tree(result) if result is not None else None
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


def _tree(element: ET.Element) -> Any:
    inner = list(element)
    if not inner:
        return element.text or ""
    if all(one.tag.rpartition("}")[2] == "member" for one in inner):
        return [_tree(one) for one in inner]
    return {one.tag.rpartition("}")[2]: _tree(one) for one in inner}


def _lower(value: Any) -> Any:
    """Names begin in lower case, and secrets are left out."""
    if isinstance(value, list):
        return [_lower(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name[:1].lower() + name[1:]: _lower(one)
        for name, one in value.items()
        if not (_SECRET.search(name) and isinstance(one, str))
    }


def _resources(asks: Any, answer: Any) -> tuple[tuple[str, str], ...]:
    found = {
        (KINDS[name], str(value)): None
        for part in (asks, *_inner(asks), answer, *_inner(answer))
        if isinstance(part, dict)
        for name, value in part.items()
        if name in KINDS and isinstance(value, str)
    }
    return tuple(found)


def _inner(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else []


def _request_id(reply: Reply | None) -> str:
    if reply is None:
        return str(uuid.uuid4())
    found = _ID.search(reply.body) if reply.body.lstrip().startswith(b"<") else None
    if found:
        return found.group(1).decode()
    named = {name.lower(): value for name, value in reply.headers}
    return named.get("x-amzn-requestid") or named.get("x-amz-request-id", "")


def _refusal(reply: Reply | None) -> str:
    if reply is None or reply.status < 400:
        return ""
    named = {name.lower(): value for name, value in reply.headers}
    found = re.search(rb"<Code>([^<]+)<", reply.body)
    return found.group(1).decode() if found else named.get("x-amzn-errortype", "InternalFailure")
