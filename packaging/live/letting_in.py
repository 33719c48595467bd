"""The steps up to the budget: signing in, the vendor's user, its first sign-in, a new package."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app import budget, grant, handover, revoke, signin, users
from app.grant import READ_ONLY, Wish
from app.handover_act import sign_in_url
from app.handoverfile import Handover
from app.plan import apply
from app.troubles import Trouble
from live.walk import USER, VENDOR, Refused, Walk

WATCH_SECONDS, LOOK_SECONDS = 180.0, 5.0
AMOUNT = 100  # US dollars; only a limit for alerts


def sign_in(walk: Walk) -> None:
    """Sign in as root, and have the account confirmed by its number."""
    walk.must_agree("sign_in", "Open AWS's sign-in in your browser, for its root user?")
    attempt = signin.start(walk.settings, walk.fresh())
    try:
        link = attempt.url or attempt.paste_url
        walk.asker.say(f"If no browser opens, open this yourself:\n  {link}")
        walk.opens(link)
        if not attempt.url:
            attempt.paste(walk.asker.types("paste", "Paste the code that the browser shows:"))
        session = attempt.wait(walk.token)
    finally:
        attempt.close()
    who = session.identity
    walk.know(who.account, who.arn, who.name)
    if not who.is_root:
        walk.asker.say(f"That isn't the root user, but {who.arn}. It has been signed out again.")
        raise Refused
    walk.alone = session
    walk.asker.say(f"Signed in as root of account {who.account} {who.name}".rstrip())
    text = "A user is made in it and deleted again. If it's yours to try, type its number:"
    if walk.asker.types("account", text) != who.account:
        session.sign_out(walk.fresh())
        walk.alone = None
        raise Refused


def look(walk: Walk) -> None:
    """Only reads: what the account says of itself, and what a killed walk left in it."""
    clients = walk.session.clients
    summary = clients.call("iam", "get_account_summary")["SummaryMap"]
    walk.measure("root_mfa", bool(summary.get("AccountMFAEnabled")))
    for name, key in (("users_quota", "UsersQuota"), ("keys_quota", "AccessKeysPerUserQuota")):
        walk.measure(name, int(summary.get(key, 0)) or "not told")
    with trying(walk, "root_device"):
        devices = clients.pages("iam", "list_mfa_devices", "MFADevices")
        walk.measure("root_device", form_of([str(one["SerialNumber"]) for one in devices]))
    with trying(walk, "organization"):
        clients.call("organizations", "describe_organization")
        walk.measure("organization", "in one")
    _take_up(walk)


def form_of(serials: list[str]) -> str:
    """Of which form serials are, without what is in them."""
    forms = {
        ":mfa/root-account-mfa-device": "an ARN, mfa/root-account-mfa-device",
        ":mfa/": "an ARN, mfa/ and a name",
        ":u2f/": "an ARN, u2f/",
    }
    found = {next((say for part, say in forms.items() if part in one), "other") for one in serials}
    return "; ".join(sorted(found)) or "none listed"


@contextmanager
def trying(walk: Walk, name: str) -> Iterator[None]:
    """A read that may be refused: its code is a figure, too."""
    try:
        yield
    except Trouble as trouble:
        walk.measure(name, trouble.aws_code or trouble.kind.code)


def _take_up(walk: Walk) -> None:
    """Users of a walk that was killed: offered to be deleted."""
    clients = walk.session.clients
    for user in users.list_users(clients, walk.fresh()):
        seen = users.find_by_name(clients, user.name) if user.ours else None
        if seen is None or seen.vendor != VENDOR:
            continue
        text = f"An earlier walk left the user “{seen.name}” here. Delete it?"
        if walk.asker.agrees("leftover", text):
            revoke.carry_out(
                walk.session, seen.user_id, revoke.DELETE, walk.records, walk.fresh(), seen.name
            )


def create(walk: Walk) -> None:
    """The vendor's user, who may only look, and its zip."""
    session = walk.session
    taken = grant.names(session.clients, walk.fresh())
    name = grant.free_name(USER, taken)
    wish = Wish(user_name=name, policy_arn=READ_ONLY, vendor=VENDOR, change_password=True)
    plan = grant.plan(wish, grant.look(session.clients, name, walk.token))
    walk.know(name)
    walk.asker.say("This will be done in the account, and taken back at the end:")
    walk.show(plan)
    walk.must_agree("create", "Do it?")
    walk.making = True
    made = handover.create(
        session, wish, packages(walk), walk.records, walk.settings, walk.fresh(), plan
    )
    _made(walk, made)


