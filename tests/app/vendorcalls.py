"""What a vendor's user is really allowed: its own signed calls to the practice AWS."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from app.practice import Practice
from app.practice.credentials import Principal

DENIED = {"AccessDenied", "AccessDeniedException"}


class VendorCalls:
    """The calls of one user. `mfa`: whether it signed in with it."""

    def __init__(self, practice: Practice, user_id: str, *, mfa: bool = False) -> None:
        assert practice._front is not None
        account = practice._front.api._account
        who = Principal("user", user_id)
        self._keys = account.issuer.issue(who, practice.state.now(), 3600, mfa=mfa)
        self._address = practice.address

    def client(self, service: str) -> Any:
        """A client with the user's own session."""
        maker: Any = boto3.client  # its stubs want each service by name
        return maker(
            service,
            endpoint_url=self._address,
            region_name="us-east-1",
            aws_access_key_id=self._keys.access_key_id,
            aws_secret_access_key=self._keys.secret_access_key,
            aws_session_token=self._keys.session_token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def may(self, operation: str, service: str = "iam", **parameters: object) -> bool:
        """Whether AWS carries the call out. Anything but a refusal for want of rights is raised."""
        try:
            getattr(self.client(service), operation)(**parameters)
        except ClientError as error:
            if error.response["Error"]["Code"] not in DENIED:
                raise
            return False
        return True
