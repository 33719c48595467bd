"""The vendor's settings: kept for the next start, and never another vendor's unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.vendorprofile import of_record
from tests.ui.account import press, text_of, wait
from tests.ui.homes import BEGUN, button, hours_ago, opened, page, record, saved
from ui.desk import Desk
from ui.home import Home
from ui.page import Page
from ui.pages.welcome import Welcome
from ui.setup_wizard import SetupWizard

HOSHI = (
    'name = "Hoshi Works"\nuser_name = "hoshi"\ndocuments = ["図面"]\nchannels = ["chat","phone"]'
)
OTHERS = 'name = "Others"\nuser_name = "others"'
Starts = Callable[..., Desk]


@pytest.fixture
def start_again(desk: Desk, qtbot: QtBot) -> Starts:
    """The next start of Aikagi, on the same data directory."""

    def start(vendor_file: Path | None = None) -> Desk:
        wait(qtbot, lambda: not desk.background.busy)
        return Desk(
            Settings(desk.settings.data_dir, language="en", vendor_file=vendor_file), parent=desk
        )

    return start


def choose(desk: Desk, qtbot: QtBot, tmp_path: Path, toml: str) -> Path:
    """Choose a file, as the welcome page does."""
    file = tmp_path / "from-the-vendor.toml"
    file.write_text(toml, encoding="utf-8")
    desk.vendor.use(file)
    wait(qtbot, lambda: not desk.background.busy and desk.vendor.unused)
    return file


def welcome(home: Home) -> Welcome:
    wizard = home.windows.open
    assert isinstance(wizard, SetupWizard)
    shown = wizard.currentPage()
    assert isinstance(shown, Welcome)
    return shown


# --- the next start -------------------------------------------------------------------------------
def test_is_known_at_the_next_start(
    desk: Desk, qtbot: QtBot, tmp_path: Path, start_again: Starts
) -> None:
    choose(desk, qtbot, tmp_path, HOSHI).unlink()  # the customer has tidied up
    again = start_again()
    assert again.profile == desk.profile
    assert again.profile.name == "Hoshi Works"
    assert again.vendor.unused


def test_the_command_line_wins(
    desk: Desk, qtbot: QtBot, tmp_path: Path, start_again: Starts
) -> None:
    choose(desk, qtbot, tmp_path, HOSHI)
    other = tmp_path / "others.toml"
    other.write_text(OTHERS, encoding="utf-8")
    assert start_again(other).profile.name == "Others"


def test_a_vendors_own_build_knows_whose_it_is(
    desk: Desk,
    start_again: Starts,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inside = tmp_path / "vendor.toml"
    inside.write_text(HOSHI, encoding="utf-8")
    monkeypatch.setattr("app.brand.profile", lambda: inside)
    assert start_again().profile.name == "Hoshi Works"
    assert start_again(vendor_file=tmp_path / "none").vendor.problem is not None
    choose(desk, qtbot, tmp_path, OTHERS)  # what the customer chose goes before
    assert start_again().profile.name == "Others"


def test_no_file_is_used_any_more(
    desk: Desk, qtbot: QtBot, tmp_path: Path, start_again: Starts
) -> None:
    desk.know(page="welcome")
    choose(desk, qtbot, tmp_path, HOSHI)
    home = opened(desk, qtbot)
    press(home, "start_setup")
    assert "Hoshi Works" in text_of(welcome(home), "vendor_name")
    press(welcome(home), "vendor_none")
    assert "Only if the vendor sent you a file" in text_of(welcome(home), "vendor_name")
    assert not welcome(home).no_file.isVisible()
    assert not start_again().profile.name


def test_a_bad_file_changes_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, start_again: Starts
) -> None:
    choose(desk, qtbot, tmp_path, HOSHI)
    bad = tmp_path / "bad.toml"
    bad.write_text('name = "Others', encoding="utf-8")
    desk.vendor.use(bad)
    wait(qtbot, lambda: desk.vendor.problem is not None)
    assert desk.profile.name == start_again().profile.name == "Hoshi Works"


# --- another vendor, another person ---------------------------------------------------------------
def test_another_vendor_does_not_get_the_last_ones(
    desk: Desk, qtbot: QtBot, tmp_path: Path, start_again: Starts
) -> None:
    choose(desk, qtbot, tmp_path, HOSHI)
    made = record(last_used=hours_ago(1))
    desk.vendor.used(made)
    desk.know(handover=made.id, contract="B", budget="made", **BEGUN)
    desk.know(file_channel="chat", file_sent=True, password_channel="phone", password_sent=True)
    home = saved(desk, qtbot, made)
    press(home, "start_setup")
    assert page(home) == "welcome"
    assert "Hoshi Works" in text_of(welcome(home), "vendor_left")
    assert desk.profile.user_name == start_again().profile.user_name == "vendor-admin"


def test_what_was_chosen_for_it_stays(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.know(**BEGUN)
    home = saved(desk, qtbot, record(last_used=hours_ago(1)))
    press(home, "start_setup")
    choose(desk, qtbot, tmp_path, OTHERS)
    home.windows.open.close()  # type: ignore[union-attr]
    press(home, "start_setup")
    assert text_of(welcome(home), "vendor_name") == "Others"
    assert not welcome(home).vendor_left.isVisible()


def test_another_person_is_of_the_same_vendor(
    desk: Desk, qtbot: QtBot, tmp_path: Path, start_again: Starts
) -> None:
    choose(desk, qtbot, tmp_path, OTHERS)
    made = record(documents_asked=("図面",), channels=("chat", "phone"), rights_later=True)
    home = saved(desk, qtbot, made)
    home.windows.another_wanted.emit(made)
    wanted = of_record(made)
    assert desk.profile == wanted == start_again().profile
    assert (wanted.name, wanted.documents) == ("Hoshi Works", ("図面",))


def test_another_person_gets_the_vendors_file_where_it_is_in_use(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(desk, qtbot, tmp_path, HOSHI)
    made = record()
    home = saved(desk, qtbot, made)
    home.windows.another_wanted.emit(made)
    assert desk.profile.user_name == "hoshi"


# --- the wizard that is open already --------------------------------------------------------------
@pytest.mark.parametrize("which", ["another vendor", "another person", "finish"])
def test_an_open_wizard_is_left_and_what_it_keeps_is_not_the_next_ones(
    desk: Desk, qtbot: QtBot, which: str
) -> None:
    half = record("making", made_at="", user_id="", user_name="half-made")
    shown = half if which == "finish" else record(last_used=hours_ago(1))
    desk.know(page="vendor_user", **BEGUN)
    home = saved(desk, qtbot, shown)
    home.windows.setup()
    first = home.windows.open
    assert first is not None
    told: list[str] = []
    shown_page = first.currentPage()
    assert isinstance(shown_page, Page)

    def keep() -> None:  # as the page of the vendor's user does
        told.append(desk.facts.user_name)
        desk.know(user_name="of the one before")

    shown_page.leave = keep  # type: ignore[method-assign]
    if which == "another person":
        home.windows.another_wanted.emit(shown)
    else:
        button(home, "next_step" if which == "finish" else "start_setup").click()
    assert told == [""]
    assert home.windows.open not in {None, first}
    assert not first.isVisible()
    assert desk.facts.user_name == ("half-made" if which == "finish" else "")


def test_who_would_rather_stay_loses_nothing(desk: Desk, qtbot: QtBot) -> None:
    made = record(last_used=hours_ago(1))
    desk.know(contract="A", **BEGUN)
    home = saved(desk, qtbot, made)
    home.windows.setup()
    first = home.windows.open
    assert first is not None
    # It asks, and the answer is no.
    first.leave = lambda then: None  # type: ignore[method-assign]
    home.windows.another_wanted.emit(made)
    assert home.windows.open is first
    assert desk.facts.contract == "A"


def test_a_profile_that_a_record_cannot_tell_is_usual() -> None:
    odd = replace(record(), channels=("email",), policy_arn="", ends_at="2026-01-01T00:00:00Z")
    assert of_record(odd).channels == of_record(record()).channels
    assert of_record(replace(record(), contract="open")).contract == "", "no vendor asks for that"
    assert of_record(odd).policy_arn.endswith("AdministratorAccess")
    assert not of_record(odd).last_day
