"""The security check: every state of every check, as practice AWS tells it over the wire."""

from __future__ import annotations

import string
import time
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.accountplan import AccountPlan
from app.checks import CHECKS, Outcome, look
from app.checks_account import _free
from app.contacts import Contact
from app.practice import Practice, State
from app.session import RootSession
from app.troubles import CLOCK, OFFLINE, SESSION_EXPIRED, Trouble
from app.work import Cancelled, Token

ACCOUNT = "111122223333"
OTHER = "444455556666"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
CONTACT = {
    "Name": "経理部",
    "Title": "Accounting",
    "EmailAddress": "billing@example.jp",
    "PhoneNumber": "+81 3 1234 5678",
}
MAY = datetime(2027, 5, 1, 3, tzinfo=UTC).timestamp()


def seen(root: RootSession, name: str) -> Outcome:
    (outcome,) = look(root, [name], Token())
    assert outcome.check == name
    assert outcome.state in {"good", "must", "advised", "unknown"}
    assert str(outcome.word)
    for _, field, _, _ in string.Formatter().parse(str(outcome.advice)):
        assert field is None  # no placeholder is left unfilled
    return outcome


STATES: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("root_mfa", {"root_mfa": True}, "good", "", "On"),
    ("root_mfa", {"root_mfa": False}, "must", "open_mfa", "Off"),
    ("root_keys", {"root_keys": False}, "good", "", "None"),
    ("root_keys", {"root_keys": True}, "advised", "open_keys", "There are some"),
    ("activated", {"account_state": "ACTIVE"}, "good", "", "Active"),
    ("activated", {"account_state": "PENDING_ACTIVATION"}, "must", "wait", "Waiting for AWS"),
    ("activated", {"account_state": "SUSPENDED"}, "must", "", "Suspended"),
    ("activated", {"account_state": "CLOSED"}, "must", "", "Closed"),
    ("activated", {"account_state": ""}, "unknown", "", "AWS doesn't say"),
    ("activated", {"account_state": "SOMETHING_NEW"}, "unknown", "", "AWS doesn't say"),
    ("account_plan", {"plan": "PAID"}, "good", "", "Paid plan"),
    ("account_plan", {"plan": "FREE"}, "advised", "upgrade", "Free plan"),
    ("account_plan", {"plan_status": "NOT_STARTED"}, "advised", "upgrade", "Free plan"),
    ("account_plan", {"plan_status": "EXPIRED"}, "must", "upgrade", "The free plan has ended"),
    ("account_plan", {"plan": ""}, "good", "", "No plan"),
    ("account_plan", {"plan": "GOLD"}, "unknown", "", "Unknown plan"),
    ("contacts", {"contacts": {}}, "advised", "contacts", "None yet"),
    ("account_plan", {"plan_ends": time.time() + 30 * 86_400}, "must", "upgrade", "Free plan"),
    ("contacts", {"contacts": {"BILLING": CONTACT}}, "advised", "contacts", "Some are missing"),
    (
        "contacts",
        {"contacts": dict.fromkeys(("BILLING", "OPERATIONS", "SECURITY"), CONTACT)},
        "good",
        "contacts",
        "All three are there",
    ),
    ("signin_policy", {}, "good", "", "None"),
    ("signin_policy", {"signin_enforced": True}, "good", "", "None"),
    (
        "signin_policy",
        {"signin_policy": {"a": {"sourceIp": "192.0.2.0/24"}}},
        "advised",
        "policy",
        "Switched off",
    ),
    (
        "signin_policy",
        {"signin_policy": {"a": {"sourceIp": "192.0.2.0/24"}}, "signin_enforced": True},
        "must",
        "policy",
        "There is one",
    ),
    (
        "signin_policy",
        {
            "signin_policy": {"a": {"sourceIp": "192.0.2.0/24", "excludedPrincipal": ROOT}},
            "signin_enforced": True,
        },
        "good",
        "",
        "Not for root",
    ),
    (
        "signin_policy",
        {
            "signin_policy": {
                "a": {"sourceIp": "192.0.2.0/24", "excludedPrincipal": ROOT},
                "b": {"sourceVpc": "vpc-0abc1234"},
            },
            "signin_enforced": True,
        },
        "must",
        "policy",
        "There is one",
    ),
    (
        "signin_policy",
        {
            "signin_policy": {
                "a": {
                    "sourceIp": "192.0.2.0/24",
                    "excludedPrincipal": f"arn:aws:iam::{ACCOUNT}:user/vendor-admin",
                }
            },
            "signin_enforced": True,
        },
        "must",
        "policy",
        "There is one",
    ),
    ("organization", {}, "good", "", "None"),
    ("organization", {"organization": ACCOUNT}, "good", "", "Yours"),
    ("organization", {"organization": OTHER}, "advised", "", f"Belongs to {OTHER}"),
]


