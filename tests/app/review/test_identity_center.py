"""People of Identity Center: found by name, taken out, and left alone where they were before."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any

import pytest

from app.messages import Message
from app.practice import Practice
from app.review.checks import (
    identity_center,
)
from app.review.finding import CLOSE, Finding, Severity, Unseen
from app.review.view import Vendor
from tests.app.review.above import CHECKS, Center, closed_and_back, handed_over, one
from tests.app.review.conftest import Ground

pytestmark = pytest.mark.keyring


def test_a_person_of_identity_center_is_found_and_taken_out(ground: Ground) -> None:
    ground.remember()
    center = Center(ground)
    center.assign("USER", center.person("eve"))
    found = one(ground, "identity_center")
    assert (found.severity, found.new) == (Severity.HIGH, True)
    assert "eve" in str(found.what)
    closed_and_back(ground, "identity_center", CLOSE)


def test_a_group_is_shown_with_its_people(ground: Ground) -> None:
    center = Center(ground)
    people = [center.person(f"person{n:02}") for n in range(12)]
    center.assign("GROUP", center.group("admins", people))
    found = one(ground, "identity_center")
    assert found.severity == Severity.MEDIUM  # whether it is new can't be told
    assert "admins" in str(found.what)
    assert "person09 + 2" in str(found.what)


def test_a_new_person_in_a_group_that_was_there_is_found(
    ground: Ground, practice: Practice
) -> None:
    center = Center(ground)
    group = center.group("admins", [center.person("boss")])
    center.assign("GROUP", group)
    handed_over(ground, days=1)
    events = practice.state.history.events
    ago = [replace(event, when=event.when - 2 * 86_400) for event in events]
    practice.state.history.events = deque(ago)
    ground.remember()
    assert one(ground, "identity_center").severity == Severity.LOW
    member: dict[str, Any] = {"MemberId": {"UserId": center.person("eve")}}
    ground.call("identitystore", "create_group_membership", GroupId=group, **member, **center.store)
    found = one(ground, "identity_center")
    assert (found.severity, found.new) == (Severity.HIGH, True)
    assert "eve" in str(found.what)


def test_people_who_were_there_before_the_vendor_are_no_danger(ground: Ground) -> None:
    center = Center(ground)
    ground.remember()
    center.ground.vendor = Vendor("AIDANOBODY", "v", ground.root.clients.now())
    said = ground.said(CHECKS["identity_center"])
    assert [one.severity for one in said if isinstance(one, Finding)] == [Severity.LOW]


def test_an_instance_that_lets_nobody_in_is_no_finding(ground: Ground) -> None:
    found = ground.call("sso-admin", "list_instances")["Instances"]
    assert found  # practice shows one to everybody
    assert ground.findings(CHECKS["identity_center"]) == []


def test_where_people_cant_be_seen_the_role_is_shown(ground: Ground, practice: Practice) -> None:
    center = Center(ground)
    center.assign("USER", center.person("eve"))
    practice.state.fail("sso:ListAccountAssignments", "AccessDeniedException", 403)
    said = ground.said(CHECKS["identity_center"])
    assert [type(one) for one in said] == [Unseen, Finding]
    assert isinstance(said[1], Finding)
    assert said[1].by_hand is not None
    assert said[1].id == f"identity_center:role/{center.role}"


def test_open_sessions_of_identity_center_are_said_not_to_be_checked() -> None:
    assert isinstance(identity_center.NOT_CHECKED["D6"], Message)
