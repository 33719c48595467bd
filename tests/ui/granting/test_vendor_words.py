"""What guards the vendor's user, in plain words: in the summary, and on the home window's rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.enddate import deny_from
from app.facts import Facts
from app.grant import ADMINISTRATOR
from app.handoverfile import Handover
from ui import words
from ui.summary import lines
from ui.vendor_rows import handover_rows
from ui.wanted import ends_at, last_day, of_record, wanted

PLAIN = Handover(
    state="made", account="123456789012", user_name="vendor-admin", policy_arn=ADMINISTRATOR
)


def in_days(days: int) -> date:
    """Looked at when a test begins: a run may go on past midnight."""
    return datetime.now().astimezone().date() + timedelta(days=days)


@pytest.fixture(autouse=True)
def english() -> None:
    words.install("en")


def summary(record: Handover) -> str:
    return "\n".join(sentence for _sign, sentence in lines(record, Facts()))


def details(record: Handover) -> str:
    (row,) = handover_rows([record], Facts(), datetime.now(UTC))
    return "\n".join(row.details)


def test_without_any_guard_nothing_is_said_of_them() -> None:
    said = summary(PLAIN)
    assert "Its rights are “AdministratorAccess”." in said
    for word in ("MFA", "password at", "last day"):
        assert word not in said
    assert "last day" not in details(PLAIN)


def test_rights_that_come_later_are_owed_until_they_are_given() -> None:
    later = replace(PLAIN, rights_later=True, require_mfa=True)
    assert "from you once the vendor has signed in" in summary(later)
    assert "can do nothing until the vendor has set up MFA" in summary(later)
    assert "✕ Rights not given yet" in details(later)
    given = replace(later, rights_given_at="2026-11-20T00:00:00+00:00")
    assert "“AdministratorAccess”, once the vendor has set up MFA" in summary(given)
    assert "not given" not in details(given)


OWN = "arn:aws:iam::111122223333:policy/ReadOnlyAccess"


@pytest.mark.parametrize("policy", ["", "arn:aws:iam::aws:policy/ReadOnlyAccess", OWN])
def test_a_policy_that_only_looks_like_awss_is_shown_whole(policy: str) -> None:
    said = summary(replace(PLAIN, policy_arn=policy))
    if policy == OWN:
        assert f"“ReadOnlyAccess ({OWN}, made in this account)”" in said
    elif policy:
        assert "“ReadOnlyAccess”." in said
    else:
        assert "“”" not in said
        assert "No policy is attached" in said


@pytest.mark.parametrize("seen", [(), (OWN,), (ADMINISTRATOR, OWN)])
def test_rights_that_were_changed_are_shown_as_they_are(seen: tuple[str, ...]) -> None:
    changed = replace(PLAIN, missing=("policy_arn",), rights_seen=seen, require_mfa=True)
    said = summary(changed)
    assert "rights were changed in AWS" in said
    assert all(arn.rpartition("/")[2] in said for arn in seen)
    assert ("“AdministratorAccess”" in said) is (ADMINISTRATOR in seen)
    assert "can do nothing until the vendor has set up MFA" in said
    assert "✕ Rights changed in AWS" in details(changed)
    later = summary(replace(changed, rights_later=True))
    assert "wanted to give it “AdministratorAccess”" in later


def test_what_was_lifted_is_not_said_to_hold() -> None:
    record = replace(
        PLAIN, require_mfa=True, ends_at=deny_from(in_days(0)), missing=("require_mfa", "ends_at")
    )
    for shown in (record, replace(record, ends_at=deny_from(in_days(-9)))):
        said = summary(shown) + details(shown)
        assert "nothing works" not in said
        assert "nothing should work" not in said
        assert "once the vendor has set up MFA" not in said
        assert "MFA was demanded of it, but isn't any more" in said
        assert f"Its last day was to be {last_day(shown)}, but" in said
        assert "· last day" not in said


def test_that_nothing_works_is_said_only_of_what_was_seen() -> None:
    over = replace(PLAIN, ends_at=deny_from(in_days(-9)))
    assert "nothing should work; “Check now” looks" in summary(over)
    assert "Since then nothing works any more" in summary(replace(over, end_seen=True))


@pytest.mark.parametrize(
    ("days", "said"), [(0, "last day is"), (9, "last day is"), (-1, "last day was")]
)
def test_the_last_day_is_named(days: int, said: str) -> None:
    day = in_days(days)
    record = replace(PLAIN, ends_at=deny_from(day), change_password=True)
    assert f"Its {said} {day.isoformat()}" in summary(record)
    assert f"last day {day.isoformat()}" in details(record)
    assert "chooses a new password" in summary(record)


def test_what_was_sent_elsewhere_is_not_said_to_be_missing() -> None:
    assert "not sent yet" in details(PLAIN)
    assert "not sent yet" not in details(replace(PLAIN, elsewhere=True))


def test_a_record_gives_back_what_was_wanted() -> None:
    asked = Facts(
        user_name="builder",
        permission=ADMINISTRATOR,
        require_mfa=True,
        rights_later=True,
        end_date="2027-03-31",
    )
    from app.vendorprofile import VendorProfile

    said = wanted(asked, VendorProfile(user_name="other", change_password=True))
    assert (said.user_name, said.change_password, said.end_date) == ("builder", False, "2027-03-31")
    made = replace(
        PLAIN,
        user_name=said.user_name,
        require_mfa=said.require_mfa,
        rights_later=said.rights_later,
        ends_at=ends_at(said.end_date),
    )
    assert of_record(made) == said
    assert date.fromisoformat(last_day(made)) == date(2027, 3, 31)
    assert (ends_at(""), last_day(PLAIN)) == ("", "")
