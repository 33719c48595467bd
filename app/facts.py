"""All that is known of a customer's journeys, without a secret, and what of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Facts:
    """All that is known in this run. Never holds a secret."""

    # What the customer said; kept in the data directory.
    have_account: bool = False
    waiting_since: str = ""  # ISO 8601, UTC: signed up then, and AWS is to activate the account
    ticks: tuple[str, ...] = ()  # names of sub-steps ticked, e.g. "account.3"
    page: str = ""  # the step that was on the screen last
    mfa_said: bool = False
    mfa_put_off: bool = False  # "later", on the page for it
    # Who can get root's MFA back should the phone be lost: for the recovery sheet. No secret.
    keeper_phone: str = ""
    keeper_mailbox: str = ""
    recovery_number: str = ""  # the telephone that AWS would call
    user_name: str = ""
    permission: str = ""  # ARN of the policy
    require_mfa: bool = False
    change_password: bool = False  # the vendor has to, at the first sign-in
    rights_later: bool = False  # the rights are given only once the vendor has signed in
    end_date: str = ""  # YYYY-MM-DD: the last day of the vendor, by this computer; "" for none
    folder: str = ""
    mfa_later: bool = False  # "make it without MFA, I'll do it later", in so many words
    mfa_due: str = ""  # YYYY-MM-DD: the day by which it was promised, by this computer
    handover: str = ""  # id of the hand-over's record, once the user and the zip are made
    vendor_chosen: bool = False  # a vendor's file was, and no user has been made by it yet
    channels: tuple[str, ...] = ()  # by which this vendor can receive; none: as its profile says
    file_channel: str = ""
    file_sent: bool = False
    password_channel: str = ""
    password_sent: bool = False
    budget: str = ""  # "made" or "skipped"
    budget_amount: int = 0  # US dollars a month, as typed; 0 where nothing was
    budget_email: str = ""  # where the alerts go
    budget_confirmed: bool = False  # the link in AWS's mail has been opened
    ways_in: int = 0  # others that the last review found, and that nobody has decided on yet
    known_account: str = ""  # whose MFA and budget that is: root of it signed in last
    contract: str = ""  # "A" (maintenance), "B" (handover) or "open" (not decided yet)
    record_kept: str = ""  # id of the hand-over whose file has been saved for a successor
    # What this run has seen; never kept.
    account: str = ""  # twelve digits, once signed in
    is_root: bool = False
    root_mfa: bool | None = None  # None: not known yet
    root_keys: bool | None = None
    activated: bool | None = None  # AWS has opened the account for use
    revoke_user: str = ""  # the user's UserId
    revoke_name: str = ""
    revoke_mode: str = ""  # "reduce", "disable" or "delete"
    reduce_rights: tuple[str, ...] = ()  # ARNs of what the vendor is left with
    reduce_mfa: bool = False
    confirmed: bool = False
    revoked: bool = False
    shut_out: bool = False  # the last look saw that everything is denied to the user
    reviewed: bool = False  # what else could let somebody in was looked at, or skipped
    undecided: bool = False  # that page was left with something to decide, or skipped

    def but(self, **changes: object) -> Facts:
        """A copy with `changes`."""
        return replace(self, **changes)  # type: ignore[arg-type]


SEEN_ONLY = frozenset(
    {
        "account",
        "is_root",
        "root_mfa",
        "root_keys",
        "activated",
        "revoke_user",
        "revoke_name",
        "revoke_mode",
        "reduce_rights",
        "reduce_mfa",
        "confirmed",
        "revoked",
        "shut_out",
        "reviewed",
        "undecided",
    }
)
# What isn't known any more once nobody is signed in.
SIGNED_OUT: dict[str, object] = {
    "account": "",
    "is_root": False,
    **dict.fromkeys(("root_mfa", "root_keys", "activated")),
}
# Root was seen to have MFA, so there is an account, and what was put off is done.
SECURED: dict[str, object] = {
    "have_account": True,
    "waiting_since": "",
    "mfa_said": True,
    "root_mfa": True,
    "mfa_later": False,
    "mfa_put_off": False,
    "mfa_due": "",
}
# What belongs to one account: another that signs in begins without it.
ACCOUNTS_OWN = ("mfa_later", "mfa_due", "budget", "budget_confirmed", "ways_in")
KEPT = tuple(f.name for f in fields(Facts) if f.name not in SEEN_ONLY)
