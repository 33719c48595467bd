"""What a rehearsal or a test may set and read while practice AWS runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.practice.above import Above
from app.practice.errors import AwsError
from app.practice.history import History

ACCOUNT = "111122223333"


@dataclass(frozen=True)
class Plant:
    """A user to be made without anyone signing in."""

    name: str
    path: str
    password: str | None = field(repr=False)
    access_keys: int


@dataclass
class Fault:
    """A reply that fails on purpose: before the call is carried out, or after it."""

    operation: str
    error: AwsError
    times: int
    after: bool


@dataclass
class State:
    """Settable while the server runs; every field may be changed from another thread.

    Attributes:
        account: the account number, twelve digits.
        root_mfa: whether the root user has MFA, as the account summary says it.
        root_keys: whether the root user has an access key.
        fast: sign-in answers at once as root, without a person at the page.
        delay: seconds added to every reply of an AWS API, sign-in's token among them.
        shift: seconds that sessions, codes and refresh tokens are older than they are,
            to rehearse that they expire. Signatures are judged by the real clock.
        root_password: stands for the root user's password; another number is another
            password, and ends what was signed in with the one before.
        calls: names such as ``iam:CreateUser``, in the order in which they arrived.
        plan: ``FREE``, ``PAID`` or, as for older accounts, empty: the account plan.
        account_name: the name that account:GetAccountInformation tells.
        organization: the management account's number of the organization that this account
            is in; empty for none.
        forbidden: actions that the organization's rules forbid to everyone in the account, its
            root user too; ``*`` and ``?`` stand for characters.
        kind: ``classic``, or ``project``: the new kind of account, where nobody is root, a
            managed role signs in, and AWS's own organization has rules.
        account_state: what account:GetAccountInformation tells, such as
            ``PENDING_ACTIVATION``; empty to leave it out, as AWS did before 2026.
        plan_status: ``NOT_STARTED``, ``ACTIVE`` or ``EXPIRED``.
        plan_credits: US dollars that are left of the credits.
        plan_ends: when a free plan ends, in seconds since 1970; None for half a year from now.
        contacts: alternate contacts, by ``BILLING``, ``OPERATIONS`` and ``SECURITY``, with AWS's
            names of their parts (``Name``, ``Title``, ``EmailAddress``, ``PhoneNumber``).
        signin_policy: by its id, what each permission statement of the sign-in policy was made
            with, such as ``{"sourceIp": "192.0.2.0/24", "excludedPrincipal": "arn:…:root"}``.
        signin_enforced: whether that policy is switched on. Practice tells it and doesn't obey.
        spent: US dollars that this month has cost, as budgets tell it.
        credit: how much of it credits have paid, which a budget may leave out.
        forecast: US dollars that the whole month will cost; None while AWS can't tell.
        above: what stands above or beside the account.
        history: who called what and when, as CloudTrail tells it.
    """

    account: str = ACCOUNT
    root_mfa: bool = True
    root_keys: bool = False
    fast: bool = False
    delay: float = 0.0
    shift: float = 0.0
    root_password: int = 1
    plan: str = "FREE"
    account_name: str = "Practice Company"
    organization: str = ""
    forbidden: tuple[str, ...] = ()
    kind: str = "classic"
    account_state: str = "ACTIVE"
    plan_status: str = "ACTIVE"
    plan_credits: float = 100.0
    plan_ends: float | None = None
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    signin_policy: dict[str, dict[str, str]] = field(default_factory=dict)
    signin_enforced: bool = False
    spent: float = 0.0
    credit: float = 0.0
    forecast: float | None = None
    above: Above = field(default_factory=Above)
    history: History = field(default_factory=History)
    calls: list[str] = field(default_factory=list)
    _faults: list[Fault] = field(default_factory=list, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _sign_out: Callable[[], None] | None = field(default=None, repr=False)
    _planter: Callable[[Plant], list[tuple[str, str]]] | None = field(default=None, repr=False)

    def now(self) -> float:
        """Seconds since 1970, by sign-in's clock."""
        return time.time() + self.shift

    @staticmethod
    def real_now() -> float:
        """Seconds since 1970, by this computer's clock."""
        return time.time()

    def sign_out_everyone(self) -> None:
        """End every session and every refresh token at once."""
        if self._sign_out is not None:
            self._sign_out()

    def plant_vendor(
        self,
        name: str = "vendor-admin",
        path: str = "/",
        *,
        password: str | None = None,
        access_keys: int = 0,
    ) -> list[tuple[str, str]]:
        """Make an administrator by hand, as the old procedure does; returns its access keys.

        Each is (id, secret). Raises RuntimeError when the server isn't running.
        """
        if self._planter is None:
            text = "practice isn't running"
            raise RuntimeError(text)
        return self._planter(Plant(name, path, password, access_keys))

    def attach(
        self,
        sign_out: Callable[[], None],
        planter: Callable[[Plant], list[tuple[str, str]]],
    ) -> None:
        """Let the server say how sessions are ended and users are made."""
        self._sign_out, self._planter = sign_out, planter

    def fail(
        self,
        operation: str,
        code: str = "ServiceFailure",
        status: int = 500,
        times: int = 1,
        *,
        message: str = "Practice was asked to fail here.",
        after: bool = False,
    ) -> None:
        """Make the next ``times`` calls of ``operation`` fail.

        ``operation`` is a name such as ``iam:CreateUser``; ``*`` stands for any.
        With ``after``, the call is carried out and only its reply is lost.
        """
        with self._lock:
            error = AwsError(status, code, message)
            self._faults.append(Fault(operation, error, times, after))

    def clear(self) -> None:
        """Forget the calls seen, and any failures still to come."""
        with self._lock:
            self.calls.clear()
            self._faults.clear()

    def record(self, operation: str) -> None:
        """Note that ``operation`` arrived."""
        with self._lock:
            self.calls.append(operation)

    def fault(self, operation: str, *, after: bool) -> AwsError | None:
        """The error that this call shall give, if any; counts it as given."""
        with self._lock:
            for fault in self._faults:
                if fault.after == after and fault.operation in (operation, "*") and fault.times:
                    fault.times -= 1
                    return fault.error
        return None
