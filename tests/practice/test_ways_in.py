"""What a rehearsal plants for the review to find."""

from __future__ import annotations

import pytest

from app.practice import Practice, State
from app.practice.ways_in import BUILD_ROLE, HELPER_USER, OUTSIDE_ROLE, SLEEPING_POLICY
from app.review.identities import Identities, read
from app.session import RootSession
from tests.app.conftest import root, settings

__all__ = ["root", "settings"]


@pytest.fixture
def practice() -> object:
    with Practice(fast=True) as running:
        yield running


def names(found: Identities) -> tuple[list[str], ...]:
    return tuple([one.name for one in kind] for kind in (found.users, found.roles, found.policies))


@pytest.mark.keyring
def test_the_ways_in_are_there_once(practice: Practice, root: RootSession) -> None:
    practice.state.plant_ways_in()
    practice.state.plant_ways_in()
    found = read(root.clients)
    assert names(found) == ([HELPER_USER], [OUTSIDE_ROLE, BUILD_ROLE], [SLEEPING_POLICY])
    assert list(found.policies[0].versions) == ["v1", "v2"]
    assert found.policies[0].default == "v2"
    assert practice.state.contacts["SECURITY"]["Name"] == "Vendor Desk"


def test_nothing_is_planted_where_nothing_runs() -> None:
    with pytest.raises(RuntimeError):
        State().plant_ways_in()
