"""The one place that starts moto: an empty account, and a door to its services.

moto's registries are global, keyed by account number. Only practice's own account is touched,
so that other users of moto in the same process (tests with ``mock_aws``) aren't disturbed; and
each running practice puts its own services there while it asks moto, so that several don't mix.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from moto.budgets.models import budgets_backends
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sts.models import sts_backends

from app.practice.ambience import ambient, nothing_ambient
from app.practice.iam_backend import PracticeIAM
from app.practice.state import State
from app.practice.wire import Reply, Request

if TYPE_CHECKING:
    from moto.sts.models import AssumedRole

Headers = list[tuple[str, str]]
_turn = threading.RLock()
_settled: set[str] = set()  # services that have read their settings, which they do once


class _Dispatcher(DomainDispatcherApplication):
    """moto's own lists the folder that it is installed in at every call, to know whose it is."""

    def __init__(self) -> None:
        super().__init__(create_backend_app)
        self._known: dict[str | None, Any] = {}

    def get_backend_for_host(self, host: str | None) -> Any:
        """The service of that host."""
        if host not in self._known:
            self._known[host] = super().get_backend_for_host(host)
        return self._known[host]


_dispatcher = _Dispatcher()


def _take_names(known: Iterable[Any], account: str) -> dict[str, Any]:
    """The names of an account's buckets out of S3's own list of whose each is.

    moto looks there for a bucket that the account hasn't got: it would ask the account again, for
    ever.
    """
    taken: dict[str, Any] = {}
    for services in known:
        owners = getattr(services, "bucket_accounts", {})
        ours = [name for name, (_partition, owner) in owners.items() if owner == account]
        taken.update((name, owners.pop(name)) for name in ours)
    return taken


class MotoAccount:
    """moto's services with practice's account in them. Empty when made."""

    _present: ClassVar[MotoAccount | None] = None

    def __init__(self, state: State) -> None:
        self._number = state.account
        self._away: list[tuple[Any, Any]] = []  # our services while another practice is present
        self._buckets: dict[str, Any] = {}  # and whose our buckets' names are, likewise
        self.iam = PracticeIAM("aws", state.account)
        self.iam.state = state
        # For a page that practice hasn't got, moto keeps a list of all that was ever made: of its
        # 1,500 policies of AWS's own anew for each account, long after that is gone.
        reset_model_data()

    def _come(self) -> None:
        """Make moto's registries show our services; the caller holds ``_turn``."""
        present = MotoAccount._present
        if present is not self:
            known: list[Any] = list(BackendDict.__dict__["_instances"])  # moto has no public list
            leaving = [(services, services.pop(self._number, None)) for services in known]
            names = _take_names(known, self._number)
            if present is not None:
                present._away = [one for one in leaving if one[1] is not None]  # noqa: SLF001
                present._buckets = names  # noqa: SLF001
            for services, ours in self._away:
                services[self._number] = ours
            for services in known:
                getattr(services, "bucket_accounts", {}).update(self._buckets)
            MotoAccount._present = self
        iam_backends[self._number]["aws"] = self.iam

    def role_session(self, access_key_id: str) -> AssumedRole | None:
        """The session that AssumeRole gave this access key to."""
        with _turn:
            self._come()
            return sts_backends[self._number]["aws"].get_assumed_role_from_access_key(access_key_id)

    def budgets(self) -> list[dict[str, Any]]:
        """The account's budgets, as moto keeps them."""
        with _turn:
            self._come()
            return list(budgets_backends[self._number]["aws"].describe_budgets(self._number))

    def ask(self, request: Request, service: str) -> Reply:
        """Let moto answer ``request``. Whatever moto raises for what it lacks passes through."""
        environ = dict(request.environ)
        environ["wsgi.input"] = io.BytesIO(request.body)
        environ["CONTENT_LENGTH"] = str(len(request.body))
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = self._number
        with _turn:
            self._come()
            if service in _settled and not ambient():
                return _called(environ)
            with nothing_ambient():
                reply = _called(environ)
            _settled.add(service)
            return reply


def _called(environ: dict[str, Any]) -> Reply:
    """Moto's reply, read whole."""
    seen: dict[str, Any] = {}

    def start_response(status: str, headers: Headers, _error: object = None) -> None:
        seen["status"], seen["headers"] = int(status.split(maxsplit=1)[0]), headers

    parts: Iterable[bytes] = _dispatcher(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return Reply(seen["status"], body, tuple(seen["headers"]))
