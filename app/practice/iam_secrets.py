"""IAM: passwords, and the credentials that are made for one service.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html
"""

from __future__ import annotations

import secrets
import string
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.iam.exceptions import (
    EntityAlreadyExists,
    IAMException,
    InvalidInput,
    LimitExceededException,
    NoSuchEntity,
    NotFoundException,
)

from app.practice.account import Account
from app.practice.credentials import unique_id
from app.practice.iam_answers import paged, user_of
from app.practice.iam_user import PracticeUser

if TYPE_CHECKING:
    from app.practice.api import Asked

SYMBOLS = "!@#$%^&*()_+-=[]{}|'"
SERVICES = ("bedrock.amazonaws.com", "cassandra.amazonaws.com", "codecommit.amazonaws.com")
PER_SERVICE = 2


class PasswordPolicyViolation(IAMException):
    """The password isn't one that the account's policy takes."""

    code = "PasswordPolicyViolation"


class NotSupportedService(IAMException):
    """The service has no credentials of its own."""

    code = "NotSupportedService"


def check_password(account: Account, password: str) -> None:
    """Raise PasswordPolicyViolation unless the account's policy, or AWS's default, takes it.

    The default: 8 to 128 characters, three of the four classes.
    """
    classes = {
        "uppercase": any(c in string.ascii_uppercase for c in password),
        "lowercase": any(c in string.ascii_lowercase for c in password),
        "number": any(c in string.digits for c in password),
        "symbol": any(c in SYMBOLS for c in password),
    }
    policy: Any = account.iam.account_password_policy
    least = int(policy.minimum_password_length or 6) if policy else 8
    if not least <= len(password) <= 128:
        _violation(f"Password should have a minimum length of {least}")
    if policy is None:
        if sum(classes.values()) < 3:
            _violation("Password should use a minimum of three character types")
        return
    wanted = {
        "uppercase": policy.require_uppercase_characters,
        "lowercase": policy.require_lowercase_characters,
        "number": policy.require_numbers,
        "symbol": policy.require_symbols,
    }
    for name, required in wanted.items():
        if required and not classes[name]:
            _violation(f"Password should have at least one {name}")


def _violation(text: str) -> None:
    raise PasswordPolicyViolation(text)


def set_password(account: Account, user: PracticeUser, password: str, *, reset: bool) -> None:
    """Give ``user`` a password that the policy takes."""
    check_password(account, password)
    user.password = password
    user.password_changed = datetime.now(UTC).replace(microsecond=0)
    user.password_reset_required = reset


def _profile(user: PracticeUser) -> dict[str, Any]:
    return {
        "LoginProfile": {
            "UserName": user.name,
            "CreateDate": user.profile_born,
            "PasswordResetRequired": user.password_reset_required,
        }
    }


def _held(account: Account, asked: Asked) -> PracticeUser:
    user = user_of(account, asked)
    if not user.password:
        text = f"Login Profile for User {user.name} cannot be found."
        raise NoSuchEntity(text)
    return user


def create_login_profile(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto takes any password and ignores PasswordResetRequired."""
    user = user_of(account, asked)
    params = asked.params()
    if user.password:
        text = f"Login Profile for user {user.name} already exists."
        raise EntityAlreadyExists(text)
    reset = params.get("PasswordResetRequired") == "true"
    set_password(account, user, params.get("Password", ""), reset=reset)
    user.profile_born = datetime.now(UTC).replace(microsecond=0)
    return _profile(user)


def get_login_profile(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto gives the user's date for the profile's."""
    return _profile(_held(account, asked))


def update_login_profile(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto takes any password, and an absent one too."""
    user, params = _held(account, asked), asked.params()
    reset = user.password_reset_required
    if "PasswordResetRequired" in params:
        reset = params["PasswordResetRequired"] == "true"
    set_password(account, user, params.get("Password") or str(user.password), reset=reset)
    return {}


def change_password(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto lacks it."""
    user, params = _held(account, asked), asked.params()
    if not secrets.compare_digest(
        str(user.password).encode(), params.get("OldPassword", "").encode()
    ):
        text = "The old password was incorrect."
        raise InvalidInput(text)
    set_password(account, user, params.get("NewPassword", ""), reset=False)
    return {}


# Credentials for one service (Git, Keyspaces, Bedrock); moto has none -----------------------


def _credential(account: Account, asked: Asked) -> tuple[PracticeUser, dict[str, Any]]:
    user = user_of(account, asked)
    wanted = asked.params().get("ServiceSpecificCredentialId", "")
    try:
        return user, user.service_credentials[wanted]
    except KeyError:
        text = f"No such credential {wanted} exists"
        raise NotFoundException(text) from None


def create_credential(account: Account, asked: Asked) -> dict[str, Any]:
    """CreateServiceSpecificCredential."""
    user, service = user_of(account, asked), asked.params().get("ServiceName", "")
    if service not in SERVICES:
        text = f"No such service {service} is supported for Service Specific Credentials"
        raise NotSupportedService(text)
    held = user.service_credentials
    if sum(1 for one in held.values() if one["ServiceName"] == service) >= PER_SERVICE:
        text = f"Cannot exceed quota for ServiceSpecificCredentialsPerUser: {PER_SERVICE}"
        raise LimitExceededException(text)
    name = unique_id("ACCA", 21)
    held[name] = {
        "CreateDate": datetime.now(UTC),
        "ServiceName": service,
        "ServiceUserName": f"{user.name}-at-{account.state.account}",
        "ServiceSpecificCredentialId": name,
        "UserName": user.name,
        "Status": "Active",
    }
    password = {"ServicePassword": secrets.token_urlsafe(32)}
    return {"ServiceSpecificCredential": {**held[name], **password}}


def list_credentials(account: Account, asked: Asked) -> dict[str, Any]:
    """ListServiceSpecificCredentials, of one user or of all."""
    params = asked.params()
    everyone = params.get("AllUsers") == "true"
    users: list[Any] = list(account.iam.users.values()) if everyone else [user_of(account, asked)]
    found = [
        {**one, "UserName": user.name}
        for user in users
        for one in user.service_credentials.values()
        if params.get("ServiceName", one["ServiceName"]) == one["ServiceName"]
    ]
    return paged("ServiceSpecificCredentials", found, params)


def update_credential(account: Account, asked: Asked) -> dict[str, Any]:
    """UpdateServiceSpecificCredential."""
    _, one = _credential(account, asked)
    one["Status"] = asked.params().get("Status", "Active")
    return {}


def delete_credential(account: Account, asked: Asked) -> dict[str, Any]:
    """DeleteServiceSpecificCredential."""
    user, one = _credential(account, asked)
    del user.service_credentials[one["ServiceSpecificCredentialId"]]
    return {}


TABLE = {
    "iam:CreateLoginProfile": create_login_profile,
    "iam:GetLoginProfile": get_login_profile,
    "iam:UpdateLoginProfile": update_login_profile,
    "iam:ChangePassword": change_password,
    "iam:CreateServiceSpecificCredential": create_credential,
    "iam:ListServiceSpecificCredentials": list_credentials,
    "iam:UpdateServiceSpecificCredential": update_credential,
    "iam:DeleteServiceSpecificCredential": delete_credential,
}
