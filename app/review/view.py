"""One view of the account, for all checks of a review. What several need is read once.

A read that failed fails for each check that needs it, without being made again: each says then
that it couldn't look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from app.clients import Clients
from app.messages import Message
from app.regional import Region
from app.review import identities as identities_of
from app.review import report_rows
from app.review.documents import SERVICE, plain, statements
from app.review.finding import Unseen, together
from app.review.identities import Holder, Identities
from app.review.report_rows import Report
from app.troubles import Trouble
from app.work import Token

if TYPE_CHECKING:
    from app.review.baseline import Baseline
    from app.review.blocks import Blocks
    from app.review.start import Start

T = TypeVar("T")


@dataclass(frozen=True)
class Vendor:
    """Who was let in. `handed_over` is when, by the vendor record; None where there is none."""

    user_id: str = ""
    name: str = ""
    handed_over: datetime | None = None


@dataclass(frozen=True)
class Sweeping:
    """A report: the Region `region`, number `number` of `total`, is looked at by a check."""

    check: str
    region: str
    number: int
    total: int


class View:
    """What checks look with. `since` is when the revocation began, by AWS's clock, if one did."""

    def __init__(
        self,
        clients: Clients,
        account: str,
        token: Token,
        *,
        vendor: Vendor | None = None,
        baseline: Baseline | None = None,
        since: datetime | None = None,
    ) -> None:
        self.clients, self.account, self.token = clients, account, token
        self.vendor = vendor or Vendor()
        self.baseline, self.since = baseline, since
        self.blocks: Blocks | None = None  # Aikagi's own, by this computer's records
        self.start: Start | None = None  # what the revocation found, where one began
        self.check = ""  # the name of the one that looks now
        self._read: dict[str, object] = {}

    def once(self, name: str, read: Callable[[], T]) -> T:
        """What `read` gives, read once under that name. Raises its `Trouble`, each time."""
        if name not in self._read:
            self.token.check()
            try:
                self._read[name] = read()
            except Trouble as trouble:
                self._read[name] = trouble
        found = self._read[name]
        if isinstance(found, Trouble):
            raise found
        return cast("T", found)

    def ask(self, service: str, operation: str, **parameters: object) -> Any:
        """The reply of a global operation, read once for the same parameters. Raises `Trouble`."""
        name = f"{service}:{operation}:{sorted(parameters.items())}"
        return self.once(name, lambda: self.clients.call(service, operation, **parameters))

    def list(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items of a global listing that has pages, read once. Raises `Trouble`."""
        name = f"{service}:{operation}:{key}:{sorted(parameters.items())}"
        return self.once(name, lambda: self.clients.pages(service, operation, key, **parameters))

    @property
    def identities(self) -> Identities:
        """Users, groups, roles and the account's own policies. Raises `Trouble`."""
        return self.once("identities", lambda: identities_of.read(self.clients))

    @property
    def summary(self) -> Mapping[str, int]:
        """IAM's figures of the account. Raises `Trouble`.

        https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
        """
        return cast("Mapping[str, int]", self.ask("iam", "get_account_summary")["SummaryMap"])

    @property
    def report(self) -> Report:
        """IAM's list of everybody's keys and passwords, up to four hours old. Raises `Trouble`."""
        return self.once("report", lambda: report_rows.read(self.clients, self.token))

    @property
    def moment(self) -> datetime | None:
        """When the account was handed over, by AWS's clock; None where that isn't known."""
        return self.baseline.taken if self.baseline else self.vendor.handed_over

    def later(self, when: datetime | None) -> bool | None:
        """Whether that was after the hand-over; None where it can't be told."""
        if when is None or self.moment is None:
            return None
        return when > self.moment

    def others(self) -> tuple[Holder, ...]:
        """Every user but the vendor's own. Raises `Trouble`."""
        return tuple(u for u in self.identities.users if u.id != self.vendor.user_id)

    def trusting(self, service: str) -> tuple[Holder, ...]:
        """The roles whose trust policy names that service, such as "rolesanywhere.amazonaws.com".

        Without one the service can give nobody a session here. Raises `Trouble`, `Unreadable`.
        """
        return tuple(
            role
            for role in self.identities.roles
            if any(
                statement.allows
                and service in {plain(one) for one in statement.principals_of(SERVICE)}
                for statement in statements(role.trust)
            )
        )

    def is_new(self, kind: str, key: str, created: datetime | None = None) -> bool | None:
        """Whether it has appeared since the hand-over; None where that can't be told.

        `kind` is a table of the baseline ("user", "role", "saml" …), `key` its name there.
        """
        if self.baseline is not None and self.baseline.knows(kind):
            return not self.baseline.has(kind, key)
        if created is not None and self.vendor.handed_over is not None:
            return created > self.vendor.handed_over
        return None

    # --- Regions -----------------------------------------------------------------------------
    @property
    def regions(self) -> tuple[str, ...]:
        """The Regions that are switched on in this account. Raises `Trouble`.

        https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
        """
        found = self.list(
            "account",
            "list_regions",
            "Regions",
            RegionOptStatusContains=["ENABLED", "ENABLED_BY_DEFAULT"],
        )
        return tuple(sorted(region["RegionName"] for region in found))

    def everywhere(
        self, row: str, what: Message, read: Callable[[Region], Iterable[T]]
    ) -> Iterator[T | Unseen]:
        """What `read` yields in each Region that is switched on, and `Unseen` where it failed.

        `row` and `what` say what wasn't seen there. What couldn't be seen for the same reason in
        several Regions is said once, at the end, with all of their names. Nothing is said of a
        Region in which AWS doesn't offer the service and nobody answers. Reports `Sweeping`.
        Raises `Trouble` where the Regions can't be listed or the session is over, and `Cancelled`.
        """
        regions = self.regions
        unseen: list[Unseen] = []
        for number, name in enumerate(regions, start=1):
            self.token.check()
            self.token.report(Sweeping(self.check, name, number, len(regions)))
            try:
                for one in read(self.clients.at(name)):
                    if isinstance(one, Unseen):
                        unseen.append(replace(one, region=name))
                    else:
                        yield one
            except Trouble as trouble:
                if trouble.kind.sign_in_again:
                    raise
                unseen.append(Unseen(row, what, trouble, region=name))
            finally:
                self.clients.forget(name)
        yield from together(one for one in unseen if not (one.trouble and one.trouble.not_offered))
