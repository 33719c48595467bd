"""The block on a user or role, where somebody has filled the space for it."""

from __future__ import annotations

import json

import pytest

from app.plan import perform, undo
from app.review.identities import Holder
from app.review.remedies import QUARANTINE, quarantine, quarantined
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.roles import SOME

pytestmark = pytest.mark.keyring


def stuffed(ground: Ground, size: int) -> None:
    """A user whose own policies take up so much space, and nothing says anything of them."""
    ground.user("full")
    text = {"Effect": "Allow", "Action": "s3:Get*", "Resource": f"arn:aws:s3:::{'x' * size}"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [text]})
    ground.iam("put_user_policy", UserName="full", PolicyName="p", PolicyDocument=document)


def seen(ground: Ground) -> Holder:
    return next(user for user in ground.view().identities.users if user.name == "full")


@pytest.mark.parametrize(
    ("size", "policies", "operation"),
    [
        (10, 0, "put_user_policy"),
        (1900, 0, "attach_user_policy"),
        (1900, 10, "put_user_permissions_boundary"),
    ],
)
def test_it_goes_where_there_is_space(
    ground: Ground, size: int, policies: int, operation: str
) -> None:
    stuffed(ground, size)
    for number in range(policies):
        text = SOME
        arn = ground.iam("create_policy", PolicyName=f"p{number}", PolicyDocument=text)
        ground.iam("attach_user_policy", UserName="full", PolicyArn=arn["Policy"]["Arn"])
    before = seen(ground)
    (action,) = quarantine(before).actions
    assert action.operation == operation
    perform(action, ground.root.clients, Token(), {})
    assert quarantined(seen(ground))
    assert not undo((action,), ground.root.clients, Token())
    assert seen(ground) == before


def test_a_policy_of_somebody_elses_by_that_name_is_put_back(ground: Ground) -> None:
    stuffed(ground, 10)
    text = SOME
    ground.iam("put_user_policy", UserName="full", PolicyName=QUARANTINE, PolicyDocument=text)
    before = seen(ground)
    assert not quarantined(before)
    (action,) = quarantine(before).actions
    perform(action, ground.root.clients, Token(), {})
    assert quarantined(seen(ground))
    assert not undo((action,), ground.root.clients, Token())
    assert seen(ground) == before
