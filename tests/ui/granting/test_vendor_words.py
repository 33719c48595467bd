"""What guards the vendor's user, in plain words: in the summary, and on the home window's rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.enddate import deny_from
from app.grant import ADMINISTRATOR
from app.handoverfile import Handover
from app.journey import Facts
from ui import words
from ui.summary import lines
from ui.vendor_rows import handover_rows
from ui.wanted import ends_at, last_day, of_record, wanted

PLAIN = Handover(
    state="made", account="123456789012", user_name="vendor-admin", policy_arn=ADMINISTRATOR
)
TODAY = datetime.now().astimezone().date()


@pytest.fixture(autouse=True)
def english() -> None:
    words.install("en")


def summary(record: Handover) -> str:
    return "\n".join(sentence for _sign, sentence in lines(record, Facts()))


def details(record: Handover) -> str:
    (row,) = handover_rows([record], Facts())
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


@pytest.mark.parametrize(
    ("days", "said"), [(0, "last day is"), (9, "last day is"), (-1, "last day was")]
)
def test_the_last_day_is_named(days: int, said: str) -> None:
    day = TODAY + timedelta(days=days)
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
