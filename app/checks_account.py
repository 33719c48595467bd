"""Checks of the account itself: is it open, will it stay open, and whom does AWS write to."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce

from app import accountplan, contacts
from app.accountplan import FREE, PAID, AccountPlan
from app.check_outcome import ADVISED, GOOD, MUST, UNKNOWN, Outcome, Sight
from app.messages import Message, msg

ACTIVE = "ACTIVE"
SOON = timedelta(days=60)  # a free plan that ends within them can't wait

_CLOSED_FOR_NOW: dict[str, tuple[Message, Message, str]] = {
    "PENDING_ACTIVATION": (
        msg("Waiting for AWS"),
        msg(
            "AWS hasn't opened the account yet. It takes some minutes, at most 24 hours; then AWS "
            "sends a mail. Look in the spam folder too, then check again."
        ),
        "wait",
    ),
    "SUSPENDED": (
        msg("Suspended"),
        msg(
            "AWS has stopped the account, most often because a bill wasn't paid. Look at AWS's "
            "mails and at “Payments” in AWS, pay what is open, and ask AWS Support."
        ),
        "",
    ),
    "CLOSED": (
        msg("Closed"),
        msg(
            "The account was closed. For 90 days AWS Support can open it again; then all of it is "
            "deleted. Ask AWS Support, or open another account."
        ),
        "",
    ),
}


def activated(sight: Sight) -> Outcome:
    """Whether AWS has opened the account for use.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetAccountInformation.html
    """
    reply = sight.clients.call("account", "get_account_information")
    state = str(reply.get("AccountState", ""))
    if state == ACTIVE:
        return Outcome("activated", GOOD, msg("Active"), msg("AWS has opened the account for use."))
    if state in _CLOSED_FOR_NOW:
        word, advice, fix = _CLOSED_FOR_NOW[state]
        return Outcome("activated", MUST, word, advice, fix)
    silent = msg(
        "AWS doesn't say whether the account is open for use. If no mail from AWS says that it is "
        "still waiting, go on."
    )
    return Outcome("activated", UNKNOWN, msg("AWS doesn't say"), silent)


def plan_of_account(sight: Sight) -> Outcome:
    """Whether the account is on the plan that stays."""
    plan = accountplan.read(sight.clients, sight.token)
    detail: dict[str, object] = {"plan": plan, "ends": plan.ends, "credits": plan.credits}
    state, word, advice, fix = _of_plan(plan, sight.clients.now().astimezone().date())
    return Outcome("account_plan", state, word, advice, fix, detail)


def _of_plan(plan: AccountPlan, today: date) -> tuple[str, Message, Message, str]:
    if plan.kind == PAID:
        return GOOD, msg("Paid plan"), _STAYS, ""
    if plan.kind == FREE and plan.ended:
        return MUST, msg("The free plan has ended"), _ENDED, "upgrade"
    if plan.kind == FREE:
        soon = plan.ends is not None and plan.ends - today < SOON
        return MUST if soon else ADVISED, _free(plan), _closes(plan), "upgrade"
    if plan.kind:
        return UNKNOWN, msg("Unknown plan"), _NEW_PLAN, ""
    return GOOD, msg("No plan"), _OLD, ""


_STAYS = msg(
    "The account stays open as long as the bills are paid. What AWS gave as credits is used first."
)
_ENDED = msg(
    "AWS closes the account. For 90 days it can still be kept by changing to the paid plan; after "
    "that, everything in it is deleted."
)
_NEW_PLAN = msg("The account has a plan that Aikagi doesn't know. Look at “Billing” in AWS.")
_OLD = msg(
    "AWS has no plan for this account, as with accounts opened before July 2025. It doesn't close "
    "by itself."
)


def _free(plan: AccountPlan) -> Message:
    """The free plan, with the day on which it closes the account, where AWS tells."""
    if plan.ends is None:
        return msg("Free plan")
    return msg("Free plan, until {day}", day=plan.ends)


def _closes(plan: AccountPlan) -> Message:
    """What becomes of an account on the free plan, with the figures that AWS tells.

    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
    """
    return msg("{when} {then}", when=_when(plan), then=_THEN)


def _when(plan: AccountPlan) -> Message:
    day = plan.ends
    amount = f"{plan.credits:.2f}" if plan.credits is not None else ""
    if day and amount:
        return msg(
            "AWS closes this account on {day}, or sooner if the credits (now {amount} US dollars) "
            "are used up.",
            day=day,
            amount=amount,
        )
    if day:
        return msg(
            "AWS closes this account on {day}, or sooner if its credits are used up.", day=day
        )
    if amount:
        return msg(
            "AWS closes this account after six months, or sooner if the credits (now {amount} US "
            "dollars) are used up.",
            amount=amount,
        )
    return msg("AWS closes this account after six months, or sooner if its credits are used up.")


_THEN = msg("A company should change to the paid plan: the credits stay.")

_FOR: dict[str, Message] = {
    "BILLING": msg("bills"),
    "OPERATIONS": msg("operations"),
    "SECURITY": msg("security"),
}


def written_to(sight: Sight) -> Outcome:
    """Whether AWS has somebody to write to besides the root user's address."""
    found = contacts.read(sight.clients, sight.token)
    missing = tuple(kind for kind, contact in found.items() if contact is None)
    detail: dict[str, object] = {"contacts": found, "missing": missing}
    if not missing:
        advice = msg("AWS writes to them too about bills, operations and security.")
        return Outcome("contacts", GOOD, msg("All three are there"), advice, "contacts", detail)
    word = msg("None yet") if len(missing) == len(found) else msg("Some are missing")
    advice = msg(
        "AWS writes only to the root user (the account's owner) about these: {kinds}. If nobody "
        "reads that, a warning is missed.",
        kinds=reduce(_and, (_FOR[kind] for kind in missing)),
    )
    return Outcome("contacts", ADVISED, word, advice, "contacts", detail)


def _and(before: Message, after: Message) -> Message:
    return msg("{before}, {after}", before=before, after=after)
