"""What stands above or beside the practice account: invitations, transfers, shares.

Shapes: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

INVITE = "INVITE"
WAITS = 15 * 86_400  # seconds until an invitation lapses


@dataclass
class Above:
    """Settable while the server runs.

    Attributes:
        feature_set: ``ALL``, or ``CONSOLIDATED_BILLING`` where the organization only pays.
        handshakes: what this account was sent, in Organizations' shape.
        transfers: billing transfers; ``inward`` or ``outward`` with AWS's shape of each.
        root_features: what of central root access is on; None where IAM isn't trusted.
        shares: the account's own RAM shares with what hangs on them.
        shared_in: RAM shares of others, in RAM's shape.
        share_invitations: invitations to RAM shares, in RAM's shape.
        stack_sets: CloudFormation's, with their Region and instances.
    """

    feature_set: str = "ALL"
    handshakes: list[dict[str, Any]] = field(default_factory=list)
    transfers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    root_features: list[str] | None = None
    shares: list[dict[str, Any]] = field(default_factory=list)
    shared_in: list[dict[str, Any]] = field(default_factory=list)
    share_invitations: list[dict[str, Any]] = field(default_factory=list)
    stack_sets: list[dict[str, Any]] = field(default_factory=list)

    def invite(self, owner: str, account: str, action: str = INVITE) -> str:
        """Let the account ``owner`` invite ``account``; returns the handshake's id."""
        number = "h-" + secrets.token_hex(5)
        organization = "o-" + secrets.token_hex(5)
        name = f"{organization}/{action.lower()}/{number}"
        now = int(time.time())
        mail = {"Type": "MASTER_EMAIL", "Value": "owner@example.com"}
        called = {"Type": "MASTER_NAME", "Value": "Somebody's organization"}
        self.handshakes.append(
            {
                "Id": number,
                "Arn": f"arn:aws:organizations::{owner}:handshake/{name}",
                "Parties": [
                    {"Id": organization.removeprefix("o-"), "Type": "ORGANIZATION"},
                    {"Id": account, "Type": "ACCOUNT"},
                ],
                "State": "OPEN",
                "RequestedTimestamp": now,
                "ExpirationTimestamp": now + WAITS,
                "Action": action,
                "Resources": [
                    {"Type": "ORGANIZATION", "Value": organization, "Resources": [mail, called]},
                    {"Type": "ACCOUNT", "Value": account},
                ],
            }
        )
        return number

    def transfer(self, way: str, source: str, target: str, status: str = "ACCEPTED") -> str:
        """Bills of ``source`` go to ``target``; ``way`` is inward or outward. Returns its id."""
        number = "rt-" + secrets.token_hex(4)
        made = {
            "Id": number,
            "Arn": f"arn:aws:organizations::{target}:transfer/o-practice02/billing/{way}/{number}",
            "Name": "Bills",
            "Type": "BILLING",
            "Status": status,
            "Source": {"ManagementAccountId": source, "ManagementAccountEmail": "a@example.com"},
            "Target": {"ManagementAccountId": target, "ManagementAccountEmail": "b@example.com"},
            "StartTimestamp": int(time.time()),
        }
        self.transfers.append((way, made))
        return number
