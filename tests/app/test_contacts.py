"""Alternate contacts: only what differs is written, and only what AWS takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import contacts
from app.contacts import KINDS, Contact
from app.plan import apply, undo
from app.practice import Practice
from app.session import RootSession
from app.work import Token

CONTACT = Contact("経理部", "Accounting", "billing@example.jp", "+81 3 1234 5678")
OTHER = replace(CONTACT, name="情報システム部", email="it@example.jp")


def test_what_differs_is_written(root: RootSession) -> None:
    present = contacts.read(root.clients, Token())
    assert present == dict.fromkeys(KINDS)
    plan = contacts.plan({"SECURITY": OTHER, "BILLING": CONTACT}, present)
    assert [action.id for action in plan] == ["contact-billing", "contact-security"]
    apply(plan, root.clients, Token())
    present = contacts.read(root.clients, Token())
    assert present == {"BILLING": CONTACT, "OPERATIONS": None, "SECURITY": OTHER}
    assert contacts.plan({"SECURITY": OTHER, "BILLING": CONTACT}, present) == ()
    spaced = replace(OTHER, name=f" {OTHER.name} ")
    assert contacts.plan({"SECURITY": spaced}, present) == ()
    (change,) = contacts.plan({"SECURITY": CONTACT}, present)
    assert change.parameters["EmailAddress"] == CONTACT.email
    assert "経理部" in str(change.message)


def test_it_can_be_taken_back(root: RootSession) -> None:
    first = contacts.plan({"BILLING": CONTACT}, dict.fromkeys(KINDS))
    apply(first, root.clients, Token())
    second = contacts.plan({"BILLING": OTHER}, contacts.read(root.clients, Token()))
    done = apply(second, root.clients, Token())
    assert undo(done, root.clients, Token()) == ()
    assert contacts.read(root.clients, Token())["BILLING"] == CONTACT
    assert undo(first, root.clients, Token()) == ()
    assert contacts.read(root.clients, Token())["BILLING"] is None


GOOD: list[dict[str, str]] = [
    {},
    {"name": "x" * 64},
    {"title": "部" * 50},
    {"email": " a+b.c=d#e|f!g&h-i@mail.example.co.jp "},
    {"phone": "03-1234-5678"},
    {"phone": "(03) 1234 5678"},
]
WRONG = [
    ("name", ""),
    ("name", "  "),
    ("name", "x" * 65),
    ("title", ""),
    ("title", "x" * 51),
    ("email", ""),
    ("email", "経理@example.jp"),
    ("email", "nobody"),
    ("email", "a b@example.jp"),
    ("email", "a@b"),
    ("email", "a" * 250 + "@b.jp"),
    ("phone", ""),
    ("phone", "０３ー１２３４"),
    ("phone", "03.1234.5678"),
    ("phone", "+-()"),
    ("phone", "1" * 26),
]


def test_what_is_right_is_taken_by_aws_too(root: RootSession) -> None:
    for changed in GOOD:
        contact = replace(CONTACT, **changed)
        assert contacts.wrong(contact) == {}
        apply(contacts.plan({"BILLING": contact}, {}), root.clients, Token())
        assert contacts.read(root.clients, Token())["BILLING"] == contact.tidy()


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_is_wrong_is_said_at_its_field(field: str, value: str) -> None:
    found = contacts.wrong(replace(CONTACT, **{field: value}))
    assert list(found) == [field]
    assert str(found[field])


def test_a_lost_reply_leaves_it_made_so(practice: Practice, root: RootSession) -> None:
    """botocore asks again by itself, and doing it twice is safe."""
    practice.state.fail("account:PutAlternateContact", "InternalServerException", after=True)
    apply(contacts.plan({"BILLING": CONTACT}, {}), root.clients, Token())
    assert contacts.read(root.clients, Token())["BILLING"] == CONTACT
