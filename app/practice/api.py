"""The AWS APIs: who signed, may they, then our own answer or moto's."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from app.practice import history_record, sigv4
from app.practice.account import Account
from app.practice.credentials import Caller
from app.practice.errors import AwsError, error_reply, protocol_of, request_id
from app.practice.operations import FREE, OWN_USER, SERVICES, operation_of
from app.practice.wire import Reply, Request

if TYPE_CHECKING:
    from app.practice.answers import Answers

log = logging.getLogger("app.practice")

# Where moto answers about itself, and pretends to be a machine of EC2.
MOTO_OWN = ("/moto-api", "/latest/", "/favicon.ico")
UNWANTED = ("access-control-", "connection", "date", "server", "transfer-encoding")


@dataclass(frozen=True)
class Asked:
    """One call, authenticated."""

    request: Request
    caller: Caller
    service: str
    operation: str

    @property
    def name(self) -> str:
        return f"{self.service}:{self.operation}"

    def params(self) -> dict[str, str]:
        """The parameters of a query call, flat: ``UserName``, ``Tags.member.1.Key``."""
        return self.request.form() or self.request.query()

    def body(self) -> dict[str, Any]:
        """The members of a JSON call; empty for other bodies."""
        try:
            found = json.loads(self.request.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def region(self) -> str:
        """The Region that the call was signed for."""
        return sigv4.claim_of(self.request).region

    def with_param(self, name: str, value: str) -> Asked:
        """The same call with one more parameter."""
        pairs = parse_qsl(self.request.body.decode(), keep_blank_values=True)
        body = urlencode([*pairs, (name, value)]).encode()
        return replace(self, request=replace(self.request, body=body))


class Api:
    """Everything that is signed."""

    def __init__(self, account: Account, revoke: Callable[[Request, Caller], Reply]) -> None:
        self._account = account
        self._state = account.state
        self._revoke = revoke
        self._answers: Answers | None = None
        self.stopping = threading.Event()

    def prepare(self) -> None:
        """Import moto, so that the first call needn't."""
        with self._account.lock:
            if self._answers is None:
                from app.practice.answers import Answers

                _ = self._account.iam
                self._answers = Answers(self._account)

    def answer(self, request: Request) -> Reply:
        """The reply to a signed request; every refusal is in AWS's shape."""
        service = "sts"
        try:
            claim = sigv4.claim_of(request)
            service = claim.service
            return self._answer(request, claim)
        except AwsError as error:
            return error_reply(error, protocol_of(request, service), service)

    def _answer(self, request: Request, claim: sigv4.Claim) -> Reply:
        if claim.service not in SERVICES or request.path.startswith(MOTO_OWN):
            raise AwsError(400, "InvalidAction", "Practice doesn't have this service.")
        self.prepare()
        operation = operation_of(request, claim.service)
        name = f"{claim.service}:{operation}"
        self._state.record(name)
        self.stopping.wait(self._state.delay)
        token = request.headers.get("x-amz-security-token", "")
        holder = self._account.holder(claim.access_key_id, token)
        sigv4.verify(request, claim, holder.secret, self._state.real_now())
        self._account.note_use(holder.caller, claim.service, claim.region)
        asked = self._implied(Asked(request, holder.caller, claim.service, operation))
        reply = self._noted(asked)
        self._maybe_fail(name, after=True)
        return reply

    def _noted(self, asked: Asked) -> Reply:
        """Do it, and put it into the event history, as AWS does with what it refused too."""
        error = None
        reply = None
        try:
            self._authorize(asked)
            self._maybe_fail(asked.name, after=False)
            reply = _tidy(self._carry_out(asked))
        except AwsError as refused:
            error = refused
            raise
        finally:
            if history_record.kept(asked):
                with self._account.lock:
                    event = history_record.record(self._account, asked, reply, error)
                self._state.history.note(event)
        return reply

    def _maybe_fail(self, name: str, *, after: bool) -> None:
        error = self._state.fault(name, after=after)
        if error is not None:
            raise error

    def _implied(self, asked: Asked) -> Asked:
        """Write down the caller's own user where the call leaves it out."""
        if asked.service != "iam" or asked.operation not in OWN_USER:
            return asked
        user = self._account.user(asked.caller.principal)
        if user is None or "UserName" in asked.params():
            return asked
        return asked.with_param("UserName", user.name)

    def _authorize(self, asked: Asked) -> None:
        if asked.name in FREE:
            return
        arn = self._account.arn(asked.caller.principal)
        if arn is None:
            raise AwsError(403, "InvalidClientTokenId", "The security token is invalid.")
        resource = self._resource(asked)
        verdict = self._account.verdict(asked.caller, asked.name, resource)
        if verdict == "allow":
            return
        whys = {
            "deny": "with an explicit deny in an identity-based policy",
            "organization": "with an explicit deny in a service control policy",
            "none": f"because no identity-based policy allows the {asked.name} action",
        }
        text = (
            f"User: {arn} is not authorized to perform: {asked.name} on resource: {resource} "
            f"{whys[verdict]}"
        )
        raise AwsError(403, "AccessDenied", text)

    def _resource(self, asked: Asked) -> str:
        name = asked.params().get("UserName") if asked.service == "iam" else None
        if name is None:
            return "*"
        user = self._account.iam.users.get(name)
        return user.arn if user else f"arn:aws:iam::{self._state.account}:user/{name}"

    def _carry_out(self, asked: Asked) -> Reply:
        if asked.name == "signin:RevokeOAuth2TokenWithIAM":
            return self._revoke(asked.request, asked.caller)
        try:
            return self._own_or_moto(asked)
        except (AwsError, NotImplementedError) as error:
            raise error if isinstance(error, AwsError) else unknown_operation(asked) from None
        except Exception as error:  # noqa: BLE001 (raised again, as an AWS error)
            # moto stumbles over requests that AWS would refuse; its own text isn't for us.
            log.warning("%s: %s was raised", asked.name, type(error).__name__)
            text = "An internal error has occurred."
            raise AwsError(500, "InternalFailure", text) from None

    def _own_or_moto(self, asked: Asked) -> Reply:
        assert self._answers is not None  # noqa: S101 (prepare() made it)
        with self._account.lock:
            own = self._answers.find(asked)
            if own is not None:
                return own
            if asked.service == "signin":
                raise unknown_operation(asked)
            reply = self._account.moto.ask(asked.request, asked.service)
        kind = dict(reply.headers).get("Content-Type", "")
        if reply.status >= 400 and (not reply.body.strip() or "html" in kind):
            if asked.service == "s3" and asked.request.method == "HEAD":
                return reply  # S3's refusal of a HEAD has no body
            if "xml" not in kind and b"<Error>" not in reply.body:
                raise unknown_operation(asked)
        return reply


def unknown_operation(asked: Asked) -> AwsError:
    """AWS's answer to an operation that the service doesn't have."""
    text = f"Could not find operation {asked.operation}"
    return AwsError(400, "InvalidAction", text)


def _tidy(reply: Reply) -> Reply:
    """Without moto's CORS headers, which would let any web page read the replies."""
    kept = [(k, v) for k, v in reply.headers if not k.lower().startswith(UNWANTED)]
    if not any(k.lower() == "x-amzn-requestid" for k, _ in kept):
        kept.append(("x-amzn-requestid", request_id()))
    return Reply(reply.status, reply.body, tuple(kept))
