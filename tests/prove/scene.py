"""One computer with its keyring, and the account that is worked on."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pyzipper

from app import grant, handover
from app.grant import ADMINISTRATOR, Wish
from app.handoverfile import Handover
from app.plan import Plan
from app.practice import Practice
from app.records import Records
from app.secretstore import SecretStore
from app.session import SESSION_NAME, RootSession, forget_leftover
from app.settings import Settings
from app.troubles import KEYRING_LOST, Trouble
from app.work import Token
from tests.support.signingin import sign_in
from tests.ui.account import vendor_signs_in

SIGNED_IN = 200


def sign_in_again(settings: Settings) -> RootSession:
    """As the next start does it: what an old run left goes first."""
    forget_leftover(settings)
    return sign_in(settings)


@dataclass
class Scene:
    """One computer with its keyring, and the account that is worked on."""

    practice: Practice
    settings: Settings
    folder: Path
    records: Records = field(init=False)
    session: RootSession = field(init=False)
    secrets: set[str] = field(default_factory=set)
    lost: bool = False  # whether the keyring has lost what it held
    number: int = 0
    made: Handover = field(init=False)

    def __post_init__(self) -> None:
        self.sit_down()

    def sit_down(self) -> None:
        """Know no more than this computer has in its files."""
        where = self.settings
        self.records = Records(where.data_dir, where.practice, where.records_dir)

    @property
    def store(self) -> SecretStore:
        """The keyring as the app opens it."""
        return SecretStore.open(self.settings.service)

    def sign_in(self) -> None:
        """Be signed in as root."""
        self.session = sign_in_again(self.settings)
        self.note_session()

    @contextmanager
    def standing_alone(self, mend: Callable[[], object]) -> Iterator[None]:
        """Where a case fails it is the only one: the next begins on a computer that holds nothing.

        `mend` makes the keyring well again, and empties it: what the program would do for that may
        be what has failed.
        """
        try:
            yield
        except (Exception, pytest.fail.Exception):
            mend()
            folders = (self.settings.data_dir, self.folder)
            for folder in folders:  # the one may be in the other
                shutil.rmtree(folder, ignore_errors=True)
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            self.sit_down()
            self.sign_in()
            raise

    def note_session(self) -> None:
        """Know the session's secrets, to look for them."""
        token = self.session._tokens[SESSION_NAME]
        keys = token["accessToken"]
        self.secrets |= {token["refreshToken"], keys["secretAccessKey"], keys["sessionToken"]}

    @property
    def name(self) -> str:
        """This case's vendor."""
        return f"vendor-{self.number}"

    def next_vendor(self) -> None:
        """Another vendor, of whom nothing is there yet."""
        self.number += 1

    @property
    def wish(self) -> Wish:
        """What the customer wishes."""
        return Wish(user_name=self.name, policy_arn=ADMINISTRATOR, require_mfa=False)

    def plan(self) -> Plan:
        """What the page shows before anything is done."""
        return grant.plan(self.wish, grant.look(self.session.clients, self.name, Token()))

    def create(self, shown: Plan | None = None) -> Handover:
        """Let the vendor in."""
        self.made = handover.create(
            self.session, self.wish, self.folder, self.records, self.settings, Token(), shown
        )
        return self.made

    def reissue(self) -> Handover:
        """A new package for the vendor."""
        self.made = handover.reissue(
            self.session, self.made, self.folder, self.records, self.settings, Token()
        )
        return self.made

    def there(self) -> bool:
        """Whether AWS has the vendor's user."""
        users = self.session.clients.pages("iam", "list_users", "Users")
        names = [user["UserName"] for user in users]
        assert names.count(self.name) <= 1
        assert len([n for n in names if n.startswith(self.name)]) <= 1, names
        return self.name in names

    def opens(self, made: Handover) -> bool:
        """Whether the package can be opened with its passphrase, and lets the vendor in."""
        passphrase = handover.passphrase(self.settings, made)
        with pyzipper.AESZipFile(made.zip_path) as package:
            package.setpassword(passphrase.encode())
            text = package.read("credentials.csv").decode("utf-8-sig")
        password = text.splitlines()[1].split(",")[1].strip('"')
        self.secrets |= {passphrase, password}
        return vendor_signs_in(self.practice, self.name, password) == SIGNED_IN

    def opens_or_was_lost(self) -> bool:
        """The same; where the keyring lost the passphrase this is said, and a new one is made."""
        if not self.lost:
            return self.opens(self.made)
        with suppress(Trouble):
            return self.opens(self.made)
        with pytest.raises(Trouble) as caught:
            handover.passphrase(self.settings, self.made)
        assert caught.value.kind is KEYRING_LOST
        return self.opens(self.reissue())

    def passphrases(self) -> list[str]:
        """The issues of this case's vendor of which the keyring holds a passphrase."""
        found = [e for e in self.entries() if f"passphrase-{self.made.id}" in e]
        return [re.sub(".*-", "", entry) for entry in found]

    entries: Callable[[], list[str]] = list


def joined() -> None:
    """Wait until no question to the keyring is under way, also those that nobody waits for."""
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(150)  # nobody at the prompt is waited for, for two minutes
            assert not thread.is_alive()
