"""Who made what and when, by CloudTrail's event history: where it reaches, and never needed.

It goes back 90 days, has 50 events a page, is asked by one attribute at a time, and answers twice
a second: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
IAM, sign-in and organizations are logged in us-east-1, where AWS is asked by default here:
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app.clients import Clients
from app.review.event import Maker, maker_of, names_of, record_of
from app.review.finding import Finding
from app.troubles import Trouble
from app.work import Cancelled, Token

log = logging.getLogger(__name__)
REACH = timedelta(days=90)
SECONDS = 30.0  # that a look may take
PAUSE = 0.5  # seconds between two lookups: two a second are answered
PAGE = 50
USER, ROLE, POLICY = "user", "role", "policy"
# What opens a way in, with the kind of thing that it is about; "" where it's about another.
EVENTS: dict[str, str] = {
    "CreateUser": USER,
    "CreateAccessKey": USER,
    "CreateLoginProfile": USER,
    "CreateRole": ROLE,
    "UpdateAssumeRolePolicy": ROLE,
    "UpdateLoginProfile": USER,
    "PutRolePolicy": ROLE,
    "AttachRolePolicy": ROLE,
    "PutUserPolicy": USER,
    "AttachUserPolicy": USER,
    "AddUserToGroup": USER,
    "CreatePolicyVersion": POLICY,
    "CreateSAMLProvider": "saml",
    "CreateOpenIDConnectProvider": "oidc",
    "CreateServiceSpecificCredential": USER,
    "GetFederationToken": "",
    "UpdateUser": USER,
    "AcceptHandshake": "",
    "CreateTrustAnchor": "",
    "PutContactInformation": "",
}
KINDS = frozenset({*EVENTS.values(), "group"} - {""})


@dataclass(frozen=True)
class Asking:
    """A report: event name `number` of `total` is looked up."""

    number: int
    total: int


@dataclass(frozen=True)
class History:
    """What was found. `made` maps (event, name or id or ARN) to the newest such event.

    `unread` are event names that weren't read to their end; `trouble` is why, where AWS refused.
    """

    made: Mapping[tuple[str, str], Maker] = field(default_factory=dict, hash=False)
    unread: tuple[str, ...] = ()
    trouble: Trouble | None = None
    cancelled: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything within reach was read."""
        return not (self.unread or self.trouble or self.cancelled)

    def of(self, keys: Iterable[str], kind: str = "") -> Maker | None:
        """The newest event about one of these names, ids or ARNs that wasn't made by us.

        With `kind` ("user", "role" …) those of other kinds of things are left out.
        """
        wanted = [key for key in keys if key]
        found = [
            maker
            for event, about in EVENTS.items()
            if not kind or kind == about
            for key in wanted
            if (maker := self.made.get((event, key))) and not maker.ours
        ]
        return max(found, key=_order, default=None)


def _order(maker: Maker) -> tuple[datetime, bool]:
    """AWS tells seconds. Within one, a thing is made before it is changed."""
    return maker.when, not maker.event.startswith("Create")


def read(
    clients: Clients,
    token: Token,
    names: Iterable[str] = tuple(EVENTS),
    *,
    start: datetime | None = None,
    seconds: float = SECONDS,
    pause: float = PAUSE,
) -> History:
    """Look these events up: the first page of each, then the second of each, while time lasts.

    `start` leaves out what was before. Reports `Asking`. Never fails for what AWS refuses, takes
    too long or the customer cancels: it tells what it has. Raises `Trouble` where the session is
    over.
    """
    todo: deque[tuple[str, str]] = deque((name, "") for name in names)
    total, deadline = len(todo), time.monotonic() + seconds
    made: dict[tuple[str, str], Maker] = {}
    number = 0
    while todo and time.monotonic() < deadline:
        name, following = todo[0]
        number += 1
        token.report(Asking(min(number, total), total))
        try:
            if number > 1:
                token.wait(pause)
            token.check()
            page = _page(clients, name, following, start)
        except Cancelled:
            return History(made, _names(todo), cancelled=True)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            log.warning("event history: %s", trouble)
            return History(made, _names(todo), trouble)
        todo.popleft()
        _note(made, page.get("Events", ()))
        if page.get("NextToken"):
            todo.append((name, str(page["NextToken"])))
    return History(made, _names(todo))


def _names(todo: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(name for name, _ in todo)


def _page(clients: Clients, name: str, following: str, start: datetime | None) -> Any:
    wanted: dict[str, object] = {
        "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}],
        "MaxResults": PAGE,
    }
    if start:
        wanted["StartTime"] = start
    if following:
        wanted["NextToken"] = following
    return clients.call("cloudtrail", "lookup_events", **wanted)


def _note(made: dict[tuple[str, str], Maker], events: Iterable[Mapping[str, Any]]) -> None:
    """AWS tells the newest first; what it refused (with an error code) made nothing."""
    for event in events:
        record = record_of(event)
        if "errorCode" not in record:
            maker = maker_of(event, record)
            for key in names_of(event, record):
                made.setdefault((maker.event, key), maker)


def annotate(findings: Iterable[Finding], history: History) -> tuple[Finding, ...]:
    """The same findings, with who made or last changed each, where the history knows."""
    return tuple(_annotated(finding, history) for finding in findings)


def _annotated(finding: Finding, history: History) -> Finding:
    _, _, thing = finding.id.partition(":")
    kind, _, name = thing.partition("/")
    keys = (finding.subject, finding.subject.rpartition("/")[2], name, name.rpartition("/")[2])
    maker = history.of(keys, kind if kind in KINDS else "")
    if maker is None or finding.made_by:
        return finding
    return replace(finding, made_by=maker.who, made=maker.when)


def makers(
    clients: Clients, token: Token, *, seconds: float = SECONDS, pause: float = PAUSE
) -> Mapping[str, Maker]:
    """Who made each user, by its `UserId`, for those made within 90 days.

    Where AWS refuses or time runs out, those that are known. Raises `Trouble` where the session is
    over.
    """
    found = read(clients, token, ("CreateUser",), seconds=seconds, pause=pause)
    return {key: maker for (_, key), maker in found.made.items() if key.startswith("AIDA")}
