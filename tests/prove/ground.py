"""How things stand before a run, kept so that each case begins with just that.

What is kept: the account in the practice AWS, the two folders, and the keyring's entries but for
the session. To make it all again by calls would take longer than the case.
"""

from __future__ import annotations

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import secretstorage
from jeepney.io.blocking import DBusConnection
from moto.budgets.models import budgets_backends

from app.practice import Practice
from app.secretstore import SecretStore
from tests.prove.account import iam_of
from tests.prove.runs import Place

SESSION = "session"
# AWS's own policies are the same for everybody, and by far the largest part.
NOT_KEPT = ("aws_managed_policies", "account_summary", "policy_arn_regex", "state")


def entries(bus: DBusConnection, service: str) -> dict[str, str]:
    """The program's secrets in the keyring, by their names, without the session's."""
    found = {}
    for collection in secretstorage.get_all_collections(bus):
        for item in collection.get_all_items():
            whole = item.get_attributes().get("service", "")
            name = whole.removeprefix(f"{service}/")
            if name not in {whole, SESSION}:
                found[name] = item.get_secret().decode().removeprefix("whole:")
    return found


class Ground:
    """The beginning of a run."""

    def __init__(self, aws: Practice, place: Place, bus: DBusConnection, kept: Path) -> None:
        self._aws, self._place, self._bus, self._kept = aws, place, bus, kept
        self._secrets = entries(bus, place.settings.service)
        for path in self._folders:
            shutil.copytree(path, kept / path.name)
        self._account = self._copy(self._now())

    def bring_back(self) -> None:
        """All is as it was."""
        for path in self._folders:
            shutil.rmtree(path)
            shutil.copytree(self._kept / path.name, path)
        store = SecretStore.open(self._place.settings.service)
        now = entries(self._bus, self._place.settings.service)
        for name in now.keys() - self._secrets.keys():
            store.drop(name)
        for name, secret in self._secrets.items():
            if now.get(name) != secret:
                store.put(name, secret)
        self._put_back(self._copy(self._account))

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self._place.data_dir, self._place.folder

    def _now(self) -> dict[str, Any]:
        account, state = self._aws._front.account, self._aws.state  # type: ignore[union-attr]
        with account.lock:
            account.moto.budgets()  # makes its services the present ones
            iam = iam_of(self._aws)
            return {
                "iam": {name: value for name, value in vars(iam).items() if name not in NOT_KEPT},
                "counts": {one.arn: one.attachment_count for one in iam.aws_managed_policies},
                "budgets": budgets_backends[state.account]["aws"].budgets,
                "shelf": account.shelf,
                "analyzers": account.analyzers,
                "contacts": state.contacts,
                "signin_policy": state.signin_policy,
            }

    def _copy(self, found: dict[str, Any]) -> dict[str, Any]:
        iam = iam_of(self._aws)
        shared = (iam, self._aws.state, *iam.aws_managed_policies)
        return deepcopy(found, {id(one): one for one in shared})

    def _put_back(self, found: dict[str, Any]) -> None:
        account, state = self._aws._front.account, self._aws.state  # type: ignore[union-attr]
        with account.lock:
            account.moto.budgets()
            iam = iam_of(self._aws)
            vars(iam).update(found["iam"])
            for one in iam.aws_managed_policies:
                one.attachment_count = found["counts"][one.arn]
            budgets_backends[state.account]["aws"].budgets = found["budgets"]
            account.shelf, account.analyzers, account.report = (
                found["shelf"],
                found["analyzers"],
                None,
            )
            state.contacts, state.signin_policy = found["contacts"], found["signin_policy"]
            state.clear()
