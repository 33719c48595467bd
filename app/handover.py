"""Letting the vendor in: the user and the zip with its credentials, as one act.

The order is what makes a crash harmless. The zip's place is taken, the passphrase is in the
keyring, and the zip is sealed and proven, all before the first AWS call that changes anything;
after the last one only the zip's name is still to be given. What fails is undone in reverse.
A new secret is stored before an old one is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app import __version__, grant, users
from app.grant import Found, Wish
from app.handoverfile import Handover, now
from app.messages import msg
from app.package import Credentials, PackageFile
from app.passwords import console_password
from app.passwords import passphrase as make_passphrase
from app.plan import Plan, apply, undo
from app.records import Records
from app.secretstore import SecretStore
from app.session import RootSession
from app.settings import Settings
from app.troubles import CONFLICT, KEYRING_LOST, Trouble
from app.users import UserSeen
from app.work import Token

log = logging.getLogger(__name__)

SEALING = msg("Writing and checking the encrypted file")
CHECKING = msg("Looking at the account again")
ROUNDS = 2


@dataclass(frozen=True)
class _Act:
    """What one hand-over works with. Its repr holds no secret."""

    session: RootSession
    records: Records
    settings: Settings
    wish: Wish
    before: Handover
    password: str = field(repr=False)
    passphrase: str = field(default_factory=make_passphrase, repr=False)

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


def create(
    session: RootSession,
    wish: Wish,
    folder: Path,
    records: Records,
    settings: Settings,
    token: Token,
) -> Handover:
    """Make the vendor's user and its encrypted zip in `folder`; returns the record of it.

    Finds and finishes what an earlier run, cut short, left. Reports `plan.Progress` and
    `Message`s. Raises `Trouble` and `Cancelled`; then what was changed has been undone, or the
    trouble says what is left.
    """
    found = grant.look(session.clients, wish.user_name, token)
    grant.plan(wish, found)  # refuses a user that isn't ours before anything is written
    handover = _record_for(session, wish, found, records)
    password = console_password(found.password_policy)
    act = _Act(session, records, settings, wish, handover, password)
    return _carry_out(act, found, folder, token)


def reissue(
    session: RootSession,
    handover: Handover,
    folder: Path,
    records: Records,
    settings: Settings,
    token: Token,
) -> Handover:
    """A new password, a new zip, a new passphrase; the old ones are worthless from then on.

    Raises `Trouble` (USER_GONE among them) and `Cancelled`; then the old ones are as they were,
    unless the trouble says otherwise.
    """
    user = users.get_by_id(session.clients, handover.user_id, token, hint=handover.user_name)
    found = grant.look(session.clients, user.name, token)
    wish = Wish(user.name, handover.policy_arn, handover.require_mfa, handover.vendor, True)
    again = replace(
        handover,
        user_name=user.name,
        issue=handover.issue + 1,
        file_channel="",
        file_sent_at="",
        password_channel="",
        password_sent_at="",
    )
    password = console_password(found.password_policy)
    act = _Act(session, records, settings, wish, again, password)
    return _carry_out(act, found, folder, token)


def _record_for(session: RootSession, wish: Wish, found: Found, records: Records) -> Handover:
    """The record to go on with: an unfinished one of the same user, or a new one."""
    account = session.identity.account
    for old in unfinished(records):
        same = old.account == account and old.user_name == wish.user_name
        if same and (found.user is None or found.user.handover in ("", old.id)):
            return old
    handover_id = found.user.handover if found.user and found.user.ours else ""
    known = {h.id: h for h in records.handovers()}.get(handover_id)
    fresh = Handover(account=account, user_name=wish.user_name, app_version=__version__)
    # A user of ours that is complete gets another package under its own record.
    return replace(known, issue=known.issue + 1) if known else fresh


def _carry_out(act: _Act, found: Found, folder: Path, token: Token) -> Handover:
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


def _place(package: PackageFile, act: _Act, done: Plan, token: Token) -> Path:
    try:
        return package.place()
    except Trouble as trouble:
        left = undo(done, act.session.clients, token)
        raise trouble.after(undone=len(done) - len(left), left=left) from None


@contextmanager
def _pending(act: _Act, store: SecretStore) -> Iterator[None]:
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


def _drop_older(act: _Act, store: SecretStore) -> None:
    """The passphrase before this one opens nothing that still works."""
    if act.handover.issue > 1:
        with suppress(Trouble):
            store.drop(entry(replace(act.handover, issue=act.handover.issue - 1)))


def _apply(act: _Act, found: Found, token: Token) -> Plan:
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


def _seen(act: _Act, placed: Path) -> Handover:
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


def passphrase(settings: Settings, handover: Handover) -> str:
    """The passphrase that still waits to be delivered. Raises `Trouble` (KEYRING_LOST)."""
    found = SecretStore.open(settings.service).get(entry(handover))
    if found is None:
        raise Trouble(KEYRING_LOST)
    return found


def forget_passphrase(settings: Settings, handover: Handover) -> None:
    """Remove the passphrase: it has been delivered. Raises `Trouble`."""
    SecretStore.open(settings.service).drop(entry(handover))


def unfinished(records: Records) -> tuple[Handover, ...]:
    """Hand-overs that a crash or a power cut stopped in the middle."""
    return tuple(h for h in records.handovers() if h.state == "making")


def check(session: RootSession, handover: Handover, records: Records, token: Token) -> Handover:
    """Look the vendor's user up again: still there, signed in yet? Raises `Trouble`."""
    if handover.account != session.identity.account:
        return handover
    user = users.find_by_id(session.clients, handover.user_id, token, hint=handover.user_name)
    if user is None:
        seen = replace(handover, state="deleted") if handover.user_id else handover
    else:
        used = user.last_used.isoformat() if user.last_used else handover.last_used
        seen = replace(handover, user_name=user.name, last_used=used)
    if seen != handover:
        records.save(seen)
    return seen


def take_back(
    session: RootSession, handover: Handover, records: Records, settings: Settings, token: Token
) -> Handover:
    """Undo a hand-over that was cut short: the half-made user and the passphrase go.

    Only a user that carries this hand-over's own tag is touched. Raises `Trouble`.
    """
    clients = session.clients
    found = grant.look(clients, handover.user_name, token)
    if found.user and found.user.handover == handover.id:
        wish = Wish(handover.user_name, handover.policy_arn, handover.require_mfa)
        made = grant.plan(wish, Found(), handover=handover.id)
        left = undo(made, clients, token)
        if left:
            raise Trouble(CONFLICT).after(undone=len(made) - len(left), left=left)
    forget_passphrase(settings, handover)
    undone = replace(handover, state="undone")
    records.save(undone)
    return undone
