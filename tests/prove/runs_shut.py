"""Shutting a vendor out in each of the three ways: a vendor that has everything a user can have."""

from __future__ import annotations

from app import revoke
from app.facts import Facts
from app.grant_rights import READ_ONLY
from app.handoverfile import Handover
from app.practice import Practice
from app.session import RootSession
from app.work import Token
from tests.app.vendoruser import Vendor
from tests.prove.desk import Desk
from tests.prove.runs import VENDOR, Create, Place, Run
from ui import revocation, revoke_acting
from ui.revoke_listing import listed

RIGHTS = (READ_ONLY,)


class LetIn(Vendor):
    """The vendor's user that Aikagi made, to be furnished with what vendors make themselves."""

    def __init__(self, root: RootSession) -> None:
        self.root, self.name = root, VENDOR
        self.user_id = self.call("get_user", name=VENDOR)["User"]["UserId"]


class ShutOut(Run):
    """Reduce, disable or delete."""

    def __init__(self, mode: str) -> None:
        self.name = self.mode = mode

    def prepare(self, place: Place, root: RootSession, aws: Practice) -> None:
        """The vendor with keys, certificates, groups, MFA and policies, and one of our own."""
        Create().prepare(place, root, aws)
        assert Create().act(place, root).done
        LetIn(root).furnish().certify()
        root.clients.call("iam", "create_access_key", UserName="our-own")

    def press(self, place: Place, root: RootSession, token: Token) -> bool:
        """Choose the user, look at the plan, and do it."""
        records = place.records
        found = listed(root, records, token)
        (one,) = (h for h in found.recorded if h.user_id)
        less = {"rights": RIGHTS, "require_mfa": True} if self.mode == "reduce" else {}
        if any(user.user_id == one.user_id for user in found.users):
            state = revoke.look(root.clients, one.user_id, token, hint=one.user_name)
            revoke.plan(self.mode, state, **less)  # type: ignore[arg-type]
        desk = Desk(place, self._facts(one))
        outcome = revoke_acting.act(desk, root)(token)  # type: ignore[arg-type]
        revocation.of(desk).outcome = outcome  # type: ignore[arg-type]
        token.report(outcome)
        return outcome.complete

    def _facts(self, one: Handover) -> Facts:
        return Facts(
            revoke_user=one.user_id,
            revoke_name=one.user_name,
            revoke_mode=self.mode,
            reduce_rights=RIGHTS if self.mode == "reduce" else (),
            reduce_mfa=self.mode == "reduce",
        )
