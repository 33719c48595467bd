"""The account's identities when the vendor was let in, so that a year later it shows what is new.

Ids and marks (hashes) of documents, no secret and no content: small enough for the access
record. IAM has no "made by", and AWS's own history ends after 90 days; this needs neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from app.checks_door import belongs_to
from app.messages import msg
from app.moments import zoned
from app.review.account_marks import TABLES
from app.review.documents import Unreadable, digest, statements
from app.review.identities import Holder, Managed
from app.review.trust import BY_SERVICE, Way, ways
from app.review.view import View
from app.troubles import Trouble

FORMAT = 1
WAYS = "way"  # the table of each principal that each role's trust policy names
BOUNDARY = "boundary"  # the table of who has which
# Tables that one call has each. A table that couldn't be read is left out: it isn't known then.
LOOKING = msg("Noting who is in the account today")
Table = Mapping[str, str]  # a key, such as a RoleId or an ARN, with a mark of what it said


@dataclass(frozen=True)
class Baseline:
    """What was there. `tables` maps "user", "role" … to keys with their marks."""

    taken: datetime
    tables: Mapping[str, Table] = field(default_factory=dict, hash=False)

    def knows(self, kind: str) -> bool:
        """Whether that table was read."""
        return kind in self.tables

    def has(self, kind: str, key: str) -> bool:
        """Whether it was there."""
        return key in self.tables.get(kind, {})

    def same(self, kind: str, key: str, mark: str) -> bool:
        """Whether it was there and said the same."""
        return self.tables.get(kind, {}).get(key) == mark


def take(view: View) -> Baseline:
    """What is there now. Raises `Trouble` where not even the identities can be read."""
    found = view.identities
    tables: dict[str, Table] = {
        "user": {user.id: mark(user) for user in found.users},
        "group": {group.id: mark(group) for group in found.groups},
        "role": {role.id: mark(role) for role in found.roles},
        "trust": {role.id: digest(role.trust) for role in found.roles},
        BOUNDARY: {one.id: one.boundary for one in (*found.users, *found.roles) if one.boundary},
        "policy": {policy.arn: mark_of_policy(policy) for policy in found.policies},
        WAYS: {key: "" for role in found.roles for key in _ways_to(role, view.account)},
    }
    for kind, service, operation, key, inner in LISTINGS:
        try:
            reply = view.ask(service, operation)
        except Trouble:
            continue
        tables[kind] = {item[inner]: "" for item in reply.get(key, ())}
    if "saml" in tables:
        tables["saml"] = {arn: _mark_of_saml(view, arn) for arn in tables["saml"]}
    for kind, read in TABLES.items():
        try:
            tables[kind] = read(view)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
    with suppress(Trouble):
        tables["organization"] = {number: "" for number in (belongs_to(view.clients),) if number}
    return Baseline(view.clients.now(), tables)


LISTINGS = (
    ("saml", "iam", "list_saml_providers", "SAMLProviderList", "Arn"),
    ("oidc", "iam", "list_open_id_connect_providers", "OpenIDConnectProviderList", "Arn"),
)


def mark(holder: Holder) -> str:
    """A mark of what gives somebody rights: policies, groups, boundary."""
    parts = (*sorted(holder.inline.items()), *sorted(holder.attached), *sorted(holder.groups))
    return digest(repr((parts, holder.boundary)))


def mark_of_policy(policy: Managed) -> str:
    """A mark of all that a policy of the account says, in every version."""
    return digest(repr((policy.default, sorted(policy.versions.items()))))


def mark_of_metadata(text: str) -> str:
    """A mark of what a SAML provider's metadata say: who vouches, and with which certificates."""
    return digest("".join(text.split()))


def _mark_of_saml(view: View, arn: str) -> str:
    """Empty where it couldn't be read: whether it has changed can't be told then."""
    try:
        found = view.ask("iam", "get_saml_provider", SAMLProviderArn=arn)
    except Trouble:
        return ""
    return mark_of_metadata(found.get("SAMLMetadataDocument", ""))


def key_of(role: Holder, way: Way) -> str:
    """The key of a way to a role: whom it lets in, and under which conditions."""
    refused = [one for one in statements(role.trust) if not one.allows]
    return f"{role.id}/{way.who}/{digest(repr((way.conditions, refused)))}"


def _ways_to(role: Holder, account: str) -> tuple[str, ...]:
    try:
        found = ways(role.trust, account)
    except Unreadable:
        return ()
    return tuple(key_of(role, way) for way in found if way.kind != BY_SERVICE)


def to_json(baseline: Baseline) -> dict[str, object]:
    """As JSON's types."""
    tables = {kind: dict(table) for kind, table in baseline.tables.items()}
    return {"format": FORMAT, "taken": baseline.taken.isoformat(), "tables": tables}


def from_json(found: Mapping[str, object]) -> Baseline | None:
    """What `to_json` wrote; None where it isn't a baseline that can be understood."""
    tables, taken = found.get("tables"), found.get("taken")
    if found.get("format") != FORMAT or not isinstance(taken, str):
        return None
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        return None
    when = zoned(taken)
    texts = {
        str(kind): {str(key): str(value) for key, value in table.items()}
        for kind, table in tables.items()
    }
    return Baseline(when, texts) if when else None
