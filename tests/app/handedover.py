"""A customer's computer on which users and zips are made."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from app import handover, troubles
from app.grant import Wish
from app.handover_act import entry
from app.handoverfile import Handover
from app.package import PackageFile
from app.practice import Practice
from app.records import Records
from app.secretstore import SecretStore
from app.session import RootSession
from app.settings import Settings
from app.troubles import Trouble
from app.work import Token


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "お渡し フォルダー"
    made.mkdir()
    return made


class Desk:
    """What each test works with, in one hand."""

    def __init__(
        self, root: RootSession, folder: Path, records: Records, settings: Settings
    ) -> None:
        self.root, self.folder, self.records, self.settings = root, folder, records, settings

    def create(self, wish: Wish | None = None, token: Token | None = None) -> Handover:
        return handover.create(
            self.root, wish or Wish(), self.folder, self.records, self.settings, token or Token()
        )

    def users(self) -> list[str]:
        return [u["UserName"] for u in self.root.clients.pages("iam", "list_users", "Users")]

    def forget(self) -> None:
        """Let this computer know of nobody, as a new one does."""
        for path in (self.records.home / "handovers").iterdir():
            path.unlink()

    def passphrases(self, handover_: Handover) -> str | None:
        return SecretStore.open(self.settings.service).get(entry(handover_))


@pytest.fixture
def desk(root: RootSession, folder: Path, records: Records, settings: Settings) -> Desk:
    return Desk(root, folder, records, settings)


def unzip(path: str, passphrase: str) -> dict[str, str]:
    """The zip's credentials as the vendor reads them, with 7-Zip."""
    command = [shutil.which("7z") or "7zz", "x", f"-p{passphrase}", "-so", path, "credentials.csv"]
    made = subprocess.run(command, capture_output=True, check=True)
    return next(csv.DictReader(io.StringIO(made.stdout.decode())))


def can_sign_in(practice: Practice, row: dict[str, str]) -> bool:
    """Whether the credentials open the account, by what the practice AWS holds."""
    from moto.iam.models import iam_backends

    user = iam_backends[practice.state.account]["aws"].users[row["User name"]]
    return bool(user.password == row["Password"])


def attached(desk: Desk, name: str = "vendor-admin") -> set[str]:
    found = desk.root.clients.pages(
        "iam", "list_attached_user_policies", "AttachedPolicies", UserName=name
    )
    return {policy["PolicyArn"] for policy in found}


def place_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object) -> None:
        raise Trouble(troubles.FOLDER_GONE)

    monkeypatch.setattr(PackageFile, "place", fail)
