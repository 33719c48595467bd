"""Where the mail of the company's domains goes, and which domains this account holds (G7).

Who receives the mail for the root user's address can have its password reset.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.messages import msg
from app.review.bounded import Kind, cut
from app.review.check import Check
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.view import View
from app.troubles import Trouble

MOST = 20  # zones; each costs a call, in every review
ZONES = Kind("G7", msg("Domains and their records (Route 53)"), "route53", "list_hosted_zones", "")
DOMAINS = msg("Domains that are registered in this account (Route 53)")
WHAT_MAIL = msg(
    "Mail for “{zone}” goes to {servers}, by a record in this account. If the root user's address "
    "is of this domain, whoever runs these servers can read the mail that resets its password, "
    "and so take over the account."
)
WHAT_DOMAIN = msg(
    "The domain “{name}” is registered in this account (until {until}). Whoever could change "
    "it could send its mail and its visitors elsewhere."
)
MAIL_BREAKS = msg("Mail for the domain doesn't arrive while the record is wrong.")
DOMAIN_BREAKS = msg("Nothing, as long as the domain stays registered and is paid for.")
MAIL_BY_HAND = msg(
    "Compare the names with those that your mail provider tells you. If they differ: Route 53, "
    "“Hosted zones”, the domain, the record of type MX."
)
DOMAIN_BY_HAND = msg(
    "Look at Route 53, “Registered domains”: the contacts and their mail addresses must be yours, "
    "and “Transfer lock” should be on."
)


def look(view: View) -> Iterator[Said]:
    """Yields where mail goes, and the domains that are registered here."""
    zones = view.list("route53", "list_hosted_zones", "HostedZones")
    public = [one for one in zones if not one.get("Config", {}).get("PrivateZone")]
    found = cut(public, ZONES, MOST)
    yield from found.rest
    for zone in found:
        try:
            yield from _mail(view, zone)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("G7", msg("the mail of “{zone}”", zone=_plain(zone["Name"])), trouble)
    yield from _domains(view)


def _plain(name: str) -> str:
    """A domain's name without the dot at the end."""
    return name.rstrip(".")


def _mail(view: View, zone: dict[str, Any]) -> Iterator[Finding]:
    """Asks for the one record set that it may be: they are sorted by name, then by type."""
    reply = view.ask(
        *("route53", "list_resource_record_sets"),
        HostedZoneId=zone["Id"],
        StartRecordName=zone["Name"],
        StartRecordType="MX",
        MaxItems="1",
    )
    for record in reply["ResourceRecordSets"]:
        if (record["Name"], record["Type"]) != (zone["Name"], "MX"):
            continue
        values = [one["Value"] for one in record.get("ResourceRecords", ())]
        names = sorted(_plain(value.split()[-1]) for value in values)
        servers = ", ".join(name for name in names if name)
        if not servers:
            continue  # “0 .” says that the domain receives no mail
        yield Finding(
            id=f"domains:mail/{zone['Name']}/{servers}",
            row="G7",
            severity=Severity.MEDIUM,
            subject=_plain(zone["Name"]),
            what=msg(WHAT_MAIL.text, zone=_plain(zone["Name"]), servers=servers),
            breaks=MAIL_BREAKS,
            by_hand=MAIL_BY_HAND,
        )


def _domains(view: View) -> Iterator[Said]:
    try:
        domains = view.list("route53domains", "list_domains", "Domains")
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        yield Unseen("G7", DOMAINS, trouble)
        return
    for one in domains:
        until = one["Expiry"].date().isoformat() if one.get("Expiry") else "—"
        yield Finding(
            id=f"domains:registered/{one['DomainName']}",
            row="G7",
            severity=Severity.LOW,
            subject=one["DomainName"],
            what=msg(WHAT_DOMAIN.text, name=one["DomainName"], until=until),
            breaks=DOMAIN_BREAKS,
            by_hand=DOMAIN_BY_HAND,
        )


CHECKS: tuple[Check, ...] = (
    Check(
        ("G7",),
        "domains",
        msg("Where mail goes, and domains (Route 53)"),
        ("route53:ListHostedZones", "route53:ListResourceRecordSets", "route53domains:ListDomains"),
        look,
    ),
)
