"""IAM: the root user's own keys and certificates, which moto doesn't know.

A call without a name, signed as root, is about them:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.iam.exceptions import NoSuchEntity

from app.practice.account import Account
from app.practice.iam_answers import ROOT_KEY, need_root
from app.practice.iam_backend import ROOT_BORN

if TYPE_CHECKING:
    from app.practice.api import Asked

CERTIFICATE = "ASCAROOTPRACTICEONLY0001"
BODY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"


def update_key(account: Account, asked: Asked) -> dict[str, Any] | None:
    """UpdateAccessKey."""
    if _of_user(asked):
        return None
    if not account.state.root_keys or asked.params().get("AccessKeyId") != ROOT_KEY:
        text = f"The Access Key with id {asked.params().get('AccessKeyId')} cannot be found"
        raise NoSuchEntity(text)
    account.state.root_keys_active = asked.params().get("Status") == "Active"
    return {}


def list_certificates(account: Account, asked: Asked) -> dict[str, Any] | None:
    """ListSigningCertificates."""
    if _of_user(asked):
        return None
    found = {
        "UserName": "root",
        "CertificateId": CERTIFICATE,
        "CertificateBody": BODY,
        "Status": account.state.root_certificate,
        "UploadDate": ROOT_BORN,
    }
    there = [found] if account.state.root_certificate else []
    return {"Certificates": there, "IsTruncated": False}


def update_certificate(account: Account, asked: Asked) -> dict[str, Any] | None:
    """UpdateSigningCertificate."""
    if _of_user(asked):
        return None
    _need_certificate(account, asked)
    account.state.root_certificate = asked.params().get("Status", "Active")
    return {}


def delete_certificate(account: Account, asked: Asked) -> dict[str, Any] | None:
    """DeleteSigningCertificate."""
    if _of_user(asked):
        return None
    _need_certificate(account, asked)
    account.state.root_certificate = ""
    return {}


def _of_user(asked: Asked) -> bool:
    if asked.params().get("UserName"):
        return True
    need_root(asked)
    return False


def _need_certificate(account: Account, asked: Asked) -> None:
    wanted = asked.params().get("CertificateId")
    if not account.state.root_certificate or wanted != CERTIFICATE:
        text = f"The Certificate with id {wanted} cannot be found."
        raise NoSuchEntity(text)


TABLE = {
    "iam:UpdateAccessKey": update_key,
    "iam:ListSigningCertificates": list_certificates,
    "iam:UpdateSigningCertificate": update_certificate,
    "iam:DeleteSigningCertificate": delete_certificate,
}
