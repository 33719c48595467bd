"""Every act that needs the keyring, how it begins, and what has to be so after trouble with it."""

from __future__ import annotations

from dataclasses import dataclass

from app import handover, revoke, revoke_choice
from app.session import ENTRY, forget_leftover
from app.troubles import Trouble
from app.work import Token
from tests.app.test_signin import expire
from tests.prove.scene import Scene
from tests.support.signingin import sign_in


class Act:
    """Something that needs the keyring. `before` and `again` aren't in any trouble."""

    def before(self, scene: Scene) -> None:
        """Get ready for it."""

    def do(self, scene: Scene) -> None:
        """Do it; may raise `Trouble`."""
        raise NotImplementedError

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """What has to be so now, and once it is done again."""
        raise NotImplementedError


class SignIn(Act):
    """From the press to the session."""

    def before(self, scene: Scene) -> None:
        """Nobody is signed in."""
        scene.session.sign_out(Token())

    def do(self, scene: Scene) -> None:
        """Sign in."""
        scene.session = sign_in(scene.settings)

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """Signed in, or told; then it works, and signing out leaves nothing."""
        if trouble is not None:
            scene.sign_in()
        assert scene.session.security(Token()).root_mfa
        assert scene.session.sign_out(Token())
        assert not [e for e in scene.entries() if ENTRY in e]
        scene.sign_in()


class Refresh(Act):
    """A call of AWS before which the session has to be renewed."""

    def before(self, scene: Scene) -> None:
        """The quarter of an hour is over."""
        expire(scene.session)

    def do(self, scene: Scene) -> None:
        """Ask AWS something."""
        assert scene.session.security(Token()).root_mfa

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """The session goes on: what is in memory doesn't hang on the keyring."""
        assert trouble is None
        expire(scene.session)
        assert scene.session.security(Token()).root_mfa
        assert scene.session.sign_out(Token())
        assert not [e for e in scene.entries() if ENTRY in e]
        scene.sign_in()


class Create(Act):
    """Letting a vendor in."""

    def before(self, scene: Scene) -> None:
        """Nobody of that name is there."""
        scene.next_vendor()

    def do(self, scene: Scene) -> None:
        """Make user and package."""
        expire(scene.session)
        scene.create()

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """All or nothing; then all."""
        assert scene.there() == (trouble is None)
        if trouble is not None:
            assert not list(scene.folder.glob(f"*{scene.name}*"))
            scene.create()
        assert scene.opens_or_was_lost()
        handover.forget_delivered(scene.records, scene.settings)
        assert scene.passphrases() == [str(scene.made.issue)]


class Reissue(Act):
    """A new password, file and passphrase."""

    def before(self, scene: Scene) -> None:
        """A vendor has its package."""
        scene.next_vendor()
        scene.create()

    def do(self, scene: Scene) -> None:
        """Make them."""
        expire(scene.session)
        scene.reissue()

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """The old ones are as they were, or there are new ones; then new ones."""
        if trouble is not None:
            assert scene.opens_or_was_lost()
            scene.reissue()
        assert scene.opens_or_was_lost()
        handover.forget_delivered(scene.records, scene.settings)
        assert scene.passphrases() == [str(scene.made.issue)]


@dataclass
class ShutOut(Act):
    """Shutting a vendor out whose passphrase still waits."""

    mode: str

    def before(self, scene: Scene) -> None:
        """A vendor was let in."""
        scene.next_vendor()
        scene.create()

    def do(self, scene: Scene) -> None:
        """Shut it out, whatever the keyring does."""
        expire(scene.session)
        outcome = revoke.carry_out(
            scene.session, scene.made.user_id, self.mode, scene.records, Token(), scene.name
        )
        assert outcome.complete
        assert outcome.shut_out
        account = scene.session.identity.account
        revoke_choice.forget_passphrases(outcome, account, scene.records, scene.settings)

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """It is shut out; the passphrase is gone, at the next sign-in at the latest."""
        assert trouble is None
        assert scene.there() == (self.mode == revoke.DISABLE)
        handover.forget_delivered(scene.records, scene.settings)
        assert scene.passphrases() == []


class Tell(Act):
    """Showing the passphrase, and forgetting it once it is told."""

    def before(self, scene: Scene) -> None:
        """A vendor has its file."""
        scene.next_vendor()
        scene.create()

    def do(self, scene: Scene) -> None:
        """Fetch it, and remove it."""
        scene.secrets.add(handover.passphrase(scene.settings, scene.made))
        handover.forget_passphrase(scene.settings, scene.made)

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """It was told, or is still there to be; then it is gone."""
        if trouble is not None and scene.passphrases():
            assert scene.opens(scene.made)
        handover.forget_passphrase(scene.settings, scene.made)
        assert scene.passphrases() == []


class SignOut(Act):
    """Signing out."""

    def before(self, scene: Scene) -> None:
        """What AWS is asked counts from now on."""
        scene.practice.state.calls.clear()

    def do(self, scene: Scene) -> None:
        """Sign out."""
        assert scene.session.sign_out(Token())

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """AWS has ended it in any case; the entry is gone, or it was said that it isn't."""
        assert any("revoke" in call.lower() for call in scene.practice.state.calls)
        left = [e for e in scene.entries() if ENTRY in e]
        assert trouble is not None or not left
        forget_leftover(scene.settings)
        assert not [e for e in scene.entries() if ENTRY in e]
        scene.sign_in()


class StartAfterCrash(Act):
    """The next start, where an old run left its session."""

    def do(self, scene: Scene) -> None:
        """Remove it."""
        forget_leftover(scene.settings)

    def after(self, scene: Scene, trouble: Trouble | None) -> None:
        """It is gone, or it was said that it isn't; then it goes."""
        left = [e for e in scene.entries() if ENTRY in e]
        assert trouble is not None or not left
        forget_leftover(scene.settings)
        assert not [e for e in scene.entries() if ENTRY in e]
        scene.sign_in()


ACTS: dict[str, Act] = {
    "signing in": SignIn(),
    "renewing the session": Refresh(),
    "letting a vendor in": Create(),
    "issuing the package again": Reissue(),
    "disabling": ShutOut(revoke.DISABLE),
    "deleting": ShutOut(revoke.DELETE),
    "telling the passphrase": Tell(),
    "signing out": SignOut(),
    "starting after a crash": StartAfterCrash(),
}
