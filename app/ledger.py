"""What was asked of AWS, call by call, so that the customer's own records can be held against it.

CloudTrail keeps each call under the request id that AWS's reply carried:
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from app.messages import Message, msg
from app.troubles import Trouble

ABOUT_NOTHING = msg("A call to AWS")
READS = ("get_", "list_", "describe_", "lookup_")


@dataclass(frozen=True)
class Made:
    """One call that changes something, and what came of it.

    `operation` is as CloudTrail names it ("iam:PutUserPolicy"); `message` says what it was about.
    `when` is AWS's time. `request_id` is "" where no reply came; `error` is AWS's code, or this
    program's word for it, where the call wasn't carried out for sure.
    """

    operation: str
    message: Message
    when: datetime
    request_id: str = ""
    error: str = ""
    region: str = ""

    @property
    def done(self) -> bool:
        """Whether AWS said that it had carried the call out."""
        return not self.error


class Door(Protocol):
    """What the calls go through: `app.clients.Clients`, or one Region of it."""

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """Make one call and return its reply. Raises `Trouble`."""

    def at(self, region: str) -> Any:
        """The same, for calls that go to that Region."""


class Clock(Protocol):
    """What knows AWS's time and the names of its operations: `app.clients.Clients`."""

    def now(self) -> datetime:
        """The time by AWS's clock."""

    def client(self, service: str, region: str = "") -> Any:
        """The client of a service. Raises `Trouble`."""


def _nowhere(_: Sequence[Made]) -> None:
    """Keep the calls in memory alone."""


@dataclass
class Ledger:
    """The calls of one piece of work, in their order. Several callers may write into one.

    `keep` is told all of them after each.
    """

    clock: Clock
    calls: list[Made] = field(default_factory=list)
    keep: Callable[[Sequence[Made]], None] = _nowhere

    def through(self, door: Door) -> Caller:
        """`door`, with each call that changes something written down here."""
        return Caller(self, door)

    def name(self, service: str, operation: str) -> str:
        """As CloudTrail names it. botocore's own names for methods can't be turned back by rule."""
        try:
            names: Mapping[str, str] = self.clock.client(service).meta.method_to_api_mapping
        except Trouble:  # the session is over: the name is for people to read
            names = {}
        return f"{service}:{names.get(operation, operation)}"


@dataclass(frozen=True)
class Caller:
    """Makes calls and writes them down, also those that failed. See `plan.Caller`.

    Where botocore repeats a call by itself, only the last try's request id is known.
    """

    ledger: Ledger
    door: Door
    message: Message = ABOUT_NOTHING
    region: str = ""

    def about(self, message: Message) -> Caller:
        """The same, for calls that are about that."""
        return replace(self, message=message)

    def at(self, region: str) -> Caller:
        """The same, for calls that go to that Region."""
        return replace(self, door=self.door.at(region), region=region)

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """Make one call and return its reply. Raises `Trouble`."""
        if operation.startswith(READS):
            return self.door.call(service, operation, **parameters)
        try:
            reply = self.door.call(service, operation, **parameters)
        except Trouble as trouble:
            why = trouble.aws_code or trouble.kind.code
            self._note(service, operation, trouble.request_id, why)
            raise
        self._note(service, operation, _request_id(reply))
        return reply

    def _note(self, service: str, operation: str, request_id: str, error: str = "") -> None:
        made = Made(
            operation=self.ledger.name(service, operation),
            message=self.message,
            when=self.ledger.clock.now(),
            request_id=request_id,
            error=error,
            region=self.region,
        )
        self.ledger.calls.append(made)
        self.ledger.keep(self.ledger.calls)


def _request_id(reply: object) -> str:
    """The id in a reply of botocore's; "" where there is none."""
    meta = reply.get("ResponseMetadata", {}) if isinstance(reply, Mapping) else {}
    return str(meta.get("RequestId", ""))
