"""Other users' credentials for single services, and the users that Bedrock's keys make. B5.

A long-term Bedrock key made on AWS's pages makes a user of its own, which stays:
https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-how.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import msg
from app.review.check import Check
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.grades import rights, worth
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of
from app.review.service_credentials import (
    BEDROCK,
    ServiceCredential,
    cut_off,
    service_credentials,
)
from app.review.view import View

MADE_BY_BEDROCK = "BedrockAPIKey-"
USER = msg(
    "AWS made this user for a Bedrock key (AI service). Such users stay when "
    "the key is forgotten, and anybody with rights over users can give it a "
    "further key. {rights}"
)
CREDENTIAL = msg(
    "The user “{name}” has a credential of its own for {service}. It works "
    "without password and access key, and no other list shows it."
)
BREAKS = msg("A program of yours that uses the service with it stops. If you know it, keep it.")


def look(view: View) -> Iterator[Said]:
    """Both. Raises `Trouble`, `Unreadable`."""
    others = {user.name: user for user in view.others()}
    blocked = {name for name, user in others.items() if quarantined(user)}
    for user in others.values():
        if user.name.startswith(MADE_BY_BEDROCK) and user.name not in blocked:
            power, new = power_of(user, view.identities), view.is_new("user", user.id, user.created)
            yield Finding(
                f"service_keys:user/{user.id}",
                "B5",
                _bad(new, worth(max(power, Power.ESCALATES if new else power))),
                user.name,
                msg(USER.text, rights=rights(power)),
                BREAKS,
                (quarantine(user),),
                new=new,
                made=user.created,
            )
    for one in service_credentials(view):
        if one.active and one.user in others and one.user not in blocked:
            yield _credential(view, one)
    if cut_off(view):
        yield Unseen("B5", msg("keys for single services: there are too many to read them all"))


def _bad(new: bool | None, bad: Severity) -> Severity:  # noqa: FBT001
    """What was there before the vendor was isn't the vendor's."""
    if new is False:
        return Severity.LOW
    return bad if new else min(bad, Severity.MEDIUM)


def _credential(view: View, one: ServiceCredential) -> Finding:
    new = view.later(one.made)
    bad = Severity.HIGH if one.service == BEDROCK else Severity.MEDIUM
    return Finding(
        f"service_keys:credential/{one.id}",
        "B5",
        _bad(new, bad),
        one.id,
        msg(CREDENTIAL.text, name=one.user, service=one.service),
        BREAKS,
        (one.switch_off(),),
        new=new,
        made=one.made,
    )


CHECKS = (
    Check(
        ("B5",),
        "service_keys",
        msg("Keys for single services, such as Bedrock"),
        ("iam:GetAccountAuthorizationDetails", "iam:ListServiceSpecificCredentials"),
        look,
    ),
)
