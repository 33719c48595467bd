"""The practice account: who is in it, what they hold and what they may do."""

from __future__ import annotations

import hashlib
import hmac
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from app.practice import policies, project
from app.practice.credentials import INVALID_TOKEN, Caller, Issuer, Principal
from app.practice.errors import AwsError
from app.practice.policies import Call
from app.practice.state import Plant, State

if TYPE_CHECKING:
    from moto.iam.models import Policy, Role

    from app.practice.iam_backend import PracticeIAM
    from app.practice.iam_user import PracticeUser
    from app.practice.moto_services import MotoAccount


Ruling = policies.Verdict | Literal["organization"]
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


@dataclass(frozen=True, repr=False)
class Holder:
    """A caller, with the secret that its signature must come from."""

    caller: Caller
    secret: str


class Account:
    """One AWS account with moto's services in it. Empty when made."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.issuer = Issuer()
        self.lock = threading.RLock()  # moto isn't made for threads
        self._moto: MotoAccount | None = None

    @property
    def moto(self) -> MotoAccount:
        """The account's services. The first use imports moto."""
        with self.lock:
            if self._moto is None:
                from app.practice.moto_services import MotoAccount

                self._moto = MotoAccount(self.state)
            return self._moto

    @property
    def iam(self) -> PracticeIAM:
        """The account's IAM."""
        return self.moto.iam

    # Who ------------------------------------------------------------------------------

    def owner(self) -> Principal:
        """Who signs in as the account's owner: root, or a project's managed role."""
        if self.state.kind == project.PROJECT:
            with self.lock:
                return project.owner(self.iam)
        return Principal("root", self.state.account)

    def user(self, principal: Principal) -> PracticeUser | None:
        """The IAM user behind a user or a federated session, under its present name."""
        with self.lock:
            for user in self.iam.everyone():
                if user.id == principal.id:
                    return user
        return None

    def arn(self, principal: Principal) -> str | None:
        """The ARN as GetCallerIdentity says it, or None when the principal is gone."""
        number = self.state.account
        if principal.kind == "root":
            return f"arn:aws:iam::{number}:root"
        if principal.kind == "federated":
            return f"arn:aws:sts::{number}:federated-user/{principal.session}"
        if principal.kind == "role":
            role = self.iam.get_role_by_id(principal.id)
            name = role.name if role else ""
            return (
                f"arn:aws:sts::{number}:assumed-role/{name}/{principal.session}" if role else None
            )
        user = self.user(principal)
        return user.arn if user else None

    def holder(self, access_key_id: str, session_token: str) -> Holder:
        """Who holds this access key. Raises AwsError when nobody does."""
        issued = self.issuer.find(access_key_id, session_token, self.state.now())
        if issued is not None:
            return Holder(issued.caller, issued.secret_access_key)
        found = self._role_session(access_key_id, session_token)
        if found is None and not session_token:
            found = self._long_term(access_key_id)
        if found is None:
            raise AwsError(403, "InvalidClientTokenId", INVALID_TOKEN)
        return found

    def _long_term(self, access_key_id: str) -> Holder | None:
        for user in self.iam.everyone():
            for key in user.access_keys:
                if key.access_key_id == access_key_id and key.status == "Active":
                    caller = Caller(Principal("user", user.id), None, None, access_key_id)
                    return Holder(caller, key.secret_access_key)
        return None

    def _role_session(self, access_key_id: str, session_token: str) -> Holder | None:
        session = self.moto.role_session(access_key_id)
        if session is None or not hmac.compare_digest(
            session.session_token.encode(), session_token.encode()
        ):
            return None
        if session.expiration.timestamp() <= self.state.now():
            raise AwsError(
                403, "ExpiredToken", "The security token included in the request is expired"
            )
        principal = Principal("role", session.user_id.partition(":")[0], session.session_name)
        issued = session.expiration.timestamp() - 3600
        return Holder(Caller(principal, False, issued, access_key_id), session.secret_access_key)

    def note_use(self, caller: Caller, service: str, region: str) -> None:
        """Keep when a user's access key was last used, and for what."""
        from moto.iam.models import AccessKeyLastUsed

        user = self.user(caller.principal) if caller.issued_at is None else None
        for key in user.access_keys if user else ():
            if key.access_key_id == caller.access_key_id:
                key.last_used = AccessKeyLastUsed(datetime.now(UTC), service, region)

    # What they may do -----------------------------------------------------------------

    def may(self, caller: Caller, action: str, resource: str = "*") -> bool:
        """Whether the account's policies let ``caller`` do ``action``."""
        return self.verdict(caller, action, resource) == "allow"

    def verdict(self, caller: Caller, action: str, resource: str = "*") -> Ruling:
        """``allow``, ``deny`` (somebody forbade it) or ``none`` (nobody allowed it).

        ``organization`` is a rule of the organization's, which binds the root user too.
        """
        if policies.matches(project.forbidden(self.state), action):
            return "organization"
        if caller.principal.kind == "root":
            return "allow"  # no policy of the account binds its root user
        with self.lock:
            identity, boundary = self._documents(caller.principal)
        return policies.decide(identity, boundary, Call(action, resource, self._keys(caller)))

    def _documents(self, principal: Principal) -> tuple[list[str], str | None]:
        holder: Role | PracticeUser | None = (
            self.iam.get_role_by_id(principal.id)
            if principal.kind == "role"
            else self.user(principal)
        )
        if holder is None:
            return [], None
        found = [*holder.policies.values(), *map(_document, holder.managed_policies.values())]
        if principal.kind != "role":
            for group in self.iam.get_groups_for_user(holder.name):
                found += [
                    *group.policies.values(),
                    *map(_document, group.managed_policies.values()),
                ]
        boundary = holder.permissions_boundary or {}
        arn = boundary.get("PermissionsBoundaryArn")
        return found, _document(self.iam.get_policy(arn)) if arn else None

    def _keys(self, caller: Caller) -> dict[str, str]:
        arn = self.arn(caller.principal) or ""
        keys = {"aws:principalarn": arn, "aws:principalaccount": self.state.account}
        keys["aws:currenttime"] = _iso(self.state.now())
        if caller.mfa is not None:
            keys["aws:multifactorauthpresent"] = str(caller.mfa).lower()
        if caller.issued_at is not None:
            keys["aws:tokenissuetime"] = _iso(caller.issued_at)
        user = self.user(caller.principal)
        if user is not None:
            keys["aws:username"] = user.name
        return keys

    def plant(self, wanted: Plant) -> list[tuple[str, str]]:
        """Make an administrator; returns the ids and secrets of its access keys."""
        with self.lock:
            user = self.iam.create_user("us-east-1", wanted.name, wanted.path)
            self.iam.attach_user_policy(ADMINISTRATOR, wanted.name)
            user.password = wanted.password
            keys = [self.iam.create_access_key(wanted.name) for _ in range(wanted.access_keys)]
        return [(key.access_key_id, key.secret_access_key) for key in keys]

    # Passwords ------------------------------------------------------------------------

    def password_mark(self, principal: Principal) -> str:
        """A value that changes when the principal's password does."""
        if principal.kind == "root":
            return str(self.state.root_password)
        user = self.user(principal)
        held = (user.password if user else None) or ""
        return hashlib.sha256(held.encode()).hexdigest() if held else ""


def _document(policy: Policy) -> str:
    for version in policy.versions:
        if version.is_default:
            return str(version.document)
    return "{}"


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
