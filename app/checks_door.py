"""Checks of who can get in as root, and of who else has a say in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.check_outcome import ADVISED, GOOD, MUST, Outcome, Sight
from app.clients import Clients
from app.messages import Message, msg
from app.troubles import FORBIDDEN, Trouble

NOT_FOUND = "ResourceNotFoundException"
NO_ORGANIZATION = "AWSOrganizationsNotInUseException"
_EXCEPT = ("ArnNotEquals", "ArnNotLike", "StringNotEquals", "StringNotLike")
_WHO = ("signin:principalarn", "aws:principalarn")
_WHERE = ("aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip")


def root_mfa(sight: Sight) -> Outcome:
    """Whether the root user has a second lock (MFA)."""
    if sight.summary.get("AccountMFAEnabled"):
        return Outcome(
            "root_mfa",
            GOOD,
            msg("On"),
            msg("The password alone isn't enough to sign in. That is as it should be."),
        )
    return Outcome(
        "root_mfa",
        MUST,
        msg("Off"),
        msg("Open the page in AWS, choose “Assign MFA device”, and then check again."),
        "open_mfa",
    )


def root_keys(sight: Sight) -> Outcome:
    """Whether the root user has access keys: keys for programs, which know no second step."""
    if not sight.summary.get("AccountAccessKeysPresent"):
        return Outcome("root_keys", GOOD, msg("None"), msg("There is no key that could be copied."))
    return Outcome(
        "root_keys",
        ADVISED,
        msg("There are some"),
        msg(
            "Such a key opens everything, without MFA. If no program of yours uses it, deactivate "
            "it in AWS, and delete it some days later."
        ),
        "open_keys",
    )


def sign_in_rules(sight: Sight) -> Outcome:
    """Whether a rule of AWS Sign-In could keep the root user out.

    All principals, root among them, are subject to it unless they are excluded by name:
    https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html
    """
    statements = _statements(sight.clients)
    if not statements:
        none = msg("No rule limits from where one can sign in.")
        return Outcome("signin_policy", GOOD, msg("None"), none)
    detail: dict[str, object] = {
        "statements": len(statements),
        "enforced": True,
        "addresses": _networks(statements),
    }
    root = f"arn:aws:iam::{sight.account}:root"
    if all(_spares(statement, root) for statement in statements):
        spared = msg(
            "A rule limits from where one can sign in, but the root user is named as an exception. "
            "You can get in from everywhere."
        )
        return Outcome("signin_policy", GOOD, msg("Not for root"), spared, detail=detail)
    if not _enforced(sight.clients):
        idle = {**detail, "enforced": False}
        return Outcome("signin_policy", ADVISED, msg("Switched off"), _IDLE, "policy", idle)
    return Outcome("signin_policy", MUST, msg("There is one"), _LOCKS, "policy", detail)


_IDLE = msg(
    "A rule that limits from where one can sign in is prepared, but not switched on. It would bind "
    "the root user too: ask the vendor what it is for."
)
_LOCKS = msg(
    "A rule lets people sign in only from certain networks: from elsewhere, not even you get in. "
    "Ask the vendor to except the root user or to remove the rule; if nobody answers, ask AWS's "
    "support while you can still sign in."
)


def _statements(clients: Clients) -> list[Mapping[str, Any]]:
    """The denying statements of the account's sign-in policy.

    https://docs.aws.amazon.com/signin/latest/APIReference/API_GetResourcePolicy.html
    """
    try:
        reply = clients.call("signin", "get_resource_policy")
    except Trouble as trouble:
        if trouble.aws_code == NOT_FOUND:
            return []
        raise
    found = reply.get("signinResourceBasedPolicy", {}).get("statement", [])
    return [one for one in found if one.get("effect", "Deny") != "Allow"]


def _enforced(clients: Clients) -> bool:
    """Whether the policy is switched on; where AWS doesn't say, the worse is taken to be so.

    https://docs.aws.amazon.com/signin/latest/APIReference/API_GetConsoleAuthorizationConfiguration.html
    """
    try:
        reply = clients.call("signin", "get_console_authorization_configuration")
    except Trouble as trouble:
        if trouble.aws_code == NOT_FOUND:
            return False
        if trouble.kind in FORBIDDEN:
            return True
        raise
    return bool(reply.get("consoleAuthorizationEnabled", True))


def _conditions(statement: Mapping[str, Any]) -> Iterable[tuple[str, str, Sequence[str]]]:
    for operator, block in statement.get("condition", {}).items():
        for key, values in block.items():
            yield operator.removesuffix("IfExists"), key.lower(), values


def _spares(statement: Mapping[str, Any], arn: str) -> bool:
    return any(
        operator in _EXCEPT and key in _WHO and arn in values
        for operator, key, values in _conditions(statement)
    )


def _networks(statements: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found = {
        value
        for statement in statements
        for _, key, values in _conditions(statement)
        if key in _WHERE
        for value in values
    }
    return tuple(sorted(found))


def belongs_to(clients: Clients) -> str:
    """The management account's number of the account's organization; "" where it's in none.

    An account that runs an organization itself gets its own number. Raises `Trouble`.
    """
    return str(organization(clients).get("MasterAccountId", ""))


def organization(clients: Clients) -> Mapping[str, Any]:
    """What AWS says of the account's organization; nothing where it's in none. Raises `Trouble`.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
    """
    try:
        found: Mapping[str, Any] = clients.call("organizations", "describe_organization")
    except Trouble as trouble:
        if trouble.aws_code == NO_ORGANIZATION:
            return {}
        raise
    whole: Mapping[str, Any] = found["Organization"]
    return whole


def in_organization(sight: Sight) -> Outcome:
    """Whether somebody else's organization has a say in the account."""
    owner = belongs_to(sight.clients)
    if owner and owner != sight.account:
        word, advice = msg("Belongs to {owner}", owner=owner), _member(owner)
        return Outcome("organization", ADVISED, word, advice, detail={"owner": owner})
    if owner:
        own = msg("This account runs an organization of its own. Nobody else has a say in it.")
        return Outcome("organization", GOOD, msg("Yours"), own, detail={"owner": owner})
    none = msg("This account belongs to no organization. Nobody else has a say in it.")
    return Outcome("organization", GOOD, msg("None"), none, detail={"owner": ""})


def _member(owner: str) -> Message:
    return msg(
        "The account {owner} runs an organization that this account belongs to. Its rules bind the "
        "root user too. If you don't know it, find out whose it is before you go on.",
        owner=owner,
    )
