"""What a vendor that stays can be left with: AWS's own policies, each with what it really lets in.

Names and contents: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from __future__ import annotations

from dataclasses import dataclass

from app.grant_rights import POWER_USER, READ_ONLY
from app.messages import Message, msg

VIEW_ONLY = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
BILLING = "arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess"
MONITORING = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"
SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess"


@dataclass(frozen=True)
class Rights:
    """One choice: a policy of AWS's, what it is in a few words, and what to know of it."""

    arn: str
    title: Message
    explains: Message
    looks: bool = True  # and does nothing else

    @property
    def name(self) -> str:
        """The policy's name, as the console shows it."""
        return self.arn.rpartition("/")[2]


CHOICES = (
    Rights(
        READ_ONLY,
        msg("See nearly everything, the data too"),
        msg(
            "It can change nothing. It can read nearly everything, and not only settings: the "
            "files and the data in your systems too."
        ),
    ),
    Rights(
        VIEW_ONLY,
        msg("See the settings, but not the data"),
        msg(
            "It can change nothing. It sees which systems there are and what they are called, the "
            "names of files too, but not what is in them."
        ),
    ),
    Rights(
        POWER_USER,
        msg("Change and delete everything, except users"),
        msg(
            "It can still use, change and delete every system and all data. It can't make or "
            "change users and their rights. Bills are open to it only where the root user has "
            "opened them to users. A server that has more rights can lend it those."
        ),
        looks=False,
    ),
    Rights(
        BILLING,
        msg("See the bills"),
        msg(
            "It can change nothing and sees no system. For this, the root user has to have opened "
            "the bills to users: “IAM user and role access to Billing information”, on the page "
            "“Account”."
        ),
    ),
    Rights(
        MONITORING,
        msg("Watch the monitoring"),
        msg(
            "It can change nothing. It sees figures and alarms and reads the logs of your systems, "
            "in which there may be data."
        ),
    ),
    Rights(
        SUPPORT,
        msg("Write to AWS's support"),
        msg(
            "It can open and read support cases in your name. It can change nothing else and sees "
            "no system."
        ),
        looks=False,
    ),
)
ARNS = frozenset(choice.arn for choice in CHOICES)
