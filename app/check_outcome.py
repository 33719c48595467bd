"""What a check answers, and what it has to look with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.clients import Clients
from app.messages import Message
from app.work import Token

GOOD, MUST, ADVISED, UNKNOWN = "good", "must", "advised", "unknown"


@dataclass(frozen=True)
class Outcome:
    """How one check stands.

    `state` is "good", "must" (to be done before anybody is let in), "advised" or "unknown".
    `word` is a word or two, `advice` says what it means and what to do. `fix` names what puts it
    right: "", "open_mfa", "open_keys", "wait", "upgrade", "contacts" or "policy".
    `detail` has figures for the page: "plan" (an `AccountPlan`), "ends" (date) and "credits"
    (Decimal) of account_plan; "contacts" (dict of kind to `Contact` or None) and "missing" (kinds)
    of contacts; "statements" (a number), "enforced" (bool) and "addresses" (networks) of
    signin_policy; "owner" (account number) of organization.
    """

    check: str
    state: str
    word: Message
    advice: Message | None = None
    fix: str = ""
    detail: Mapping[str, object] = field(default_factory=dict, hash=False)


class Sight:
    """One look at an account. What several checks need is asked for once."""

    def __init__(self, clients: Clients, account: str, token: Token) -> None:
        self.clients = clients
        self.account = account
        self.token = token

    @cached_property
    def summary(self) -> Mapping[str, int]:
        """IAM's figures of the account. Raises `Trouble`.

        https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
        """
        found: Mapping[str, int] = self.clients.call("iam", "get_account_summary")["SummaryMap"]
        return found
