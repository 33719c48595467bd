"""Every file of app/ and ui/ keeps every rule, and every rule can tell when it is broken."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.walls import imports, source

ROOT = Path(__file__).resolve().parents[2]
RULES = (*imports.RULES, *source.RULES)
Rule = Callable[[str, ast.Module], Iterator[str]]


def files() -> list[str]:
    """The source files, as paths from the root."""
    found = [path for folder in ("app", "ui") for path in (ROOT / folder).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


@pytest.mark.parametrize("path", files())
def test_file_keeps_every_rule(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    broken = [complaint for rule in RULES for complaint in rule(path, tree)]
    assert not broken, "\n".join(broken)


def test_there_are_files_to_check() -> None:
    assert {"app/__init__.py", "app/plan.py", "ui/__init__.py"} <= set(files())


def test_background_catches_what_nobody_foresaw() -> None:
    tree = ast.parse((ROOT / source.BACKGROUND).read_text(encoding="utf-8"))
    handlers = [n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler)]
    assert len([handler for handler in handlers if source.catches_all(handler)]) == 1


def test_long_files_are_long_and_there() -> None:
    for path, reason in source.LONG_FILES.items():
        lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
        assert lines > source.MAX_FILE, f"{path} needs its exception no longer"
        assert reason


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40
LONG_FILE = "x = 1\n" * 251
HOME, DOWN, RELATIVE = imports.RULES
BROKEN: list[tuple[Rule, str, str]] = [
    (HOME, "app/grant.py", "import PySide6.QtCore"),
    (HOME, "app/grant.py", "from PySide6.QtCore import QObject"),
    (HOME, "app/grant.py", "from ui import main"),
    (HOME, "app/grant.py", "import ui"),
    (HOME, "app/grant.py", "def f():\n    import boto3"),
    (HOME, "app/grant.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import ui"),
    (HOME, "app/session.py", "from botocore.session import Session"),
    (HOME, "app/session.py", "from botocore import session"),
    (HOME, "app/revoke.py", "from botocore.exceptions import ClientError"),
    (HOME, "ui/main.py", "import boto3"),
    (HOME, "ui/pages/sign_in.py", "from botocore.config import Config"),
    (HOME, "ui/main.py", "import keyring"),
    (HOME, "app/delivery.py", "from keyring.errors import KeyringError"),
    (HOME, "app/signin.py", "from cryptography.hazmat.primitives import hashes"),
    (HOME, "app/clients.py", "import moto"),
    (HOME, "app/clients.py", "from app.practice import server"),
    (HOME, "app/clients.py", "from app import practice"),
    (DOWN, "app/clients.py", "from app.grant import plan"),
    (DOWN, "app/practice/signin.py", "from app import revoke"),
    (RELATIVE, "app/grant.py", "from . import clients"),
    (source.one_event_loop, "ui/widgets.py", "QApplication.processEvents()"),
    (source.one_event_loop, "ui/widgets.py", "QMessageBox(self).exec()"),
    (source.one_event_loop, "app/plan.py", "exec('x = 1')"),
    (source.no_global, "ui/main.py", "def f():\n    global window"),
    (source.no_items_of_layouts, "ui/page.py", "self.column.itemAt(0).widget()"),
    (source.no_items_of_layouts, "ui/page.py", "self.column.takeAt(0)"),
    (source.no_sleep, "app/grant.py", "time.sleep(1)"),
    (source.no_sleep, "app/grant.py", "from time import sleep as wait"),
    (source.no_sleep, "ui/main.py", "QThread.msleep(10)"),
    (source.one_catch_all, "app/grant.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (source.one_catch_all, "app/grant.py", "try:\n    f()\nexcept:\n    pass"),
    (source.one_catch_all, "app/grant.py", "try:\n    f()\nexcept (OSError, Exception):\n    pass"),
    (source.one_catch_all, "app/grant.py", "with suppress(Exception):\n    f()"),
    (
        source.one_catch_all,
        source.BACKGROUND,
        "try:\n    f()\nexcept Exception:\n    pass\n" * 2,
    ),
    (source.short_functions, "app/grant.py", LONG_FUNCTION),
    (source.short_file, "app/grant.py", LONG_FILE),
    (source.plain_names, "app/grant.py", "class GrantManager:\n    pass"),
    (source.plain_names, "app/utils.py", ""),
    (source.plain_names, "ui/page_helpers.py", ""),
    (source.words_stand_alone, "ui/page.py", "x = f\"{who} {_('Then it goes on.')}\""),
    (source.words_stand_alone, "app/plan.py", "x = f\"{msg('It is {so}', so=1)}\""),
]
KEPT: list[tuple[Rule, str, str]] = [
    (HOME, "ui/main.py", "from PySide6.QtWidgets import QApplication\nfrom app import grant"),
    (HOME, "app/clients.py", "import boto3\nfrom botocore.session import Session"),
    (HOME, "app/secretstore.py", "import keyring"),
    (HOME, "app/practice/server.py", "import moto\nfrom werkzeug import Request"),
    (HOME, "app/grant.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import boto3"),
    (HOME, "app/grant.py", "import keyrings_of_mine, uic"),
    (DOWN, "app/grant.py", "from app import clients"),
    (source.one_event_loop, source.ENTRY, "QApplication([]).exec()"),
    (source.no_items_of_layouts, "ui/flow.py", "def itemAt(self, index):\n    return self._all"),
    (
        source.one_catch_all,
        "app/grant.py",
        "try:\n    f()\nexcept Exception:\n    undo()\n    raise",
    ),
    (source.one_catch_all, source.BACKGROUND, "try:\n    f()\nexcept Exception:\n    pass"),
    (source.short_functions, "app/grant.py", "def f():\n" + "    x = 1\n" * 39),
    (source.short_file, "app/grant.py", "x = 1\n" * 250),
    (source.plain_names, "app/utilities_bill.py", "class Journey:\n    pass"),
    (source.words_stand_alone, "ui/page.py", "then = _('Then.')\nx = f'{who} {then}'"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_rule_sees_what_breaks_it(rule: Rule, path: str, text: str) -> None:
    assert list(rule(path, ast.parse(text)))


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_rule_lets_be_what_keeps_it(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(path, ast.parse(text)))


def test_every_rule_is_shown_to_work() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)
