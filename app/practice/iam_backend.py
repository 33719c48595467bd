"""Moto's IAM, made as strict as AWS's.

A subclass for practice's own account: moto itself stays as it is, for whoever else uses it in
this process. What moto does differently, and AWS's rules, are named at each method. Rules:
https://docs.aws.amazon.com/IAM/latest/APIReference/ and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from moto.iam.exceptions import (
    DeleteConflictException,
    EntityAlreadyExists,
    IAMException,
    LimitExceededException,
    NoSuchEntity,
)
from moto.iam.models import Group, IAMBackend, ManagedPolicy, Role

from app.practice import totp
from app.practice.iam_user import PracticeUser, check_name, check_path, check_tag_values
from app.practice.managed_policies import aws_policies
from app.practice.state import State
from app.practice.trust_rules import check_principals

ROOT_BORN = datetime(2026, 4, 1, tzinfo=UTC)
MANAGED_PER_USER = 10
INLINE_CHARACTERS = 2048


class InvalidAuthenticationCode(IAMException):
    """The two codes of a new MFA device aren't its codes."""

    code = "InvalidAuthenticationCode"


class PracticeIAM(IAMBackend):
    """The account's users, groups, roles and policies.

    ``state`` is set by whoever makes it: moto decides the constructor's arguments.
    """

    state: State

    def _init_aws_policies(self) -> list[ManagedPolicy]:
        # moto loads them only when a setting of the whole process says so.
        return list(aws_policies(self.account_id, self.region_name))

    # Users ----------------------------------------------------------------------------

    def create_user(
        self,
        region_name: str,
        user_name: str,
        path: str = "/",
        tags: list[dict[str, str]] | None = None,
    ) -> PracticeUser:
        """Moto takes any name, and tells ``x`` from ``X``."""
        check_name(user_name)
        check_path(path or "/")
        self._check_unused(user_name)
        self._tag_verification(tags or [])  # moto asks it for roles and policies
        check_tag_values(tags or [])
        user = PracticeUser(self.account_id, region_name, user_name, path)
        self.tagger.tag_resource(user.arn, tags or [])
        self.users[user_name] = user
        return user

    def get_user(self, name: str) -> PracticeUser:
        user = super().get_user(name)
        assert isinstance(user, PracticeUser)  # noqa: S101 (create_user makes no other)
        return user

    def everyone(self) -> list[PracticeUser]:
        """All users, in the order in which they were made."""
        return [self.get_user(name) for name in self.users]

    def tag_user(self, name: str, tags: list[dict[str, str]]) -> None:
        self._tag_verification(tags)
        check_tag_values(tags)
        super().tag_user(name, tags)

    def _check_unused(self, name: str, but: PracticeUser | None = None) -> None:
        for user in self.everyone():
            if user.name.lower() == name.lower() and user is not but:
                text = f"User with name {name} already exists."
                raise EntityAlreadyExists(text)

    def update_user(
        self, user_name: str, new_path: str | None = None, new_user_name: str | None = None
    ) -> None:
        """Moto forgets keys, SSH keys, certificates and tags of a user that gets a new name."""
        user = self.get_user(user_name)
        if new_user_name:
            check_name(new_user_name)
            self._check_unused(new_user_name, but=user)
        tags = self.tagger.list_tags_for_resource(user.arn)["Tags"]
        self.tagger.delete_all_tags_for_resource(user.arn)
        super().update_user(user_name, new_path, new_user_name)
        self.tagger.tag_resource(user.arn, tags)
        for key in user.access_keys:
            key.user_name = user.name
        for public in user.ssh_public_keys:
            public.user_name = user.name
        for certificate in user.signing_certificates.values():
            certificate.user_name = user.name

    def delete_user(self, user_name: str) -> None:
        """Moto looks at policies alone."""
        user = self.get_user(user_name)
        blockers = (
            (self.get_groups_for_user(user_name), "remove users from group"),
            (user.access_keys, "delete access keys"),
            (user.password, "delete login profile"),
            (user.mfa_devices, "delete MFA device"),
            (user.signing_certificates, "delete signing certificates"),
            (user.ssh_public_keys, "remove referenced objects"),
            (user.service_credentials, "remove referenced objects"),
        )
        for found, what in blockers:
            if found:
                text = f"Cannot delete entity, must {what} first."
                raise DeleteConflictException(text)
        super().delete_user(user_name)

    def attach_user_policy(self, policy_arn: str, user_name: str) -> None:
        """Moto has no limit of managed policies per user."""
        user = self.get_user(user_name)
        attached = user.managed_policies
        if policy_arn not in attached and len(attached) >= MANAGED_PER_USER:
            text = f"Cannot exceed quota for PoliciesPerUser: {MANAGED_PER_USER}"
            raise LimitExceededException(text)
        super().attach_user_policy(policy_arn, user_name)

    def put_user_policy(self, user_name: str, policy_name: str, policy_json: str) -> None:
        """Moto has no limit of inline characters per user; white space isn't counted."""
        user = self.get_user(user_name)
        documents = {**user.policies, policy_name: policy_json}
        if sum(len("".join(text.split())) for text in documents.values()) > INLINE_CHARACTERS:
            text = f"Maximum policy size of {INLINE_CHARACTERS} bytes exceeded for user {user_name}"
            raise LimitExceededException(text)
        super().put_user_policy(user_name, policy_name, policy_json)

    # Groups, policies, MFA devices ----------------------------------------------------

    # Roles ----------------------------------------------------------------------------

    def create_role(
        self, role_name: str, assume_role_policy_document: str, *args: Any, **named: Any
    ) -> Role:
        """Moto takes any principal."""
        check_principals(assume_role_policy_document)
        return super().create_role(role_name, assume_role_policy_document, *args, **named)

    def update_assume_role_policy(self, role_name: str, policy_document: str) -> None:
        """Moto takes any principal."""
        self.get_role(role_name)
        check_principals(policy_document)
        super().update_assume_role_policy(role_name, policy_document)

    # Groups and policies --------------------------------------------------------------

    def delete_group(self, group_name: str) -> None:
        """Moto deletes groups with members and policies."""
        group: Group | None = self.groups.get(group_name)
        if group is not None:
            blockers = (
                (group.users, "remove users from group"),
                (group.policies, "delete policies"),
                (group.managed_policies, "detach all policies"),
            )
            for found, what in blockers:
                if found:
                    text = f"Cannot delete entity, must {what} first."
                    raise DeleteConflictException(text)
        super().delete_group(group_name)

    def delete_policy(self, policy_arn: str) -> None:
        """Moto deletes policies that are attached, or have several versions."""
        policy = self.get_policy(policy_arn)
        held = [
            *(user.managed_policies for user in self.users.values()),
            *(group.managed_policies for group in self.groups.values()),
            *(role.managed_policies for role in self.roles.values()),
        ]
        if any(policy_arn in policies for policies in held):
            raise DeleteConflictException("Cannot delete a policy attached to entities.")  # noqa: EM101
        if len(policy.versions) > 1:
            text = (
                "This policy has more than one version. Before you delete a policy, you must "
                "delete the policy's versions. The default version is deleted with the policy."
            )
            raise DeleteConflictException(text)
        super().delete_policy(policy_arn)

    def enable_mfa_device(
        self,
        user_name: str,
        serial_number: str,
        authentication_code_1: str,
        authentication_code_2: str,
    ) -> None:
        """Moto takes any two codes; AWS wants two in a row from the device."""
        device = self.virtual_mfa_devices.get(serial_number)
        if device is None:
            text = f"VirtualMFADevice with serial number {serial_number} does not exist."
            raise NoSuchEntity(text)
        if device.user is not None:
            raise EntityAlreadyExists("MFADevice is already in use.")  # noqa: EM101
        seed, now = device.base32_string_seed, self.state.real_now()
        first = totp.step_of(seed, authentication_code_1, now, tolerance=4)
        if first is None or totp.code_at(seed, first + 1) != authentication_code_2:
            raise InvalidAuthenticationCode("Authentication code for device is not valid.")  # noqa: EM101
        super().enable_mfa_device(
            user_name, serial_number, authentication_code_1, authentication_code_2
        )

    def delete_virtual_mfa_device(self, serial_number: str) -> None:
        """Moto deletes a device that is somebody's."""
        device = self.virtual_mfa_devices.get(serial_number)
        if device is not None and device.user is not None:
            raise DeleteConflictException("MFA VirtualDevice in use. Must deactivate first.")  # noqa: EM101
        super().delete_virtual_mfa_device(serial_number)

    # Reports --------------------------------------------------------------------------

    def summary(self) -> dict[str, Any]:
        """GetAccountSummary's numbers; moto's flags about the root user never change."""
        flags = {
            "AccountMFAEnabled": int(self.state.root_mfa),
            "AccountAccessKeysPresent": int(self.state.root_keys),
            "AccountPasswordPresent": 1,
            "AccountSigningCertificatesPresent": int(bool(self.state.root_certificate)),
        }
        return {**self.get_account_summary().summary_map, **flags}
