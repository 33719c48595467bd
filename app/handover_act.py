"""One hand-over being carried out.

The order is what makes a crash harmless. The zip's place is taken, the passphrase is in the
keyring, and the zip is sealed and proven, all before the first AWS call that changes anything;
after the last one only the zip's name is still to be given. What fails is undone in reverse.
A new secret is stored before an old one is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app import grant, users
from app.grant import Found, Wish
from app.handoverfile import Handover, now
from app.messages import msg
from app.package import Credentials, PackageFile
from app.passwords import passphrase
from app.plan import Plan, apply, undo
from app.records import Records
from app.secretstore import SecretStore
from app.session import RootSession
from app.settings import Settings
from app.troubles import CONFLICT, Trouble
from app.users import UserSeen
from app.work import Token

SEALING = msg("Writing and checking the encrypted file")
CHECKING = msg("Looking at the account again")
ROUNDS = 2


@dataclass(frozen=True)
class Act:
    """What one hand-over works with. Its repr holds no secret."""

    session: RootSession
    records: Records
    settings: Settings
    wish: Wish
    before: Handover
    password: str = field(repr=False)
    passphrase: str = field(default_factory=passphrase, repr=False)

    @property
    def handover(self) -> Handover:
        """The record with what was wished."""
        wish = self.wish
        return replace(
            self.before,
            vendor=wish.vendor,
            policy_arn=wish.policy_arn,
            require_mfa=wish.require_mfa,
        )


def entry(handover: Handover) -> str:
    """The name of the passphrase's keyring entry. Each issue has its own, new before old."""
    return f"passphrase-{handover.id}-{handover.issue}"


def sign_in_url(account: str, settings: Settings) -> str:
    """Where the vendor signs in.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_sign-in.html
    """
    if settings.endpoint:
        return f"{settings.endpoint.rstrip('/')}/console"
    return f"https://{account}.signin.aws.amazon.com/console"


def carry_out(act: Act, found: Found, folder: Path, token: Token) -> Handover:
    """Make user and zip as `act` says, from what was `found`; returns the record of it.

    Raises `Trouble` and `Cancelled`, with everything undone or what is left said.
    """
    store = SecretStore.open(act.settings.service, token)
    account = act.session.identity.account
    url = sign_in_url(account, act.settings)
    with PackageFile.open(folder, account, act.wish.user_name) as package:
        with _pending(act, store):
            token.report(SEALING)
            package.seal(Credentials(act.wish.user_name, act.password, url), act.passphrase)
            done = _apply(act, found, token)
            placed = _place(package, act, done, token)
        token.report(CHECKING)
        made = _seen(act, placed)
    _drop_older(act, store)
    return made


def _place(package: PackageFile, act: Act, done: Plan, token: Token) -> Path:
    try:
        return package.place()
    except Trouble as trouble:
        left = undo(done, act.session.clients, token)
        raise trouble.after(undone=len(done) - len(left), left=left) from None


@contextmanager
def _pending(act: Act, store: SecretStore) -> Iterator[None]:
    """Keep passphrase and record while the act runs; take them back if it comes to nothing."""
    store.put(entry(act.handover), act.passphrase)
    first = act.before.state == "making"
    try:
        if first:
            act.records.save(act.handover)
        yield
    except BaseException as error:
        with suppress(Trouble):
            store.drop(entry(act.handover))
        if first and not (isinstance(error, Trouble) and error.left):
            act.records.save(replace(act.handover, state="undone"))
        raise


def _drop_older(act: Act, store: SecretStore) -> None:
    """The passphrase before this one opens nothing that still works."""
    if act.handover.issue > 1:
        with suppress(Trouble):
            store.drop(entry(replace(act.handover, issue=act.handover.issue - 1)))


def _apply(act: Act, found: Found, token: Token) -> Plan:
    """Carry out the plan. A lost reply can make AWS say that our own new user exists already."""
    clients, wish = act.session.clients, act.wish
    secrets = {grant.PASSWORD: act.password}
    for last in range(ROUNDS):
        steps = grant.plan(wish, found, handover=act.handover.id, today=clients.now())
        try:
            return apply(steps, clients, token, secrets)
        except Trouble as trouble:
            if trouble.aws_code != "EntityAlreadyExists" or last == ROUNDS - 1:
                raise
            found = grant.look(clients, wish.user_name, token)
            if not (found.user and found.user.handover == act.handover.id):
                raise
    raise Trouble(CONFLICT)


def _seen(act: Act, placed: Path) -> Handover:
    """The record of what AWS shows afterwards. The zip is there whatever this look brings."""
    user: UserSeen | None = None
    with suppress(Trouble):
        user = users.find_by_name(act.session.clients, act.wish.user_name)
    made = replace(
        act.handover,
        state="made",
        user_name=act.wish.user_name,
        user_id=user.user_id if user else act.handover.user_id,
        user_created=user.created.isoformat() if user else act.handover.user_created,
        made_at=now(),
        zip_path=str(placed),
    )
    act.records.save(made)
    return made
