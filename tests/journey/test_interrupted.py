"""A customer who is interrupted on every page, and every time finds it again as it was left.

The pretend AWS lives on while Aikagi is closed and opened again, as the real one would.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from app.practice import Practice
from tests.journey import walk
from tests.journey.customer import Customer, Follower, leave
from ui.home import Home
from ui.main import start

SIGNED_IN = ("security_check", "vendor_user")  # can't be stood on before the sign-in
Act = Callable[[Customer], None]


@pytest.fixture
def aws() -> Iterator[Practice]:
    with Practice(fast=True) as practice:
        yield practice


@pytest.fixture
def sitting(
    qtbot: QtBot, data_dir: Path, secret_service: object, aws: Practice
) -> Callable[[], object]:
    @contextmanager
    def sit() -> Iterator[Customer]:
        where = ["--endpoint-url", aws.address, "--lang", "en", "--data-dir", str(data_dir)]
        home = start(where)
        assert isinstance(home, Home)
        home.desk.open_url = Follower().open
        try:
            yield Customer(qtbot, home)
        finally:
            leave(home, qtbot)  # signs out first

    return sit


def come_back(customer: Customer, page: str) -> None:
    """Press Continue; find the page, or the sign-in that it needs."""
    customer.press("start_setup")
    customer.until(lambda: customer.page() != "")
    found = customer.page()
    assert found == ("sign_in" if page in SIGNED_IN else page), page
    if page in SIGNED_IN:
        walk.sign_in(customer, Follower())
        customer.next("security_check")
        if page == "vendor_user":
            customer.next("vendor_user")


def ticked(customer: Customer, name: str) -> bool:
    return customer.see(name, QAbstractButton).isChecked()


PROFILE = """
name = "Hoshi Works"
user_name = "hoshi"
channels = ["chat", "phone"]
documents = ["ネットワーク構成図"]
"""


def choose(customer: Customer, folder: Path) -> None:
    """Choose the vendor's file, and tidy it away."""
    file = folder / "vendor.toml"
    file.write_text(PROFILE, encoding="utf-8")
    home = customer.home
    assert isinstance(home, Home)
    home.desk.vendor.use(file)
    customer.until(lambda: customer.read("vendor_name") == "Hoshi Works")
    file.unlink()


def nothing(_customer: Customer) -> None:
    """Only read it."""


def the_way(folder: Path) -> dict[str, Act]:
    """What is done on each page; one sitting each."""
    return {
        "welcome": lambda c: choose(c, folder),
        "account": lambda c: c.tick("have_account"),
        "root_mfa": lambda c: c.tick("mfa_done"),
        "sign_in": lambda c: walk.sign_in(c, Follower()),
        "security_check": nothing,
        "vendor_user": lambda c: make(c, folder),
        "package": nothing,
        "send_file": send_file,
        "send_password": send_passphrase,
        "budget": lambda c: c.press("budget_skip"),
        "finish": end,
    }


def make(customer: Customer, folder: Path) -> None:
    walk.choose_folder(customer, folder)
    assert customer.read("user_name") == "hoshi"
    customer.press("create")
    customer.until(lambda: customer.page() == "package")


def send_file(customer: Customer) -> None:
    customer.press("file_channel_chat")
    customer.tick("file_sent")


def end(customer: Customer) -> None:
    customer.press("contract_plan_B")
    customer.press("done")


def send_passphrase(customer: Customer) -> None:
    customer.press("password_channel_phone")
    customer.until(lambda: len(customer.read("passphrase").strip()) > 20)
    customer.tick("password_sent")


def test_closed_and_opened_again_on_every_page(
    sitting: Callable[[], object], tmp_path: Path, aws: Practice
) -> None:
    acts = the_way(tmp_path)
    names = [step.name for step in SETUP]
    assert list(acts) == names
    for page, following in zip(names, [*names[1:], ""], strict=True):
        with sitting() as customer:  # type: ignore[attr-defined]
            come_back(customer, page)
        with sitting() as customer:  # type: ignore[attr-defined]
            come_back(customer, page)  # as it was left, after having been looked at only
            acts[page](customer)
            if customer.page() not in {following, ""}:
                customer.next(following)
            customer.until(lambda following=following: customer.page() == following)
    assert aws.state.calls.count("iam:CreateUser") == 1
    with sitting() as customer:  # type: ignore[attr-defined]
        of_that_vendor(customer)


def of_that_vendor(customer: Customer) -> None:
    """In the end its documents are asked for, and the next vendor doesn't get its settings."""
    customer.press("building")
    customer.press("documents")
    customer.until(lambda: customer.find("document_1", QAbstractButton) is not None)
    assert "ネットワーク構成図" in customer.see("document_1", QAbstractButton).accessibleName()
    customer.press("building_close")
    customer.press("start_setup")
    customer.until(lambda: customer.page() == "welcome")
    assert "Hoshi Works" not in customer.read("vendor_name")


def test_every_tick_is_there_again(sitting: Callable[[], object]) -> None:
    with sitting() as customer:  # type: ignore[attr-defined]
        come_back(customer, "welcome")
        customer.next("account")
        customer.tick("step_1")
        customer.tick("step_2")
    with sitting() as customer:  # type: ignore[attr-defined]
        come_back(customer, "account")
        customer.press("steps_all")
        assert ticked(customer, "step_1")
        assert ticked(customer, "step_2")
        assert not ticked(customer, "step_3")


def test_what_was_typed_is_there_again(sitting: Callable[[], object], tmp_path: Path) -> None:
    acts = the_way(tmp_path)
    with sitting() as customer:  # type: ignore[attr-defined]
        come_back(customer, "welcome")
        for page, following in itertools.pairwise(step.name for step in SETUP):
            if page == "budget":
                break
            acts[page](customer)
            if customer.page() != following:
                customer.next(following)
        customer.type("budget_email", "soumu@example.jp")
    with sitting() as customer:  # type: ignore[attr-defined]
        come_back(customer, "budget")
        assert customer.read("budget_email") == "soumu@example.jp"


def test_home_says_where_the_customer_is(sitting: Callable[[], object]) -> None:
    with sitting() as customer:  # type: ignore[attr-defined]
        come_back(customer, "welcome")
        customer.next("account")
        customer.tick("have_account")
        customer.next("root_mfa")
    with sitting() as customer:  # type: ignore[attr-defined]
        home = customer.home
        assert isinstance(home, Home)
        customer.until(lambda: "step 3 of 11" in home.view.setup_title.plain)
        assert "Second lock (MFA)" in home.view.setup_title.plain
        assert "second lock" in home.view.setup_text.plain
