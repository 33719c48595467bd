"""Who may use a role, by its trust policy, and what really holds others off.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.review.documents import (
    ANYONE,
    FEDERATED,
    SERVICE,
    Condition,
    Statement,
    account_of,
    statements,
)
from app.review.refusals import guards, shuts

ASSUME = "sts:AssumeRole"
WITH_SAML = "sts:AssumeRoleWithSAML"
WITH_WEB = "sts:AssumeRoleWithWebIdentity"
# Only these give a session; sts:TagSession and sts:SetSourceIdentity come beside them.
ENTRIES = (ASSUME, WITH_SAML, WITH_WEB)

ANYBODY = "anybody"  # every AWS account in the world
OUTSIDE = "outside"  # another account, or somebody of it
WHOLE = "whole"  # everybody in this account who may use roles
INSIDE = "inside"  # one user or role of this account
LOGIN = "login"  # whoever a provider of sign-ins vouches for
BY_SERVICE = "service"  # a service of AWS

EQUAL = frozenset({"stringequals", "stringequalsignorecase", "arnequals"})
LIKE = frozenset({"stringlike", "arnlike", "arnequals"})  # wildcards count, in ArnEquals too


@dataclass(frozen=True)
class Way:
    """One principal of one Allow statement: a way to the role's rights.

    `kind` is one of the words above, `who` the principal as it stands there, `account` its account
    where it has one, `statement` the place of its statement in the policy. `external_id`: it must
    say an agreed word; `own_organization`: only accounts of this account's organization;
    `mfa`: only who signed in with MFA.
    """

    kind: str
    who: str
    account: str
    statement: int
    conditions: tuple[Condition, ...] = ()
    external_id: bool = False
    own_organization: bool = False
    mfa: bool = False


def ways(trust: str, account: str, organization: str = "") -> tuple[Way, ...]:
    """Every way that a trust policy opens, of `account`, which is in `organization` if in any.

    A condition counts as a guard only where it can't be met by others. Deny statements that close
    something without condition are counted, others aren't. Raises `Unreadable`.
    """
    found = statements(trust)
    closed = {action for action in ENTRIES if any(shuts(one, action) for one in found)}
    return tuple(
        way
        for number, statement in enumerate(found)
        if statement.allows
        for way in _ways_of(
            statement, number, account, (organization, guards(statement, found, ENTRIES))
        )
        if not _entries(way.kind) <= closed and _opens(statement, _entries(way.kind) - closed)
    )


def denies(trust: str) -> bool:
    """Whether somebody is refused by it, which `ways` may not have counted. Raises `Unreadable`."""
    return any(not one.allows for one in statements(trust))


def _entries(kind: str) -> set[str]:
    if kind == LOGIN:
        return {WITH_SAML, WITH_WEB}
    return set(ENTRIES) if kind == ANYBODY else {ASSUME}


def _opens(statement: Statement, actions: Iterable[str]) -> bool:
    return any(statement.concerns(action) for action in actions)


def _ways_of(
    one: Statement, number: int, account: str, about: tuple[str, tuple[Condition, ...]]
) -> Iterator[Way]:
    organization, guards = about
    guarded = (*one.conditions, *guards)
    named = accounts_named(guarded)
    for kind, who in _principals(one):
        plain = _kind(kind, who, account)
        if plain is None:
            continue
        for real, theirs in _narrowed(plain, who, account, named):
            yield Way(
                real,
                who,
                theirs,
                number,
                one.conditions,
                external_id=has_external_id(one.conditions),
                own_organization=_of_organization(guarded, organization),
                mfa=needs_mfa(one.conditions),
            )


def _principals(one: Statement) -> Iterator[tuple[str, str]]:
    if one.not_principals:  # everybody but these
        yield ANYONE, ANYONE
    yield from one.principals


def _kind(kind: str, who: str, account: str) -> str | None:
    """What a principal is; None for the bare id of somebody who was deleted: nobody."""
    if kind in (SERVICE, FEDERATED) and who != ANYONE:
        return BY_SERVICE if kind == SERVICE else LOGIN
    if "*" in who or "?" in who:
        return ANYBODY
    theirs = account_of(who)
    if not theirs:
        return None
    if theirs != account:
        return OUTSIDE
    return WHOLE if who == account or who.endswith(":root") else INSIDE


def _narrowed(
    kind: str, who: str, account: str, named: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """The way as the accounts that conditions name narrow it: none, where nobody is left."""
    if kind in (LOGIN, BY_SERVICE):
        yield kind, account_of(who)
    elif kind != ANYBODY:
        if named is None or account_of(who) in named:
            yield kind, account_of(who)
    elif named is None:
        yield ANYBODY, ""
    else:
        for theirs in sorted(named):
            yield (WHOLE if theirs == account else OUTSIDE), theirs


# --- Conditions ----------------------------------------------------------------------------------
def fixed(condition: Condition, *, like: bool = True) -> bool:
    """Whether it holds only for the values that it names, each of them one and the same always.

    A wildcard, a variable of the policy (${aws:…}), IfExists and ForAllValues can be met by others.
    """
    if condition.if_exists or condition.for_all or not condition.values:
        return False
    if any("${" in value for value in condition.values):
        return False
    if condition.operator in EQUAL - LIKE:
        return True
    wild = any("*" in value or "?" in value for value in condition.values)
    return like and condition.operator in LIKE and not wild


def accounts_named(conditions: Iterable[Condition]) -> frozenset[str] | None:
    """The only accounts from which the conditions can be met; None where they name none."""
    found: frozenset[str] | None = None
    for one in conditions:
        numbers = _numbers(one)
        if numbers is not None:
            found = numbers if found is None else found & numbers
    return found


def _numbers(one: Condition) -> frozenset[str] | None:
    if one.key in ("aws:principalaccount", "aws:sourceaccount"):
        return frozenset(one.values) if fixed(one) else None
    if one.key not in ("aws:principalarn", "aws:sourcearn"):
        return None
    sure = not one.if_exists and not one.for_all and one.operator in EQUAL | LIKE
    if one.operator == "stringlike" and any(_anywhere(value) for value in one.values):
        return None
    numbers = frozenset(account_of(value) for value in one.values)
    return numbers if sure and numbers and "" not in numbers else None


def _anywhere(value: str) -> bool:
    """Whether a wildcard, which may stand for colons too, comes before the account's number."""
    before = value.partition(f":{account_of(value)}:")[0]
    return "*" in before or "?" in before


