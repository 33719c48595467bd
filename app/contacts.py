"""Alternate contacts: whom AWS writes to besides the root user's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.clients import Clients
from app.messages import Message
from app.plan import Plan
from app.work import Token

KINDS = ("BILLING", "OPERATIONS", "SECURITY")


@dataclass(frozen=True)
class Contact:
    """A person or a group whom AWS writes to."""

    name: str
    title: str
    email: str
    phone: str


def read(clients: Clients, token: Token) -> dict[str, Contact | None]:
    """The contact of each kind, None where there is none. Raises `Trouble`."""
    raise NotImplementedError


def plan(wished: Mapping[str, Contact], present: Mapping[str, Contact | None]) -> Plan:
    """One action for each kind that differs from what is `present`."""
    raise NotImplementedError


def wrong(contact: Contact) -> dict[str, Message]:
    """What AWS wouldn't take, by the field's name; {} where it's all right."""
    raise NotImplementedError
