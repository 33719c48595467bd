"""The one place that makes AWS clients.

Nothing of this computer's AWS set-up is used: no profile, no shared file, no instance role, no
model or plugin of somebody's own, no `AWS_*` variable (`AWS_ENDPOINT_URL` and `AWS_CA_BUNDLE` among
them), neither to decide anything nor in a header. What counts is the session that the customer
signed in to, and the endpoint that the command line named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from botocore import UNSIGNED
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES, ConstantProvider
from botocore.credentials import CredentialProvider, CredentialResolver
from botocore.exceptions import BotoCoreError, ClientError
from botocore.handlers import add_recursion_detection_header
from botocore.loaders import Loader
from botocore.parsers import ResponseParserError
from botocore.plugin import PluginContext, reset_plugin_context, set_plugin_context
from botocore.session import Session
from botocore.utils import get_environ_proxies

from app import __version__, clock, ended, genuine, replies, standin
from app.clientshelf import Shelf, offered
from app.regional import Region
from app.settings import DEFAULT_REGION
from app.tls import httpsession
from app.troubles import PROXY, Trouble, from_error

CONNECT_SECONDS = 10
READ_SECONDS = 30
ATTEMPTS = 4
FILES = ("config_file", "credentials_file", "profile")
AGENT = f"Aikagi/{__version__}"  # botocore's own tells AWS_EXECUTION_ENV
SIGN_IN = "signin"

# The last is none of botocore's own, and its text quotes the reply.
FAILURES = (ClientError, BotoCoreError, ResponseParserError)

Credentials = Callable[[], Any]


class _OnlyThese(CredentialProvider):
    """A credential provider for one session: what `load` gives, and nothing of the computer's."""

    METHOD = "aikagi"
    CANONICAL_NAME = "aikagi"

    def __init__(self, load: Credentials) -> None:
        super().__init__()
        self._load = load

    def load(self) -> Any:
        return self._load()


def _session(credentials: Credentials | None) -> Session:
    """A botocore session that uses no file and no variable of this computer."""
    session = Session()
    store = session.get_component("config_store")
    for name, (_, _, default, _) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items():
        value = None if name in FILES else default
        store.set_config_provider(name, ConstantProvider(value))
    session.register_component(
        "data_loader", Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    )
    # It puts variables into a header. The stubs ask for a handler of another shape.
    session.unregister("before-call", cast("Any", add_recursion_detection_header))
    providers: list[CredentialProvider] = [_OnlyThese(credentials)] if credentials else []
    session.register_component("credential_provider", CredentialResolver(providers))
    return session


@contextmanager
def _no_plugins() -> Iterator[None]:
    """Make clients without the code that BOTOCORE_EXPERIMENTAL__PLUGINS may name."""
    before = set_plugin_context(PluginContext(plugins="DISABLED"))
    try:
        yield
    finally:
        reset_plugin_context(before)


@dataclass(frozen=True)
class Glimpse:
    """What came back for one small request: the status, and headers with lower-case names."""

    status: int
    headers: Mapping[str, str]


def glimpse(url: str, *, stand_in: bool, seconds: float) -> Glimpse:
    """GET `url` unsigned, by the way that every call takes: trust store, proxies, no redirects.

    `stand_in`: it isn't AWS, so no proxy is in between. `seconds` bounds each wait. The body isn't
    read. Raises `Trouble`.
    """
    proxies = {} if stand_in else get_environ_proxies(url)
    wait: Any = (seconds, seconds)  # for the connection, for the answer; the stubs know neither
    way = httpsession.URLLib3Session(verify=True, proxies=proxies, timeout=wait)
    headers = {"User-Agent": AGENT, "Cache-Control": "no-cache"}
    try:
        reply = way.send(AWSRequest("GET", url, headers, stream_output=True).prepare())
    except BotoCoreError as error:
        raise from_error(error) from None
    else:
        reply.raw.close()
        found = {name.lower(): str(value) for name, value in reply.headers.items()}
        return Glimpse(int(reply.status_code), found)
    finally:
        way.close()


