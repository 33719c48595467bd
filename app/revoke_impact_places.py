"""What only the vendor's user may administer, in one Region: encryption keys and clusters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.impact import MAY_STOP, STOPS, Impact, Said
from app.messages import Message, msg
from app.regional import Region
from app.review.documents import AWS, Statement, Unreadable, statements
from app.review.event import maker_of, record_of
from app.revoke_look import stops
from app.troubles import DENIED, NOT_ALLOWED, Trouble

OLDER_ACCESS = "InvalidRequestException"  # a cluster without access entries
CLUSTER_ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
CHANGES_POLICY = "kms:PutKeyPolicy"
Names = tuple[str, str]  # the user's ARN and its id: a policy shows either
Look = Callable[[Region, Names], Iterator[Said]]


# --- encryption keys -------------------------------------------------------------------------
def _encryption(there: Region, names: Names) -> Iterator[Said]:
    """Keys of KMS whose policy nobody but the user may change, root not either.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    for key in there.pages("kms", "list_keys", "Keys"):
        number = str(key["KeyId"])
        try:
            policy = there.call("kms", "get_key_policy", KeyId=number, PolicyName="default")
            found = statements(str(policy["Policy"]))
        except Trouble as trouble:
            if trouble.kind not in (NOT_ALLOWED, DENIED):
                raise
            yield _hidden(number, there.name)  # whoever is signed in is left out of it: root
        except Unreadable:
            yield _hidden(number, there.name)
        else:
            if only(found, names):
                yield _lost(number, there.name)


def only(found: Iterable[Statement], names: Names) -> bool:
    """Whether of all AWS principals only the user may change a key's policy."""
    may = [one for one in found if one.allows and one.concerns(CHANGES_POLICY)]
    who = {principal for one in may for principal in one.principals_of(AWS)}
    others = any(one.not_principals for one in may)
    return bool(who) and not others and who <= set(names)


def _lost(number: str, region: str) -> Impact:
    return Impact(
        STOPS,
        msg(
            "Only the vendor's user may administer the encryption key {key} in {region}. Without "
            "it nobody can, not even your root user.",
            key=number,
            region=region,
        ),
        _AMONG,
        region,
    )


def _hidden(number: str, region: str) -> Impact:
    return Impact(
        MAY_STOP,
        msg(
            "Not even your root user may look at the policy of the encryption key {key} in "
            "{region}. If only the vendor's user may administer it, nobody can afterwards.",
            key=number,
            region=region,
        ),
        _AMONG,
        region,
    )


_AMONG = msg(
    "Before you shut the vendor out, let the vendor add your account to the key's policy (in "
    "“Key Management Service”, “Key policy”). Afterwards only AWS Support can help."
)


# --- clusters --------------------------------------------------------------------------------
def _clusters(there: Region, names: Names) -> Iterator[Said]:
    """Clusters of EKS: whoever made one is its administrator, though that isn't shown everywhere.

    https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
    """
    for name in there.pages("eks", "list_clusters", "clusters"):
        try:
            entries = _entries(there, name)
            administrators = _entries(there, name, associatedPolicyArn=CLUSTER_ADMIN)
        except Trouble as trouble:
            if trouble.aws_code != OLDER_ACCESS:
                raise
            yield from _older(there, name, names)
        else:
            if names[0] in entries and not set(administrators) - set(names):
                yield _one_administrator(name, there.name)


def _older(there: Region, name: str, names: Names) -> Iterator[Impact]:
    """Of the older kind, whose administrator is whoever made it: AWS's history may know."""
    maker = _maker(there, name)
    if maker == names[0]:
        yield _made_by_vendor(name, there.name)
    elif not maker:
        yield _by_maker(name, there.name)


def _maker(there: Region, name: str) -> str:
    """The ARN of whoever made a cluster; "" where the history doesn't tell or can't be read."""
    wanted = [{"AttributeKey": "EventName", "AttributeValue": "CreateCluster"}]
    try:
        reply = there.call("cloudtrail", "lookup_events", LookupAttributes=wanted, MaxResults=50)
    except Trouble as trouble:
        if stops(trouble):
            raise
        return ""
    for event in reply.get("Events", ()):
        record = record_of(event)
        asked = record.get("requestParameters")
        named = isinstance(asked, Mapping) and asked.get("name") == name
        if named and "errorCode" not in record:
            return maker_of(event, record).arn
    return ""


def _made_by_vendor(name: str, region: str) -> Impact:
    return Impact(
        MAY_STOP,
        msg(
            "The vendor's user made the cluster “{name}” in {region}, and is its administrator, "
            "though that isn't shown there. Without it nobody may be left.",
            name=name,
            region=region,
        ),
        _LET_IN,
        region,
    )


def _entries(there: Region, name: str, **only_with: object) -> list[Any]:
    listing = "list_access_entries"
    return there.pages("eks", listing, "accessEntries", clusterName=name, **only_with)


def _one_administrator(name: str, region: str) -> Impact:
    return Impact(
        MAY_STOP,
        msg(
            "Of the cluster “{name}” in {region} no administrator but the vendor's user is shown.",
            name=name,
            region=region,
        ),
        msg(
            "Open “Elastic Kubernetes Service”, the cluster, “Access”, and make an access entry "
            "with “AmazonEKSClusterAdminPolicy” for somebody of yours."
        ),
        region,
    )


def _by_maker(name: str, region: str) -> Impact:
    return Impact(
        MAY_STOP,
        msg(
            "The administrator of the cluster “{name}” in {region} is whoever made it, and AWS "
            "doesn't show who that was. If the vendor's user made it, nobody may be left.",
            name=name,
            region=region,
        ),
        _LET_IN,
        region,
    )


_LET_IN = msg(
    "Let somebody of yours sign in to the cluster first. If nobody can: open “Elastic Kubernetes "
    "Service”, the cluster, “Access”, choose “EKS API and ConfigMap”, and make an access entry "
    "with “AmazonEKSClusterAdminPolicy” for somebody of yours."
)


LOOKS: tuple[tuple[Message, Look], ...] = (
    (msg("Who may administer the encryption keys"), _encryption),
    (msg("Who may administer the clusters"), _clusters),
)
