"""What the account says of itself: state, plan, contacts, sign-in rules, organization, costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.iam.models import AWSManagedPolicy

from app.practice import Practice
from app.practice.moto_services import MotoAccount
from tests.practice.client import ADMINISTRATOR, Login, claims, client_for

ACCOUNT = "111122223333"
CONTACT = {
    "Name": "経理部",
    "Title": "Accounting",
    "EmailAddress": "billing@example.jp",
    "PhoneNumber": "+81 3 1234 5678",
}


def refused(call: Callable[..., Any], **parameters: Any) -> str:
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    return str(caught.value.response["Error"]["Code"])


# State and plan ---------------------------------------------------------------------------------


def test_the_state_of_the_account(practice: Practice, as_root: Callable[[str], Any]) -> None:
    account = as_root("account")
    assert account.get_account_information()["AccountState"] == "ACTIVE"
    practice.state.account_state = "PENDING_ACTIVATION"
    assert account.get_account_information()["AccountState"] == "PENDING_ACTIVATION"
    practice.state.account_state = ""
    assert "AccountState" not in account.get_account_information()
    assert refused(account.get_account_information, AccountId=ACCOUNT) == "AccessDeniedException"


def test_the_plan_and_its_end(practice: Practice, as_root: Callable[[str], Any]) -> None:
    freetier = as_root("freetier")
    practice.state.plan_credits = 12.5
    practice.state.plan_ends = datetime(2027, 5, 1, 12, tzinfo=UTC).timestamp()
    practice.state.plan_status = "EXPIRED"
    plan = freetier.get_account_plan_state()
    assert plan["accountPlanExpirationDate"] == datetime(2027, 5, 1, 12, tzinfo=UTC)
    assert plan["accountPlanRemainingCredits"] == {"amount": 12.5, "unit": "USD"}
    assert plan["accountPlanStatus"] == "EXPIRED"
    assert refused(freetier.upgrade_account_plan, accountPlanType="FREE") == "ValidationException"
    assert freetier.upgrade_account_plan(accountPlanType="PAID")["accountPlanStatus"] == "ACTIVE"
    plan = freetier.get_account_plan_state()
    assert plan["accountPlanType"] == "PAID"
    assert "accountPlanExpirationDate" not in plan


def test_an_older_account_has_no_plan(practice: Practice, as_root: Callable[[str], Any]) -> None:
    practice.state.plan = ""
    freetier = as_root("freetier")
    assert refused(freetier.get_account_plan_state) == "ResourceNotFoundException"
    code = refused(freetier.upgrade_account_plan, accountPlanType="PAID")
    assert code == "ResourceNotFoundException"


# Contacts ---------------------------------------------------------------------------------------


def test_contacts_come_and_go(as_root: Callable[[str], Any]) -> None:
    account = as_root("account")
    kind = {"AlternateContactType": "BILLING"}
    assert refused(account.get_alternate_contact, **kind) == "ResourceNotFoundException"
    account.put_alternate_contact(**kind, **CONTACT)
    assert account.get_alternate_contact(**kind)["AlternateContact"] == {**kind, **CONTACT}
    other = {"AlternateContactType": "SECURITY"}
    assert refused(account.get_alternate_contact, **other) == "ResourceNotFoundException"
    account.delete_alternate_contact(**kind)
    assert refused(account.delete_alternate_contact, **kind) == "ResourceNotFoundException"


@pytest.mark.parametrize(
    "wrong",
    [
        {"AlternateContactType": "MARKETING"},
        {"Name": "x" * 65},
        {"Title": "x" * 51},
        {"EmailAddress": "経理@example.jp"},
        {"EmailAddress": "nobody"},
        {"PhoneNumber": "０３"},
        {"PhoneNumber": "1" * 26},
    ],
)
def test_contacts_that_aws_would_not_take(
    as_root: Callable[[str], Any], wrong: dict[str, str]
) -> None:
    account = as_root("account")
    whole = {"AlternateContactType": "BILLING", **CONTACT, **wrong}
    assert refused(account.put_alternate_contact, **whole) == "ValidationException"


# Rules of sign-in -------------------------------------------------------------------------------


def test_a_sign_in_policy_is_made_switched_on_and_taken_away(
    as_root: Callable[[str], Any],
) -> None:
    signin = as_root("signin")
    assert refused(signin.get_resource_policy) == "ResourceNotFoundException"
    root = f"arn:aws:iam::{ACCOUNT}:root"
    made = signin.put_resource_permission_statement(sourceIp="192.0.2.0/24", excludedPrincipal=root)
    policy = signin.get_resource_policy()["signinResourceBasedPolicy"]["statement"]
    assert [one["effect"] for one in policy] == ["Deny", "Deny"]
    assert policy[0]["condition"]["ArnNotEquals"] == {"signin:PrincipalArn": [root]}
    assert policy[1]["condition"]["ArnNotEquals"] == {"aws:PrincipalArn": [root]}
    listed = signin.list_resource_permission_statements()["permissionStatements"]
    assert [one["sid"] for one in listed] == [made["statementId"]]
    assert refused(signin.get_console_authorization_configuration) == "ResourceNotFoundException"
    signin.put_console_authorization_configuration(targetId=ACCOUNT)
    assert signin.get_console_authorization_configuration()["consoleAuthorizationEnabled"]
    signin.delete_console_authorization_configuration()
    signin.delete_resource_permission_statement(statementId=made["statementId"])
    assert refused(signin.get_resource_policy) == "ResourceNotFoundException"


def test_sign_in_rules_are_written_in_one_region(practice: Practice, login: Login) -> None:
    keys = login.exchange(login.code())["accessToken"]
    elsewhere = client_for(practice.address, "signin", keys, "ap-northeast-1")
    put = elsewhere.put_resource_permission_statement
    assert refused(put, sourceIp="192.0.2.1") == "ValidationException"
    assert refused(elsewhere.get_resource_policy) == "ResourceNotFoundException"


@pytest.mark.parametrize(
    "wrong",
    [{}, {"excludedPrincipal": "arn:aws:iam::111122223333:root"}],
)
def test_a_statement_that_limits_nothing_is_refused(
    as_root: Callable[[str], Any], wrong: dict[str, str]
) -> None:
    put = as_root("signin").put_resource_permission_statement
    assert refused(put, **wrong) == "ValidationException"


def test_a_vendor_needs_the_right_to_see_them(practice: Practice, login: Login) -> None:
    practice.state.plant_vendor("taro", password="Correct-Horse-7-Battery")
    iam = login.iam()
    arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    other = Login(practice.address)
    code = other.code("user", username="taro", password="Correct-Horse-7-Battery")
    keys = other.exchange(code)["accessToken"]
    signin = client_for(practice.address, "signin", keys)
    signin.put_resource_permission_statement(sourceIp="192.0.2.1")
    iam.detach_user_policy(UserName="taro", PolicyArn=arn)
    assert refused(signin.get_resource_policy) == "AccessDeniedException"


# Organizations and the other kind of account ----------------------------------------------------


def test_an_organizations_rules_bind_root_too(
    practice: Practice, as_root: Callable[[str], Any]
) -> None:
    practice.state.organization = "444455556666"
    practice.state.forbidden = ("iam:Create*",)
    iam = as_root("iam")
    with pytest.raises(ClientError) as caught:
        iam.create_user(UserName="x")
    error = caught.value.response["Error"]
    assert error["Code"] == "AccessDenied"
    assert "with an explicit deny in a service control policy" in error["Message"]
    assert iam.list_users()["Users"] == []


def test_in_a_project_nobody_is_root(practice: Practice, as_root: Callable[[str], Any]) -> None:
    practice.state.kind = "project"
    login = Login(practice.address)
    token = login.exchange(login.code())
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/PracticeProjectOwner/owner@example.jp"
    assert claims(token["idToken"])["sub"] == arn

    def owner(service: str) -> Any:
        return client_for(practice.address, service, token["accessToken"])

    assert owner("sts").get_caller_identity()["Arn"] == arn
    role = owner("iam").get_role(RoleName="PracticeProjectOwner")["Role"]
    assert role["Path"] == "/managed/"
    kind = {"AlternateContactType": "BILLING"}
    assert refused(owner("account").get_alternate_contact, **kind) == "AccessDeniedException"
    found = owner("organizations").describe_organization()["Organization"]
    assert found["MasterAccountId"] != ACCOUNT
    assert owner("iam").list_users()["Users"] == []
    assert login.refresh(token["refreshToken"])["accessToken"]


# Costs ------------------------------------------------------------------------------------------


def budget(budgets: Any, name: str, **more: Any) -> None:
    limit = {"Amount": "50", "Unit": "USD"}
    whole = {"BudgetName": name, "BudgetLimit": limit, "TimeUnit": "MONTHLY", "BudgetType": "COST"}
    budgets.create_budget(AccountId=ACCOUNT, Budget={**whole, **more})


def test_budgets_tell_what_the_month_has_cost(
    practice: Practice, as_root: Callable[[str], Any]
) -> None:
    budgets = as_root("budgets")
    budget(budgets, "all")
    budget(budgets, "real", CostTypes={"IncludeCredit": False})
    practice.state.spent, practice.state.credit = 12.5, 10.0

    def seen() -> dict[str, tuple[str, str | None]]:
        spent = {
            one["BudgetName"]: one["CalculatedSpend"]
            for one in budgets.describe_budgets(AccountId=ACCOUNT)["Budgets"]
        }
        return {
            name: (one["ActualSpend"]["Amount"], one.get("ForecastedSpend", {}).get("Amount"))
            for name, one in spent.items()
        }

    assert seen() == {"all": ("2.500", None), "real": ("12.500", None)}
    practice.state.forecast = 40.0
    assert seen() == {"all": ("2.500", "30.000"), "real": ("12.500", "40.000")}
    one = budgets.describe_budget(AccountId=ACCOUNT, BudgetName="real")["Budget"]
    assert one["CalculatedSpend"]["ActualSpend"]["Amount"] == "12.500"
    assert one["CostTypes"]["IncludeCredit"] is False
    assert one["CostTypes"]["IncludeTax"] is True


def test_budgets_come_in_pages_and_only_ones_own(as_root: Callable[[str], Any]) -> None:
    budgets = as_root("budgets")
    for name in ("a", "b", "c"):
        budget(budgets, name)
    pages = budgets.get_paginator("describe_budgets").paginate(
        AccountId=ACCOUNT, PaginationConfig={"PageSize": 2}
    )
    assert [[one["BudgetName"] for one in page["Budgets"]] for page in pages] == [["a", "b"], ["c"]]
    assert refused(budgets.describe_budgets, AccountId="999988887777") == "AccessDeniedException"
    missing = {"AccountId": ACCOUNT, "BudgetName": "none"}
    assert refused(budgets.describe_budget, **missing) == "NotFoundException"


def test_what_an_account_held_goes_with_it(practice: Practice) -> None:
    """Hundreds of accounts begin and end in one run of the tests; moto lists all it ever made."""
    assert len(MotoAccount(practice.state).iam.managed_policies) > 1000
    assert not vars(AWSManagedPolicy)["instances_tracked"]


def test_an_attachment_counts_in_its_own_account_alone(
    practice: Practice, as_root: Callable[[str], Any]
) -> None:
    as_root("iam").create_user(UserName="one")
    as_root("iam").attach_user_policy(UserName="one", PolicyArn=ADMINISTRATOR)
    other = MotoAccount(practice.state).iam.managed_policies[ADMINISTRATOR]
    counted = as_root("iam").get_policy(PolicyArn=ADMINISTRATOR)["Policy"]["AttachmentCount"]
    assert counted == 1
    assert other.attachment_count == 0
