"""How a user gets in with a password: what is checked, and what has to be done first.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_sign-in.html
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from app.practice import totp
from app.practice.account import Account, Ruling
from app.practice.credentials import Caller, Principal

if TYPE_CHECKING:
    from app.practice.iam_user import PracticeUser

Changed = Literal["changed", "weak", "wrong", "refused"]
# Calls that show whether somebody can do something here: an administrator all of them, others some.
PROBES = ("iam:ListUsers", "ec2:DescribeInstances", "s3:ListAllMyBuckets")
SEED_LENGTH = 32


@dataclass(frozen=True, repr=False)
class Device:
    """A virtual MFA device that isn't anybody's yet, and its secret key."""

    serial: str
    seed: str


class Entry:
    """The way in to one account."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def sign_in(self, name: str, password: str, code: str) -> Caller | None:
        """Whoever has this password and, where there's a device, this code; None when refused.

        The refusal doesn't say what was wrong.
        """
        account = self._account
        with account.lock:
            user = next((one for one in account.iam.everyone() if one.name == name), None)
            held = (user.password if user else None) or ""
            right = hmac.compare_digest(
                hashlib.sha256(held.encode()).digest(), hashlib.sha256(password.encode()).digest()
            )
            if user is None or not held or not right or not self._mfa_passes(user, code):
                return None
            return Caller(Principal("user", user.id), bool(user.mfa_devices), account.state.now())

    def _mfa_passes(self, user: PracticeUser, code: str) -> bool:
        return not user.mfa_devices or any(
            totp.step_of(seed, code, self._account.state.real_now()) is not None
            for seed in map(self.seed, user.mfa_devices)
            if seed
        )

    def seed(self, serial: str) -> str:
        """The secret key of a device; empty when it's gone."""
        with self._account.lock:
            device = self._account.iam.virtual_mfa_devices.get(serial)
            return str(device.base32_string_seed) if device else ""

    def entered(self, caller: Caller) -> None:
        """Note that the caller is in: it shows as ``PasswordLastUsed``."""
        with self._account.lock:
            user = self._account.user(caller.principal)
            if user is not None:
                now = datetime.fromtimestamp(int(self._account.state.real_now()), UTC)
                # moto's class declares None here and documents a datetime.
                user.password_last_used = now  # type: ignore[assignment]

    # The password -----------------------------------------------------------------------

    def must_change(self, caller: Caller) -> bool:
        """Whether AWS lets the caller do nothing before the password is another."""
        user = self._account.user(caller.principal)
        return user is not None and bool(user.password_reset_required)

    def change_password(self, caller: Caller, old: str, new: str) -> Changed:
        """Give oneself another password, as IAM's ChangePassword would."""
        from app.practice.iam_secrets import PasswordPolicyViolation, set_password

        with self._account.lock:
            user = self._account.user(caller.principal)
            if user is None or not user.password or not self._may_change(caller, user):
                return "refused"
            if not hmac.compare_digest(user.password.encode(), old.encode()):
                return "wrong"
            try:
                set_password(self._account, user, new, reset=False)
            except PasswordPolicyViolation:
                return "weak"
        return "changed"

    def _may_change(self, caller: Caller, user: PracticeUser) -> bool:
        """By a policy, or because the account's password policy lets every user."""
        verdict = self._account.verdict(caller, "iam:ChangePassword", user.arn)
        policy: Any = self._account.iam.account_password_policy
        everyone = policy is not None and bool(policy.allow_users_to_change_password)
        return verdict == "allow" or (verdict == "none" and everyone)

    def standing(self, caller: Caller) -> Ruling:
        """Whether the caller can do something (``allow``), nothing yet, or is shut out."""
        rulings = [self._account.verdict(caller, probe) for probe in PROBES]
        if "allow" in rulings:
            return "allow"
        return next((ruling for ruling in rulings if ruling != "none"), "none")

    # MFA --------------------------------------------------------------------------------

    def needs_mfa(self, caller: Caller) -> bool:
        """Whether a policy denies everything until the caller signs in with MFA."""
        if caller.mfa:
            return False
        return (
            self.standing(caller) == "deny" and self.standing(replace(caller, mfa=True)) != "deny"
        )

    def new_device(self, caller: Caller) -> Device | None:
        """A device for the caller to register; None when the caller may not."""
        account = self._account
        with account.lock:
            user = account.user(caller.principal)
            if user is None or user.mfa_devices:
                return None
            serial = f"arn:aws:iam::{account.state.account}:mfa/{user.name}"
            if not account.may(caller, "iam:CreateVirtualMFADevice", serial):
                return None
            # The console removes what was begun and never finished.
            # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
            if serial in account.iam.virtual_mfa_devices:
                account.iam.delete_virtual_mfa_device(serial)
            device = account.iam.create_virtual_mfa_device(user.name, "/")
            device.base32_string_seed = device.base32_string_seed[:SEED_LENGTH]
            return Device(str(device.serial_number), str(device.base32_string_seed))

    def register(self, caller: Caller, serial: str, first: str, second: str) -> bool:
        """Make the device the caller's own, with two codes of it in a row."""
        from moto.core.exceptions import ServiceException

        account = self._account
        with account.lock:
            user = account.user(caller.principal)
            if user is None or not account.may(caller, "iam:EnableMFADevice", user.arn):
                return False
            try:
                account.iam.enable_mfa_device(user.name, serial, first, second)
            except ServiceException:
                return False
        return True

    def codes(self, serial: str) -> tuple[str, str]:
        """The device's codes of the step before and of now, as a phone would show them."""
        seed, here = self.seed(serial), int(self._account.state.real_now() // totp.STEP)
        return (totp.code_at(seed, here - 1), totp.code_at(seed, here)) if seed else ("", "")
