"""From the first page to the vendor let in, and shut out again, with nothing pretended but AWS."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from secretstorage import get_default_collection
from secretstorage.exceptions import ItemNotFoundException
from selenium import webdriver

from tests.journey import walk
from tests.journey.browser import Browser
from tests.journey.customer import Customer, leave
from tests.support.processes import program
from ui.home import Home
from ui.main import start


@pytest.fixture
def home(qtbot: QtBot, data_dir: Path, secret_service: object) -> Iterator[Home]:
    window = start(["--practice", "--lang", "en", "--data-dir", str(data_dir)])
    assert isinstance(window, Home)
    yield window
    leave(window, qtbot)


@pytest.fixture
def browser(home: Home, chromium: webdriver.Chrome) -> Iterator[Browser]:
    made = Browser(chromium)
    home.desk.open_url = made.open
    yield made
    made.done()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "受け渡し 2026"
    made.mkdir()
    return made


def unzip(path: Path, passphrase: str) -> dict[str, str]:
    command = [program("7z", "7zz"), "x", f"-p{passphrase}", "-so", str(path), "credentials.csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    return next(csv.DictReader(io.StringIO(done.stdout.decode())))


def kept(bus: object) -> set[str]:
    """The services in the keyring; looked at again where one went away meanwhile."""
    try:
        items = get_default_collection(bus).get_all_items()
        return {item.get_attributes()["service"] for item in items}
    except ItemNotFoundException:
        return kept(bus)


@pytest.mark.parametrize("mode", ["disable", "delete"])
def test_a_vendor_is_let_in_and_shut_out_again(  # noqa: PLR0917  (fixtures)
    qtbot: QtBot,
    home: Home,
    browser: Browser,
    folder: Path,
    data_dir: Path,
    secret_service: object,
    mode: str,
) -> None:
    customer = Customer(qtbot, home)
    walk.grant(customer, browser, folder)
    assert "Aikagi" in browser.titles[0] or browser.titles[0] == "Your sign-in has arrived"
    zips = list(folder.iterdir())
    assert [path.suffix for path in zips] == [".zip"]
    secrets_waiting = kept(secret_service)
    assert any(name.startswith("aikagi-practice/passphrase-") for name in secrets_waiting)
    passphrase = walk.deliver(customer)
    walk.finish(customer)

    row = unzip(zips[0], passphrase)
    enter = (row["Console sign-in URL"], "111122223333", row["User name"], row["Password"])
    assert "vendor-admin" in browser.vendor_signs_in(*enter)
    _the_passphrase_is_forgotten(customer, secret_service)

    customer.press("check_now")
    customer.until(lambda: bool(home.desk.records.handovers()[0].last_used))
    walk.revoke(customer, "vendor-admin", mode)
    assert "vendor-admin" not in browser.vendor_signs_in(*enter)
    customer.press("done")
    state = {"disable": "disabled", "delete": "deleted"}[mode]
    customer.until(lambda: home.desk.records.handovers()[0].state == state)

    _nothing_secret_is_on_disk(data_dir, folder, (passphrase, row["Password"]))
    customer.press("sign_out")
    customer.until(lambda: kept(secret_service) == set())


def _the_passphrase_is_forgotten(customer: Customer, bus: object) -> None:
    customer.until(lambda: not any("passphrase" in name for name in kept(bus)))


def _nothing_secret_is_on_disk(*where: object) -> None:
    *folders, secrets = where
    assert isinstance(secrets, tuple)
    for folder in folders:
        assert isinstance(folder, Path)
        for path in folder.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            for secret in secrets:
                assert secret.encode() not in content, path
                assert secret not in str(path)