class Clients:
    """Every AWS call of one session. Safe to use from several threads.

    `endpoint` stands in for AWS when it is not ""; `credentials` gives botocore's credentials,
    or None for calls that are not signed. `region` is the one of the sign-in, for as long as that
    lasts (https://github.com/aws/aws-cli/issues/10613); nothing else goes there by default.
    """

    def __init__(
        self,
        endpoint: str = "",
        credentials: Credentials | None = None,
        region: str = DEFAULT_REGION,
    ) -> None:
        self._endpoint = endpoint
        self._region = region
        self._session = _session(credentials)
        self._signed = credentials is not None
        self._shelf = Shelf(lambda service, region: self.create(service, region_name=region))
        self.when_ended: Callable[[], None] = lambda: None
        """Called when AWS says that the session is over."""
        self.skew = 0.0
        """Seconds by which AWS's clock was ahead of this computer's at the last reply."""
        self.since = clock.here()

    def close(self) -> None:
        """Forget credentials and clients: every later call is a `Trouble` (NOT_SIGNED_IN)."""
        self._shelf.close()
        self._session = _session(None)

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """Make one call and return its reply as a dict. Raises `Trouble`."""
        return self.ask(self.client(service), operation, parameters)

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items under `key` of a listing, from every page. Raises `Trouble`."""
        return self.turn(self.client(service), operation, key, parameters)

    def at(self, region: str) -> Region:
        """The same session's calls, to another Region."""
        return Region(self, region)

    def ask(self, client: Any, operation: str, parameters: Mapping[str, object]) -> Any:
        """The reply of one of `client`'s operations. Raises `Trouble`."""
        with self._failing():
            reply = replies.checked(getattr(client, operation)(**parameters), client, operation)
        self._note_clock(reply)
        return reply

    def turn(
        self, client: Any, operation: str, key: str, parameters: Mapping[str, object]
    ) -> list[Any]:
        """All items under `key` from every page; the pages themselves where `key` is "".

        Raises `Trouble`.
        """
        with self._failing():
            pages = client.get_paginator(operation).paginate(**parameters)
            found = (replies.checked(page, client, operation) for page in pages)
            return [*replies.items(found, key)]

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Turn what a call raises into a `Trouble`."""
        try:
            yield
        except FAILURES as error:
            raise self._trouble(error) from None
        except replies.SENSELESS as error:
            raise replies.odd(type(error).__name__) from None

    def now(self) -> datetime:
        """The time by AWS's clock, as far as its last reply told it."""
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + self.skew, UTC)

    def client(self, service: str, region: str = "") -> Any:
        """The botocore client of a service, made once; where AWS is asked by default, or there."""
        return self._shelf.get(service, region)

    def forget(self, region: str) -> None:
        """Let go of the clients that calls to that Region have left; a later call makes its own."""
        self._shelf.forget(region)

    def offers(self, service: str, region: str) -> bool | None:
        """Whether AWS offers a service there; None where this program's list doesn't tell."""
        return offered(self._session.get_available_regions, service, region)

    def create(
        self, service: str, config: Config | None = None, region_name: str | None = None
    ) -> Any:
        """A new botocore client. Also what botocore's own refresher makes its client with."""
        own = Config(
            retries={"mode": "standard", "max_attempts": ATTEMPTS},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            ignore_configured_endpoint_urls=True,  # type: ignore[call-arg]  # the stubs are older
            # A stand-in on this computer is never behind the company's proxy.
            proxies={} if self._endpoint else None,
            signature_version=None if self._signed else UNSIGNED,
            user_agent=AGENT,
        )
        with _no_plugins():
            made = self._session.create_client(
                service,
                region_name=region_name or (self._region if service == SIGN_IN else DEFAULT_REGION),
                endpoint_url=self._endpoint or None,
                config=own.merge(config) if config else own,
                verify=True,
            )
        made.meta.events.register("before-parse", genuine.check, unique_id="aikagi-genuine")
        return standin.keep(made) if self._endpoint else made

    def _trouble(self, error: Exception) -> Trouble:
        if isinstance(error, ResponseParserError):  # a filter's page in the place of AWS's reply
            return Trouble(PROXY, detail=type(error).__name__, uncertain=True)
        # Where the sign-in couldn't be renewed on the way to this call, the cause is AWS's answer.
        for said in (error, error.__cause__):
            self._note_clock(getattr(said, "response", None) or {})  # None where none came
        trouble = from_error(error)
        if self._signed:
            trouble = ended.why(trouble, self.skew, clock.here() - self.since)
        if trouble.kind.sign_in_again:
            self.when_ended()
        return trouble

    def _note_clock(self, reply: Mapping[str, Any]) -> None:
        headers = reply.get("ResponseMetadata", {}).get("HTTPHeaders", {})
        skew = clock.skew_of(headers["date"]) if "date" in headers else None
        if skew is not None:
            self.skew = skew
