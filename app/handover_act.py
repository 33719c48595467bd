"""One hand-over being carried out.

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

from app import enddate, grant
from app.grant import Found, Wish
from app.grant_rights import manages_itself
from app.handover_half import without_half
from app.handoverfile import Handover, now
from app.messages import msg
from app.package import Conditions, Credentials, PackageFile
from app.passwords import passphrase
from app.plan import Plan, apply, remaining, undo
from app.records import Records
from app.secretstore import SecretStore
from app.session import RootSession
from app.settings import Settings
from app.troubles import CONFLICT, MADE_ALL_THE_SAME, Trouble
from app.work import Cancelled, Token

log = logging.getLogger(__name__)

SEALING = msg("Writing and checking the encrypted file")
CHECKING = msg("Looking at the account again")
ROUNDS = 2
NEVER_SO = {"new-password"}  # no look can find it to be so already


@dataclass(frozen=True)
class Act:
    """What one hand-over works with. Its repr holds no secret."""

    session: RootSession
    records: Records
    settings: Settings
    wish: Wish
    before: Handover  # the record as this act begins, its new issue counted already
    previous: Handover  # the record as it was kept, to go back to
    password: str = field(repr=False)
    passphrase: str = field(default_factory=passphrase, repr=False)

    @property
    def under_way(self) -> Handover:
        """The record while the act runs."""
        first = self.before.state == "making"
        return self.handover if first else replace(self.previous, state="reissuing")

    @property
    def handover(self) -> Handover:
        """The record with what was wished. Rights that were given late stay noted as such."""
        wish = self.wish
        given = "" if wish.rights_later else self.before.rights_given_at
        still = self.before.missing if wish.keep else ()
        return replace(
            self.before,
            vendor=wish.vendor,
            documents_asked=wish.documents,
            channels=wish.channels,
            policy_arn=wish.policy_arn,
            require_mfa=wish.require_mfa,
            change_password=wish.change_password,
            rights_later=wish.rights_later or bool(given),
            rights_given_at=given,
            ends_at=enddate.utc(wish.ends_at),
            end_seen=False,
            missing=tuple(name for name in still if name == "policy_arn"),  # guards are put back
            rights_seen=self.before.rights_seen if still else (),
            elsewhere=False,  # its package is made here now
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
    act = _without_half(act, store)
    account = act.session.identity.account
    url = sign_in_url(account, act.settings)
    with PackageFile.open(folder, account, act.wish.user_name) as package:
        with _pending(act, store, there_before=found.user is not None):
            token.report(SEALING)
            credentials = Credentials(act.wish.user_name, act.password, url)
            package.seal(credentials, act.passphrase, _conditions(act.wish, found))
            done = _apply(act, found, token)
            placed = _place(package, act, done, token)
        token.report(CHECKING)
        made = _keep(act, _look(act), placed)
    _drop_older(act, store)
    return made


def _conditions(wish: Wish, found: Found) -> Conditions:
    """What the vendor will meet. It is told to set MFA up where AWS lets it, and only then."""
    to_come = wish.rights_later and manages_itself({wish.policy_arn})
    return Conditions(
        require_mfa=wish.require_mfa,
        mfa_now=wish.require_mfa or manages_itself(wish.rights(found)),
        mfa_later=to_come and not wish.require_mfa,
        change_password=wish.change_password,
        rights_later=wish.rights_later,
        ends=enddate.to_the_minute(wish.ends_at) if wish.ends_at else "",
    )


def _without_half(act: Act, store: SecretStore) -> Act:
    name = entry(act.handover)
    previous = without_half(act.previous, store, name)
    return replace(act, before=replace(act.before, half_zip=""), previous=previous)


def _place(package: PackageFile, act: Act, done: Plan, token: Token) -> Path:
    try:
        act.records.save(replace(act.under_way, half_zip=str(package.target())))
        return package.place()
    except Trouble as trouble:
        left = undo(done, act.session.clients, token)
        raise trouble.after(undone=len(done) - len(left), left=left) from None


@contextmanager
def _pending(act: Act, store: SecretStore, *, there_before: bool) -> Iterator[None]:
    """Keep record and passphrase while the act runs; take them back if it comes to nothing.

    After a crash, and where something is left in the account, by this attempt or by one before
    it, the record says "making" or "reissuing": the next start finds it.
    """
    first = act.before.state == "making"
    half_made = there_before and any(h.id == act.before.id for h in act.records.handovers())
    back = replace(act.handover, state="undone") if first and not half_made else act.previous
    act.records.save(act.under_way)
    try:
        store.put(entry(act.handover), act.passphrase)
        yield
    except BaseException as error:
        with suppress(Trouble):
            store.drop(entry(act.handover))
        if isinstance(error, Cancelled) or (isinstance(error, Trouble) and not error.left):
            act.records.save(back)
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
    before: Plan = ()
    for last in range(ROUNDS):
        steps = grant.plan(wish, found, handover=act.handover.id, today=clients.now())
        try:
            return apply(steps, clients, token, secrets, before)
        except Trouble as trouble:
            if trouble.aws_code != "EntityAlreadyExists" or last == ROUNDS - 1:
                raise
            if found.user is None:  # what the first round may have made is undone by the second
                before = tuple(a for a in steps if a.id in {"make-user", "password"})
            found = grant.look(clients, wish.user_name, token)
            if not (found.user and found.user.handover == act.handover.id):
                raise
    raise Trouble(CONFLICT)


def _look(act: Act) -> Found:
    """What AWS shows now. A new user is looked for again a while: IAM can be late.

    The zip is there whatever this look brings, so no trouble of it is one of the act.
    """
    clients, name = act.session.clients, act.wish.user_name
    try:
        found = grant.look_until(clients, name, lambda seen: _is_so(act.wish, seen))
    except Trouble as trouble:
        log.warning("the look afterwards failed: %s", trouble)
        return Found()
    if not _is_so(act.wish, found):
        log.warning("what was made isn't all visible yet")
    return found


def _is_so(wish: Wish, found: Found) -> bool:
    return (
        bool(found.user)
        and not {action.id for action in remaining(grant.plan(wish, found))} - NEVER_SO
    )


def _keep(act: Act, found: Found, placed: Path) -> Handover:
    """Keep the record of what AWS shows afterwards."""
    user, before = found.user, act.handover
    made = replace(
        before,
        state="made",
        user_name=act.wish.user_name,
        user_id=user.user_id if user else before.user_id,
        user_created=user.created.isoformat() if user else before.user_created,
        made_at=now(),
        zip_path=str(placed),
    )
    try:
        act.records.save(made)
    except Trouble as trouble:
        raise trouble.saying(MADE_ALL_THE_SAME) from None
    return made