@pytest.mark.parametrize("name", CHECKS)
def test_every_state_of_a_check(practice: Practice, root: RootSession, name: str) -> None:
    plain = {field.name: getattr(State(), field.name) for field in fields(State)}
    for _, account, state, fix, word in (one for one in STATES if one[0] == name):
        for field in plain.keys() & {key for one in STATES for key in one[1]}:
            setattr(practice.state, field, plain[field])
        for field, value in account.items():
            setattr(practice.state, field, value)
        outcome = seen(root, name)
        # The free plan's day is told with it.
        said = str(outcome.word).partition(", until ")[0]
        assert (outcome.state, outcome.fix, said) == (state, fix, word), account


def test_every_check_has_a_good_and_another_state_here() -> None:
    for name in CHECKS:
        states = {state for check, _, state, _, _ in STATES if check == name}
        assert "good" in states, name
        assert states - {"good"}, name


# What goes with it ------------------------------------------------------------------------------


def test_a_free_plan_says_when_it_ends_and_what_is_left(
    practice: Practice, root: RootSession
) -> None:
    practice.state.plan_ends, practice.state.plan_credits = MAY, 80.5
    outcome = seen(root, "account_plan")
    assert outcome.detail["ends"] == datetime.fromtimestamp(MAY).astimezone().date()
    assert outcome.detail["credits"] == Decimal("80.50")
    ends = outcome.detail["ends"]
    assert isinstance(ends, date)
    assert f"on {ends.isoformat()}, or sooner if the credits (now 80.50 US" in str(outcome.advice)
    assert "change to the paid plan" in str(outcome.advice)


def test_missing_contacts_are_named(practice: Practice, root: RootSession) -> None:
    practice.state.contacts["OPERATIONS"] = CONTACT
    outcome = seen(root, "contacts")
    assert outcome.detail["missing"] == ("BILLING", "SECURITY")
    found = outcome.detail["contacts"]
    contact = Contact("経理部", "Accounting", "billing@example.jp", "+81 3 1234 5678")
    assert found == {"BILLING": None, "OPERATIONS": contact, "SECURITY": None}
    assert "about these: bills, security." in str(outcome.advice)


def test_a_sign_in_policy_says_from_where(practice: Practice, root: RootSession) -> None:
    practice.state.signin_policy = {
        "a": {"sourceIp": "192.0.2.0/24"},
        "b": {"sourceVpc": "vpc-0abc1234", "requestedRegion": "ap-northeast-1"},
    }
    detail = seen(root, "signin_policy").detail
    assert detail == {
        "statements": 4,
        "enforced": False,
        "addresses": ("192.0.2.0/24", "vpc-0abc1234"),
    }


def test_somebody_elses_organization_is_named(practice: Practice, root: RootSession) -> None:
    practice.state.organization = OTHER
    outcome = seen(root, "organization")
    assert outcome.detail["owner"] == OTHER
    assert OTHER in str(outcome.advice)


# What can't be seen -----------------------------------------------------------------------------

ASKED = {
    "root_mfa": "iam:GetAccountSummary",
    "root_keys": "iam:GetAccountSummary",
    "activated": "account:GetAccountInformation",
    "account_plan": "freetier:GetAccountPlanState",
    "contacts": "account:GetAlternateContact",
    "signin_policy": "signin:GetResourcePolicy",
    "organization": "organizations:DescribeOrganization",
}


def test_what_one_service_hides_is_unknown(practice: Practice, root: RootSession) -> None:
    for name in CHECKS:
        for code, why in (
            ("AccessDeniedException", "AWS doesn't show this"),
            ("UnknownOperationException", "AWS refused this request. Check again"),
        ):
            practice.state.fail(ASKED[name], code, 403)
            outcome = seen(root, name)
            assert (outcome.state, outcome.fix) == ("unknown", "")
            assert str(outcome.word) == "Can't be seen"
            assert str(outcome.advice).startswith(why), name


def test_a_service_that_is_broken_is_unknown(practice: Practice, root: RootSession) -> None:
    practice.state.fail("freetier:GetAccountPlanState", "InternalServerException", 500, times=9)
    outcome = seen(root, "account_plan")
    assert outcome.state == "unknown"
    assert str(outcome.advice).startswith("AWS has a problem of its own")


