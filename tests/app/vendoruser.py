"""A vendor's user with all that a user can have, for the tests of what becomes of it."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import pyotp

from app import revoke
from app.grant import ADMINISTRATOR
from app.records import Records
from app.revoke import Outcome
from app.revoke_look import look
from app.session import RootSession
from app.work import Token
from tests.support.certificates import SelfSigned

SSH_KEY = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7sIzRcP9GZ8wGzGcQq9xUTAqs1CZFvKg8KpTiIzN5d3QJ0A9d1S2b"
    "q7y0wF6mE5mR1xk0cQm9wQ0pQvT8XoQyJpNz0Uq3m9cYcUqZyq3bG7qJ8C1kq9x8a0r5C7y8GdRrJvZ0dM0Y5s4q8t1y"
    "user@host"
)
HARMLESS = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:List*","Resource":"*"}]}'
)


LISTINGS = (
    ("list_access_keys", "AccessKeyMetadata"),
    ("list_signing_certificates", "Certificates"),
    ("list_ssh_public_keys", "SSHPublicKeys"),
    ("list_groups_for_user", "Groups"),
    ("list_mfa_devices", "MFADevices"),
    ("list_attached_user_policies", "AttachedPolicies"),
    ("list_user_policies", "PolicyNames"),
)


@cache
def certificate() -> str:
    """A self-signed certificate, as IAM takes it for signing."""
    return SelfSigned("vendor", days=90).pem.decode()


class Vendor:
    """A user with all that a user can have, made by hand in an account that has more in it."""

    def __init__(self, root: RootSession, name: str = "vendor-admin") -> None:
        self.root, self.name = root, name
        self.call("create_user", name=name)
        self.call("create_login_profile", name=name, Password="Correct-horse-battery-1")
        self.call("attach_user_policy", name=name, PolicyArn=ADMINISTRATOR)
        self.user_id = self.call("get_user", name=name)["User"]["UserId"]

    def call(self, operation: str, name: str | None = None, **parameters: Any) -> Any:
        if name:
            parameters["UserName"] = name
        return self.root.clients.call("iam", operation, **parameters)

    def furnish(self, group: str = "builders", device_name: str = "") -> Vendor:
        """Keys, a group, MFA, an SSH key, a service credential, policies."""
        name = self.name
        self.call("create_access_key", name=name)
        second = self.call("create_access_key", name=name)["AccessKey"]["AccessKeyId"]
        self.call("update_access_key", name=name, AccessKeyId=second, Status="Inactive")
        self.call("create_group", GroupName=group)
        self.call("add_user_to_group", name=name, GroupName=group)
        device = self.call("create_virtual_mfa_device", VirtualMFADeviceName=device_name or name)
        seed = device["VirtualMFADevice"]["Base32StringSeed"].decode()
        now = int(time.time())
        self.call(
            "enable_mfa_device",
            name=name,
            SerialNumber=device["VirtualMFADevice"]["SerialNumber"],
            AuthenticationCode1=pyotp.TOTP(seed).at(now - 30),
            AuthenticationCode2=pyotp.TOTP(seed).at(now),
        )
        self.call("upload_ssh_public_key", name=name, SSHPublicKeyBody=SSH_KEY)
        self.call(
            "create_service_specific_credential",
            name=name,
            ServiceName="codecommit.amazonaws.com",
        )
        self.call(
            "put_user_policy",
            name=name,
            PolicyName="own",
            PolicyDocument=(
                '{"Version":"2012-10-17","Statement":'
                '[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
            ),
        )
        return self

    def certify(self) -> Vendor:
        """A signing certificate, too."""
        self.call("upload_signing_certificate", name=self.name, CertificateBody=certificate())
        return self

    def stuff(self) -> Vendor:
        """Its quotas of inline and attached policies used up."""
        document = HARMLESS.replace("List*", "x" * 1750)
        self.call("put_user_policy", name=self.name, PolicyName="stuffing", PolicyDocument=document)
        for number in range(9):
            made = self.call(
                "create_policy", PolicyName=f"stuffing-{number}", PolicyDocument=HARMLESS
            )
            self.call("attach_user_policy", name=self.name, PolicyArn=made["Policy"]["Arn"])
        return self

    def renamed(self, name: str) -> Vendor:
        """Under another name; a decoy with the old one, which it returns."""
        old, self.name = self.name, name
        self.call("update_user", name=old, NewUserName=name)
        return Vendor(self.root, old)

    def listings(self) -> dict[str, Any]:
        """What AWS itself lists of it, as it is."""
        who = {"UserName": self.state().name}
        found = {
            f"{operation} {key}": self.root.clients.pages("iam", operation, key, **who)
            for operation, key in LISTINGS
        }
        reply = self.root.clients.call("iam", "list_service_specific_credentials", **who)
        found["service credentials"] = reply["ServiceSpecificCredentials"]
        found["user"] = self.root.clients.call("iam", "get_user", **who)["User"]
        for policy in found["list_user_policies PolicyNames"]:
            said = self.root.clients.call("iam", "get_user_policy", PolicyName=policy, **who)
            found[policy] = said["PolicyDocument"]
        return found

    def shut(self, mode: str, records: Records, token: Token | None = None) -> Outcome:
        return revoke.carry_out(
            self.root, self.user_id, mode, records, token or Token(), hint=self.name
        )

    def state(self) -> revoke.State:
        return look(self.root.clients, self.user_id, Token())