def packages(walk: Walk) -> Path:
    """Where the zips go."""
    folder = walk.folder / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _made(walk: Walk, made: Handover) -> None:
    walk.handover = made
    walk.know(made.id, made.user_id, made.zip_path, made.user_name)
    said = handover.passphrase(walk.settings, made)
    walk.know(said, said.replace("-", ""), said.replace(" ", ""))
    walk.asker.say(
        f"The zip: {made.zip_path}\nIts passphrase: {said}\n"
        f"The vendor signs in at {sign_in_url(walk.session.identity.account, walk.settings)}"
    )


def first_sign_in(walk: Walk) -> None:
    """The person is the vendor for a moment; then it is watched for."""
    walk.user()
    walk.must_agree("first_sign_in", "Will you sign in as the vendor, in a private window?")
    walk.asker.waits("vendor_in", "Sign in with what is in the zip, and leave the window open.")
    began = time.monotonic()
    if _seen(walk, lambda one: bool(one.last_used)):
        walk.measure("seconds_until_sign_in_seen", round(time.monotonic() - began))
    else:
        walk.measure("seconds_until_sign_in_seen", f"not within {WATCH_SECONDS:.0f}")


def _seen(walk: Walk, good: Callable[[Handover], bool]) -> bool:
    token, end = walk.fresh(), time.monotonic() + WATCH_SECONDS
    while time.monotonic() < end:
        walk.handover = handover.check(walk.session, walk.user(), walk.records, token)
        if good(walk.handover):
            return True
        token.wait(LOOK_SECONDS)
    return False


def reissue(walk: Walk, question: str = "reissue") -> None:
    """A new password, zip and passphrase."""
    old = walk.user()
    walk.must_agree(question, "Make a new password and a new zip? The old ones end with that.")
    again = handover.reissue(
        walk.session, old, packages(walk), walk.records, walk.settings, walk.fresh()
    )
    _made(walk, again)


def limit(walk: Walk) -> None:
    """A budget with alerts; one that is there already is left alone."""
    clients, account = walk.session.clients, walk.session.identity.account
    present = budget.existing(clients, account, walk.fresh())
    walk.measure("budgets_before", len(present))
    if budget.NAME in present:
        walk.asker.say(f"There is a budget “{budget.NAME}” already. It is left as it is.")
        raise Refused
    email = walk.asker.types("email", "Where shall a budget's alerts go? Enter for no budget:")
    if not budget.good_email(email):
        raise Refused
    walk.know(email, email.partition("@")[0])
    plan = budget.plan(account, AMOUNT, email, present)
    walk.show(plan)
    walk.must_agree("budget", "Do it?")
    walk.budget = plan
    walk.budget = apply(plan, clients, walk.fresh())
    for one in _budgets(clients, account):
        if one["BudgetName"] == budget.NAME:
            walk.measure("budget_unit", unit_of(one))


def _budgets(clients: Any, account: str) -> list[Any]:
    found: list[Any] = clients.pages("budgets", "describe_budgets", "Budgets", AccountId=account)
    return found


def unit_of(one: Any) -> str:
    """A budget's currency, if it is one of the two that are looked for."""
    unit = str(one.get("BudgetLimit", {}).get("Unit", ""))
    return unit if unit in {"USD", "JPY"} else "another"
