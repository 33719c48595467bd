"""The one place that starts moto: an empty account, and a door to its services.

moto's registries are global, keyed by account number. Only practice's own account is touched,
so that other users of moto in the same process (tests with ``mock_aws``) aren't disturbed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moto.core.base_backend import BackendDict
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sts.models import sts_backends

from app.practice.iam_backend import PracticeIAM
from app.practice.state import State
from app.practice.wire import Reply, Request

if TYPE_CHECKING:
    from moto.sts.models import AssumedRole

_dispatcher = DomainDispatcherApplication(create_backend_app)


def empty_account(state: State) -> PracticeIAM:
    """Forget everything in the account and give it our own IAM."""
    for services in list(BackendDict._instances):  # noqa: SLF001 (moto has no public list)
        services.pop(state.account, None)
    backend = PracticeIAM("aws", state.account)
    backend.state = state
    iam_backends[state.account]["aws"] = backend
    return backend


def role_session(account: str, access_key_id: str) -> AssumedRole | None:
    """The session that AssumeRole gave this access key to."""
    return sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key_id)


def ask_moto(request: Request, account: str) -> Reply:
    """Let moto answer ``request``. Whatever moto raises for what it lacks passes through."""
    environ = dict(request.environ)
    environ["wsgi.input"] = io.BytesIO(request.body)
    environ["CONTENT_LENGTH"] = str(len(request.body))
    environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
    seen: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> Any:
        seen["status"], seen["headers"] = int(status.split()[0]), headers

    parts: Iterable[bytes] = _dispatcher(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return Reply(seen["status"], body, tuple(seen["headers"]))
