"""A sweep of the Regions: where a service isn't offered, where that isn't known, where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.clients import Clients
from app.messages import msg
from app.regional import Region
from app.review.finding import Unseen
from app.troubles import DENIED, NAME_LOOKUP, NOT_SIGNED_IN, Kind, Trouble
from tests.app.review.conftest import Ground

OFFERED, NOT_OFFERED, BRAND_NEW, FAILS = "us-east-1", "us-west-1", "xx-new-9", "eu-west-1"
WHAT = msg("Lightsail machines")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Regions as above; nobody answers for Lightsail but where it's offered. Who was asked."""
    found: list[str] = []
    monkeypatch.setattr("app.practice.regions.BY_DEFAULT", (OFFERED, NOT_OFFERED, BRAND_NEW, FAILS))
    reach(monkeypatch, found, {NOT_OFFERED: NAME_LOOKUP, BRAND_NEW: NAME_LOOKUP, FAILS: DENIED})
    return found


def reach(monkeypatch: pytest.MonkeyPatch, found: list[str], troubles: Mapping[str, Kind]) -> None:
    ask = Clients.ask

    def asked(self: Clients, client: Any, operation: str, parameters: Mapping[str, object]) -> Any:
        if client.meta.service_model.service_name != "lightsail":
            return ask(self, client, operation, parameters)
        region = client.meta.region_name
        found.append(region)
        if region in troubles:
            raise Trouble(troubles[region])
        return {"instances": [region]}

    monkeypatch.setattr(Clients, "ask", asked)


def machines(there: Region) -> list[str]:
    return list(there.call("lightsail", "get_instances")["instances"])


def test_a_service_that_is_not_offered_is_no_gap_and_all_else_is(
    ground: Ground, asked: list[str]
) -> None:
    said = list(ground.view().everywhere("F3", WHAT, machines))
    assert sorted(asked) == sorted([OFFERED, NOT_OFFERED, BRAND_NEW, FAILS])
    unseen = {one.region: one for one in said if isinstance(one, Unseen)}
    assert set(unseen) == {BRAND_NEW, FAILS}
    assert [one for one in said if not isinstance(one, Unseen)] == [OFFERED]


def test_what_a_check_says_itself_is_treated_alike(ground: Ground, asked: list[str]) -> None:
    def careful(there: Region) -> list[Unseen]:
        try:
            machines(there)
        except Trouble as trouble:
            return [Unseen("F3", WHAT, trouble)]
        return []

    said = list(ground.view().everywhere("F3", WHAT, careful))
    assert sorted(one.region for one in said) == sorted([BRAND_NEW, FAILS])
    assert asked


def test_a_refusal_is_a_gap_wherever_it_comes_from(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.practice.regions.BY_DEFAULT", (NOT_OFFERED,))
    reach(monkeypatch, [], {NOT_OFFERED: DENIED})
    (unseen,) = ground.view().everywhere("F3", WHAT, machines)
    assert isinstance(unseen, Unseen)


def test_where_it_answers_it_is_looked_at_whatever_the_list_says(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.practice.regions.BY_DEFAULT", (NOT_OFFERED,))
    reach(monkeypatch, [], {})
    assert list(ground.view().everywhere("F3", WHAT, machines)) == [NOT_OFFERED]


def test_the_list_tells_only_what_it_knows(ground: Ground) -> None:
    clients = ground.root.clients
    assert clients.offers("lightsail", OFFERED) is True
    assert clients.offers("lightsail", NOT_OFFERED) is False
    assert clients.offers("lightsail", BRAND_NEW) is None, "AWS may have opened it since"
    assert clients.offers("account-access", OFFERED) is None, "the service isn't on the list"
    assert clients.offers("iam", OFFERED) is None, "the service has no Regions"


def test_a_sweep_leaves_no_clients_behind(ground: Ground, two_regions: tuple[str, str]) -> None:
    def look(there: Region) -> list[str]:
        there.call("ec2", "describe_vpcs")
        return [there.name]

    clients = ground.root.clients
    usual = clients.client("ec2")
    elsewhere = clients.client("ec2", two_regions[0])
    assert list(ground.view().everywhere("F4", WHAT, look)) == list(two_regions)
    assert {region for _, region in clients._shelf._made} == {""}
    assert clients.client("ec2") is usual
    assert clients.client("ec2", two_regions[0]) is not elsewhere
    clients.close()
    with pytest.raises(Trouble) as caught:
        clients.client("ec2", two_regions[0])
    assert caught.value.kind is NOT_SIGNED_IN
