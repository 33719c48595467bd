"""Alternate contacts: whom AWS writes to besides the root user's address.

https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from app.clients import Clients
from app.messages import Message, msg
from app.plan import Action, Plan
from app.troubles import Trouble
from app.work import Token

KINDS = ("BILLING", "OPERATIONS", "SECURITY")
NONE = "ResourceNotFoundException"
# Lengths and patterns:
# https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html
LONGEST = {"name": 64, "title": 50, "email": 254, "phone": 25}
_EMAIL = re.compile(r"[\w+=.#|!&-]+@[\w.-]+\.[\w]+", re.ASCII)
_PHONE = re.compile(r"[\s0-9()+-]*[0-9][\s0-9()+-]*", re.ASCII)


@dataclass(frozen=True)
class Contact:
    """A person or a group whom AWS writes to; `title` is what they are in the company."""

    name: str
    title: str
    email: str
    phone: str

    def tidy(self) -> Contact:
        """The same without blanks at the ends."""
        return Contact(*(str(getattr(self, field.name)).strip() for field in fields(self)))


def read(clients: Clients, token: Token) -> dict[str, Contact | None]:
    """The contact of each of `KINDS`, None where there is none. Raises `Trouble`."""
    found: dict[str, Contact | None] = {}
    for kind in KINDS:
        token.check()
        found[kind] = _one(clients, kind)
    return found


def _one(clients: Clients, kind: str) -> Contact | None:
    try:
        reply = clients.call("account", "get_alternate_contact", AlternateContactType=kind)
    except Trouble as trouble:
        if trouble.aws_code == NONE:
            return None
        raise
    seen = reply["AlternateContact"]
    names = ("Name", "Title", "EmailAddress", "PhoneNumber")
    return Contact(*(str(seen.get(name, "")) for name in names))


def plan(wished: Mapping[str, Contact], present: Mapping[str, Contact | None]) -> Plan:
    """One action for each kind of `wished` that differs from what is `present`."""
    tidy = {kind: contact.tidy() for kind, contact in wished.items()}
    return tuple(
        _put(kind, tidy[kind], present.get(kind))
        for kind in KINDS
        if kind in tidy and tidy[kind] != present.get(kind)
    )


def _put(kind: str, contact: Contact, before: Contact | None) -> Action:
    back = _set(kind, before, _BACK[kind]) if before else _remove(kind)
    return _set(kind, contact, _named(kind, contact), back)


def _set(kind: str, contact: Contact, message: Message, undo: Action | None = None) -> Action:
    return Action(
        id=f"contact-{kind.lower()}",
        service="account",
        operation="put_alternate_contact",
        parameters={
            "AlternateContactType": kind,
            "Name": contact.name,
            "Title": contact.title,
            "EmailAddress": contact.email,
            "PhoneNumber": contact.phone,
        },
        message=message,
        undo=undo,
    )


def _remove(kind: str) -> Action:
    return Action(
        id=f"no-contact-{kind.lower()}",
        service="account",
        operation="delete_alternate_contact",
        parameters={"AlternateContactType": kind},
        message=_BACK[kind],
        settled_by=(NONE,),
    )


_BACK = {
    "BILLING": msg("Put the contact for bills back as it was"),
    "OPERATIONS": msg("Put the contact for operations back as it was"),
    "SECURITY": msg("Put the contact for security back as it was"),
}


def _named(kind: str, contact: Contact) -> Message:
    name, email = contact.name, contact.email
    if kind == "BILLING":
        return msg("Name {name} ({email}) as the contact for bills", name=name, email=email)
    if kind == "OPERATIONS":
        return msg("Name {name} ({email}) as the contact for operations", name=name, email=email)
    return msg("Name {name} ({email}) as the contact for security", name=name, email=email)


def wrong(contact: Contact) -> dict[str, Message]:
    """What AWS wouldn't take, by the field's name; {} where it's all right."""
    tidy = contact.tidy()
    found: dict[str, Message] = {}
    for name, limit in LONGEST.items():
        value = str(getattr(tidy, name))
        if not value:
            found[name] = msg("AWS asks for this too. Please fill it in.")
        elif len(value) > limit:
            found[name] = msg("AWS takes {limit} characters at most.", limit=limit)
    if "email" not in found and not _EMAIL.fullmatch(tidy.email):
        found["email"] = msg("AWS doesn't take this as an e-mail address. Use plain letters.")
    if "phone" not in found and not _PHONE.fullmatch(tidy.phone):
        found["phone"] = msg("Only plain digits, blanks, and + - ( ), for example +81 3 1234 5678.")
    return found