def has_external_id(conditions: Iterable[Condition]) -> bool:
    """Whether a word must be said that was agreed on. It keeps others out, not who knows it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
    """
    return any(one.key == "sts:externalid" and fixed(one) for one in conditions)


def needs_mfa(conditions: Iterable[Condition]) -> bool:
    """Whether only somebody who signed in with MFA is let in; a session of a role never is.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
    """
    return any(_demands_mfa(one) for one in conditions if not one.if_exists)


def _demands_mfa(one: Condition) -> bool:
    if one.key == "aws:multifactorauthpresent" and one.operator == "bool":
        return {value.lower() for value in one.values} == {"true"}
    return one.key == "aws:multifactorauthage" and one.operator.startswith("numericless")


def _of_organization(conditions: Iterable[Condition], organization: str) -> bool:
    if not organization:
        return False
    return any(
        (one.key == "aws:principalorgid" and fixed(one) and set(one.values) == {organization})
        or (
            one.key == "aws:principalorgpaths"
            and not (one.if_exists or one.for_all)
            and one.operator in EQUAL | LIKE
            and all(value.startswith(f"{organization}/") for value in one.values)
        )
        for one in conditions
    )


def names_organization(trust: str) -> bool:
    """Whether a condition is about an organization, so that one has to know one's own."""
    return "aws:principalorg" in trust.lower()
