"""Roles whose sessions can renew themselves: through the role itself, or in a ring of several.

Such a session needs no user any more, and has no end:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import translate

from app.review.documents import Statement, Unreadable, statements
from app.review.identities import Holder, Identities
from app.review.trust import ASSUME, EQUAL, INSIDE, LIKE, WHOLE, Way

EVERY = "*"
ALL_ROLES = "the whole account"  # stands between who may use any role and whom the account may use
# Of AWS's own policies, those that allow sts:AssumeRole for every role.
# https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
ASSUMES = frozenset(
    {"arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/PowerUserAccess"}
)

Entered = tuple[Holder, tuple[Way, ...]]


def renewing(roles: Iterable[Entered], identities: Identities) -> frozenset[str]:
    """The ids of the roles whose sessions can lead back to the same role, again and again."""
    entered = list(roles)
    graph = _graph(entered, identities)
    return frozenset(
        key for ring in _rings(graph) for key in ring if len(ring) > 1 or key in graph[key]
    ) - {ALL_ROLES}


def _graph(entered: list[Entered], identities: Identities) -> dict[str, set[str]]:
    by_arn = {role.arn: role.id for role, _ in entered}
    by_name = {role.name: role.id for role, _ in entered}
    graph: dict[str, set[str]] = {role.id: set() for role, _ in entered}
    graph[ALL_ROLES] = set()
    for_all: dict[str, str] = {}  # by ARN, the roles that the whole account may use
    for role, ways in entered:
        open_ways = [way for way in ways if not way.mfa]  # a role's session never has MFA
        if any(way.kind == WHOLE and not _for_users(way) for way in open_ways):
            for_all[role.arn] = role.id
        for way in open_ways:
            origin = _origin(way, by_arn, by_name)
            if origin:
                graph[origin].add(role.id)
    graph[ALL_ROLES] |= set(for_all.values())
    for role, _ in entered:
        targets = _targets(role, identities)
        if EVERY in targets:
            graph[role.id].add(ALL_ROLES)
        else:
            graph[role.id] |= _matching(targets, for_all)
    return graph


def _matching(patterns: Iterable[str], by_arn: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if "*" not in pattern and "?" not in pattern:
            found |= {by_arn[pattern]} if pattern in by_arn else set()
        else:
            fits = re.compile(translate(pattern.replace("[", "[[]"))).match
            found |= {key for arn, key in by_arn.items() if fits(arn)}
    return found


def _for_users(way: Way) -> bool:
    """Whether a condition keeps the sessions of roles out: these have no user's name, nor its ARN.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    sure = [
        one
        for one in way.conditions
        if one.operator in EQUAL | LIKE and not (one.if_exists or one.for_all)
    ]
    return any(
        one.key == "aws:username"
        or (one.key == "aws:principalarn" and all(":user/" in value for value in one.values))
        for one in sure
    )


def _origin(way: Way, by_arn: Mapping[str, str], by_name: Mapping[str, str]) -> str:
    """The id of the role that a way names, itself or one session of it; "" where it names none."""
    if way.kind != INSIDE:
        return ""
    if ":assumed-role/" in way.who:
        return by_name.get(way.who.split(":assumed-role/")[1].split("/")[0], "")
    return by_arn.get(way.who, "")


def _targets(role: Holder, identities: Identities) -> frozenset[str]:
    """Patterns of the roles that a role's own policies let it use. "*" for all."""
    if ASSUMES & set(role.attached):
        return frozenset({EVERY})
    own = [identities.by_arn[arn].document for arn in role.attached if arn in identities.by_arn]
    found: set[str] = set()
    for document in (*role.inline.values(), *own):
        for one in _read(document):
            if one.allows and one.concerns(ASSUME):
                found |= {EVERY if set(r) == {"*"} else r for r in one.resources} or {EVERY}
    return frozenset(found)


def _read(document: str) -> tuple[Statement, ...]:
    try:
        return statements(document)
    except Unreadable:
        return ()


def _rings(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """What leads to one another, in time that grows with the graph (Kosaraju's way)."""
    backwards: dict[str, set[str]] = {key: set() for key in graph}
    for key, goals in graph.items():
        for goal in goals:
            backwards[goal].add(key)
    seen: set[str] = set()
    order = [key for start in graph for key in _walk(graph, start, seen)]
    seen.clear()
    return [found for start in reversed(order) if (found := set(_walk(backwards, start, seen)))]


def _walk(graph: Mapping[str, set[str]], start: str, seen: set[str]) -> list[str]:
    """What can be come to from `start` and wasn't seen, the farthest first."""
    if start in seen:
        return []
    seen.add(start)
    found: list[str] = []
    path = [(start, iter(graph[start]))]
    while path:
        here, goals = path[-1]
        goal = next((one for one in goals if one not in seen), None)
        if goal is None:
            found.append(here)
            path.pop()
        else:
            seen.add(goal)
            path.append((goal, iter(graph[goal])))
    return found
