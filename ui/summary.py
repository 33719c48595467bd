"""What a hand-over has come to, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import delivery
from ui.words import _, say

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from app.journey import Facts


def sentences(record: Handover | None, facts: Facts) -> tuple[str, ...]:
    """What was done, and what comes later. Without a record, what is known without it."""
    return (*(_made(record) if record else ()), *_sent(facts), _alert(facts), _later(facts))


def _made(record: Handover) -> tuple[str, ...]:
    policy = record.policy_arn.rpartition("/")[2]
    who = _("In AWS account {account} there is a user “{name}” for the vendor.")
    if record.vendor:
        who = _("In AWS account {account} there is a user “{name}” for {vendor}.")
    rights = _("Its rights are “{policy}”.")
    if record.require_mfa:
        rights = _("Its rights are “{policy}”, once the vendor has set up MFA.")
    return (
        who.format(account=record.account, name=record.user_name, vendor=record.vendor),
        rights.format(policy=policy),
        _("The encrypted file is {path}.").format(path=record.zip_path),
    )


def _sent(facts: Facts) -> tuple[str, ...]:
    ways = (
        (facts.file_channel, _("The file went by: {way}.")),
        (facts.password_channel, _("The passphrase went by: {way}.")),
    )
    known = ((delivery.channel(id_), words) for id_, words in ways)
    return tuple(words.format(way=say(c.label)) for c, words in known if c)


def _alert(facts: Facts) -> str:
    if facts.budget == "made":
        return _("AWS writes to you when the costs grow, once the mail's link has been opened.")
    return _("There is no alert for the costs. You can set one up in AWS at any time.")


def _later(facts: Facts) -> str:
    if facts.contract == "B":
        return _(
            "When the documents are there, press “Revoke vendor” on Aikagi's home window: then the "
            "vendor can't get in any more."
        )
    return _("You can take the access away at any time: “Revoke vendor” on Aikagi's home window.")
