"""Calls to a stand-in never reach the real AWS, whatever botocore's own rules say."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.session import Session

from app import standin
from app.practice import Practice
from app.session import RootSession


def test_a_control_plane_call_stays_here(practice: Practice, root: RootSession) -> None:
    signin = standin.keep(root.clients.client("signin"))
    with pytest.raises(ClientError) as caught:  # refused by practice: there's no policy
        signin.get_resource_policy()
    assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
    assert practice.state.calls[-1] == "signin:GetResourcePolicy"


def test_a_stand_in_under_a_name_of_aws_keeps_its_calls_too() -> None:
    stand_in = "https://stand-in.eu-west-1.elb.amazonaws.com"
    made: Any = Session().create_client(
        "signin",
        region_name="us-east-1",
        endpoint_url=stand_in,
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
    urls: list[str] = []

    def look(params: dict[str, Any], **_: object) -> None:
        urls.append(params["url"])
        raise RuntimeError

    standin.keep(made).meta.events.register_last("before-call", look)
    with pytest.raises(RuntimeError):
        made.get_resource_policy()
    assert urls == [f"{stand_in}/get-resource-policy"]


def test_kept_twice_is_kept_once(practice: Practice, root: RootSession) -> None:
    signin = root.clients.client("signin")
    assert standin.keep(standin.keep(signin)) is signin
    with pytest.raises(ClientError):
        signin.get_console_authorization_configuration()