def test_an_organizations_rules_can_hide_it(practice: Practice, root: RootSession) -> None:
    practice.state.forbidden = tuple(ASKED.values())
    for name in CHECKS:
        outcome = seen(root, name)
        assert outcome.state == "unknown"
        assert "organization whose rules keep this hidden" in str(outcome.advice)


def test_a_policy_that_may_be_switched_on_is_taken_to_be(
    practice: Practice, root: RootSession
) -> None:
    practice.state.signin_policy["a"] = {"sourceIp": "192.0.2.1"}
    practice.state.forbidden = ("signin:GetConsoleAuthorizationConfiguration",)
    assert str(seen(root, "signin_policy").word) == "There is one"


@pytest.mark.parametrize("rule", ["an identity-based policy", "a resource control policy"])
def test_what_somebodys_rule_hides_says_whose_rule(
    practice: Practice, root: RootSession, rule: str
) -> None:
    text = f"arn:aws:iam::111122223333:root is not authorized, with an explicit deny in {rule}"
    practice.state.fail("account:GetAccountInformation", "AccessDeniedException", 403, message=text)
    said = str(seen(root, "activated").advice)
    assert "in a few minutes" not in said
    practice.state.signin_policy["a"] = {"sourceIp": "192.0.2.1"}
    call = "signin:GetConsoleAuthorizationConfiguration"
    practice.state.fail(call, "AccessDeniedException", 403, message=text)
    assert str(seen(root, "signin_policy").word) == "There is one"


def test_a_plan_that_is_no_valid_question_is_unknown(practice: Practice, root: RootSession) -> None:
    practice.state.fail("freetier:GetAccountPlanState", "ValidationException", 400)
    assert seen(root, "account_plan").state == "unknown"


# All of them ------------------------------------------------------------------------------------


def test_all_at_once_asks_for_what_two_share_once(practice: Practice, root: RootSession) -> None:
    practice.state.clear()
    found = look(root, CHECKS, Token())
    assert tuple(one.check for one in found) == CHECKS
    assert practice.state.calls == [
        "iam:GetAccountSummary",
        "account:GetAccountInformation",
        "freetier:GetAccountPlanState",
        *["account:GetAlternateContact"] * 3,
        "signin:GetResourcePolicy",
        "organizations:DescribeOrganization",
    ]


def test_the_order_is_the_one_that_was_asked_for(root: RootSession) -> None:
    found = look(root, ["contacts", "root_mfa"], Token())
    assert [one.check for one in found] == ["contacts", "root_mfa"]


def test_one_that_is_hidden_does_not_hide_the_rest(practice: Practice, root: RootSession) -> None:
    practice.state.fail("account:GetAccountInformation", "AccessDeniedException", 403)
    states = {one.check: one.state for one in look(root, CHECKS, Token())}
    assert states["activated"] == "unknown"
    assert [name for name, state in states.items() if state == "unknown"] == ["activated"]


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [("ExpiredToken", 403, SESSION_EXPIRED), ("SignatureDoesNotMatch", 403, CLOCK)],
)
def test_what_concerns_the_whole_session_is_raised(
    practice: Practice, root: RootSession, code: str, status: int, kind: object
) -> None:
    practice.state.fail("account:GetAccountInformation", code, status)
    with pytest.raises(Trouble) as caught:
        look(root, CHECKS, Token())
    assert caught.value.kind is kind


def test_where_aws_is_out_of_reach_it_is_raised(practice: Practice, root: RootSession) -> None:
    root.clients.client("iam")
    practice.stop()
    with pytest.raises(Trouble) as caught:
        look(root, CHECKS, Token())
    assert caught.value.kind is OFFLINE


def test_one_address_out_of_reach_is_unknown(practice: Practice, root: RootSession) -> None:
    """A company's network that lets amazonaws.com through, and not yet api.aws."""
    freetier = root.clients.client("freetier")
    nobody = "http://127.0.0.1:9"  # the discard port, where nothing listens

    def lead_away(params: dict[str, Any], **_: object) -> None:
        params["url"] = params["url"].replace(practice.address, nobody)

    freetier.meta.events.register("before-call", lead_away)
    mfa, plan, contacts = look(root, ["root_mfa", "account_plan", "contacts"], Token())
    assert (mfa.state, plan.state, contacts.state) == ("good", "unknown", "advised")
    assert "api.aws" in str(plan.advice)


def test_it_can_be_cancelled(root: RootSession) -> None:
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        look(root, CHECKS, token)


def test_the_day_on_which_the_free_plan_ends_stands_in_the_title() -> None:
    plan = AccountPlan("FREE", ends=date(2027, 3, 4))
    assert str(_free(plan)) == "Free plan, until 2027-03-04"
    assert str(_free(AccountPlan("FREE"))) == "Free plan"
