"""C4: roles that sign-ins of another provider (OpenID Connect) open, and to how many people."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.changes import Since, opened, power, rights, sentences, since, when
from app.review.check import Check
from app.review.federation import (
    COGNITO,
    Fit,
    fit,
    host_of,
    logins,
    named,
    providers,
    service_name,
    well_known,
)
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import quarantine
from app.review.rights import Power
from app.review.role_remedies import shut_out
from app.review.trust import Way
from app.review.view import View

NAME = "oidc_roles"


def look(view: View) -> Iterator[Said]:
    """Each role that sign-ins of a provider open, and how many people that is."""
    there: set[str] | None = None
    for one in opened(view, "C4"):
        if isinstance(one, Unseen):
            yield one
            continue
        role, ways = one
        all_logins = logins(ways)
        if not all_logins:
            continue
        there = set(providers(view)) if there is None else there
        # A provider that isn't there vouches for nobody; the big four need no entry here.
        live = [way for way in all_logins if way.who in there or not way.who.startswith("arn:")]
        if live:
            found = _role(view, role, live)
            if found:
                yield found


def _role(view: View, role: Holder, live: list[Way]) -> Finding | None:
    worth = power(view, role)
    graded = [(grade(way, worth, since(view, role, way)), way) for way in live]
    told = [(found, way) for found, way in graded if found is not None]
    if not told:
        return None
    found, worst = max(told, key=lambda pair: pair[0])
    past = since(view, role, worst)
    message = msg("Let nobody use the role “{name}” by such a sign-in any more", name=role.name)
    cut = [way for _, way in told]
    return Finding(
        id=f"{NAME}:role/{role.name}",
        row="C4",
        severity=found,
        subject=role.name,
        what=sentences(_what_of_role(role, worst), rights(worth), when(past)),
        breaks=msg(
            "Programs outside AWS that use this role stop: most often those that build and install "
            "software (CI/CD), or an app's users."
        ),
        remedies=(quarantine(role), shut_out(role, cut, view.account, view.clients.now(), message)),
        new=past.new,
        made=role.created,
    )


def grade(way: Way, worth: Power, past: Since) -> Severity | None:
    """How dangerous it is; None for what is quite usual and unchanged, and for Cognito's pools."""
    how, host = fit(way), host_of(way.who)
    if past is Since.SAME or worth is Power.NONE:
        return None if how is Fit.TIGHT else Severity.LOW
    strong = worth >= Power.ESCALATES
    if how is Fit.OPEN:
        return Severity.CRITICAL if strong else Severity.HIGH
    if host == COGNITO:  # its pools are looked at by themselves
        return None
    if past is not Since.UNKNOWN:
        return Severity.HIGH if strong else Severity.MEDIUM
    if how is Fit.LOOSE:
        return Severity.MEDIUM
    return Severity.MEDIUM if strong else Severity.LOW


def _what_of_role(role: Holder, way: Way) -> Message:
    host = host_of(way.who)
    how = fit(way)
    if how is Fit.OPEN:
        return msg(
            "Anybody who has an account with {service} can use the role “{name}”: its trust policy "
            "doesn't say whose sign-ins count.",
            service=service_name(host),
            name=role.name,
        )
    if how is Fit.LOOSE:
        return msg(
            "Everybody for whom “{host}” vouches can use the role “{name}”: its trust policy has "
            "no condition on who it is.",
            host=host,
            name=role.name,
        )
    return msg(
        "Whoever works in “{who}” at {service} can use the role “{name}”. Check that it is yours.",
        who=named(way),
        service=well_known(host) or service_name(host),
        name=role.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C4",),
        NAME,
        msg("Roles (rights to borrow) for anyone who signs in to a service outside AWS"),
        ("iam:GetAccountAuthorizationDetails", "iam:ListOpenIDConnectProviders"),
        look,
    ),
)
