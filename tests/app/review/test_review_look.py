"""A review: every check is run, and what couldn't be seen is never clean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.messages import msg
from app.practice import Practice
from app.review.baseline import from_json, to_json
from app.review.check import SWEEP, Check
from app.review.documents import Unreadable
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.look import review
from app.review.view import View
from app.troubles import ANSWER, NOT_ALLOWED, Trouble
from app.work import Token
from tests.app.review.conftest import Ground

FOUND = Finding("x:1", "B1", Severity.HIGH, "somebody", msg("what"), msg("breaks"))


def check(name: str, look: object, scope: str = "always") -> Check:
    return Check(("B1",), name, msg("title"), (), look, scope)  # type: ignore[arg-type]


def finds(_: View) -> Iterator[Said]:
    yield FOUND


def refused(_: View) -> Iterator[Said]:
    yield FOUND
    raise Trouble(NOT_ALLOWED)


def unreadable(_: View) -> list[Said]:
    raise Unreadable


@pytest.mark.keyring
def test_what_was_refused_is_unseen_and_what_was_found_before_it_stays(ground: Ground) -> None:
    found = ground.review(check("a", refused), check("b", finds), check("c", unreadable))
    assert found.findings == (FOUND, FOUND)
    assert [one.row for one in found.unseen] == ["B1", "B1"]
    assert found.looked == ("b",)
    assert not found.whole


def odd(_: View) -> Iterator[Said]:
    yield FOUND
    raise KeyError


@pytest.mark.keyring
def test_what_makes_no_sense_is_unseen_and_ends_no_review(ground: Ground) -> None:
    found = ground.review(check("a", odd), check("b", finds))
    assert found.findings == (FOUND, FOUND)
    assert [one.trouble.kind for one in found.unseen if one.trouble] == [ANSWER]
    assert found.looked == ("b",)


@pytest.mark.keyring
def test_regions_are_swept_only_when_asked_for(ground: Ground) -> None:
    sweeping = check("a", finds, SWEEP)
    assert ground.review(sweeping).not_swept == ("a",)
    assert not ground.review(sweeping).whole
    swept = ground.review(sweeping, sweep=True)
    assert swept.findings == (FOUND,)
    assert swept.whole


@pytest.mark.keyring
def test_a_cancel_leaves_the_rest_unseen(ground: Ground) -> None:
    token = Token()

    def stops(_: View) -> Iterator[Said]:
        token.cancel()
        yield FOUND

    view = View(ground.root.clients, ground.account, token)
    found = review(view, checks=(check("a", stops), check("b", finds)))
    assert found.cancelled
    assert len(found.unseen) == 2
    assert not found.looked


@pytest.mark.keyring
def test_the_session_that_is_over_ends_the_review(ground: Ground, practice: Practice) -> None:
    practice.state.sign_out_everyone()

    def asks(view: View) -> Iterator[Said]:
        assert view.summary
        yield FOUND

    with pytest.raises(Trouble) as caught:
        ground.review(check("a", asks))
    assert caught.value.kind.sign_in_again


@pytest.mark.keyring
def test_what_several_checks_need_is_asked_for_once(ground: Ground, practice: Practice) -> None:
    practice.state.clear()
    practice.state.fail("iam:GetAccountSummary", "AccessDenied", 403)

    def asks(view: View) -> Iterator[Said]:
        assert view.identities.users == ()
        assert view.summary
        yield FOUND

    found = ground.review(check("a", asks), check("b", asks))
    assert len(found.unseen) == 2
    assert practice.state.calls.count("iam:GetAccountAuthorizationDetails") == 1
    assert practice.state.calls.count("iam:GetAccountSummary") == 1


@pytest.mark.keyring
def test_a_region_that_refuses_is_unseen_alone(ground: Ground, practice: Practice) -> None:
    view = ground.view()
    regions = view.regions
    assert len(regions) > 10
    practice.state.fail("kms:ListKeys", "AccessDeniedException", 400)
    read = lambda there: there.pages("kms", "list_keys", "Keys")  # noqa: E731
    said = list(view.everywhere("G2", msg("keys"), read))
    assert [one.region for one in said if isinstance(one, Unseen)] == [regions[0]]


@pytest.mark.keyring
def test_the_difference_to_the_baseline_tells_what_is_new(ground: Ground) -> None:
    before = ground.user("before")
    ground.remember()
    after = ground.user("after")
    view = ground.view()
    assert view.is_new("user", before) is False
    assert view.is_new("user", after) is True
    assert view.is_new("nothing-of-the-kind", after) is None
    assert ground.baseline is not None
    assert from_json(to_json(ground.baseline)) == ground.baseline
    assert from_json({"format": 99}) is None
