"""Each call that changes something is written down, with what CloudTrail knows it by."""

from __future__ import annotations

import pytest

from app.ledger import Ledger
from app.messages import msg
from app.plan import Action, perform
from app.practice import Practice
from app.session import RootSession
from app.troubles import Trouble
from app.work import Token


def make(name: str, region: str = "") -> Action:
    return Action(
        id="make",
        operation="create_user",
        parameters={"UserName": name},
        message=msg("Make “{name}”", name=name),
        region=region,
    )


def test_a_call_is_written_down_as_cloudtrail_names_it(root: RootSession) -> None:
    ledger = Ledger(root.clients)
    before = root.clients.now()
    perform(make("a"), ledger.through(root.clients), Token(), {})
    (made,) = ledger.calls
    assert made.operation == "iam:CreateUser"
    assert str(made.message) == "Make “a”"
    assert made.request_id
    assert made.done
    assert abs((made.when - before).total_seconds()) < 60


def test_names_of_operations_are_awss_own(root: RootSession) -> None:
    ledger = Ledger(root.clients)
    assert ledger.name("iam", "update_ssh_public_key") == "iam:UpdateSSHPublicKey"
    assert ledger.name("iam", "deactivate_mfa_device") == "iam:DeactivateMFADevice"


def test_what_failed_is_written_down_with_its_number(root: RootSession, practice: Practice) -> None:
    ledger = Ledger(root.clients)
    practice.state.fail("iam:CreateUser", "AccessDenied", 403)
    with pytest.raises(Trouble) as caught:
        perform(make("a"), ledger.through(root.clients), Token(), {})
    (made,) = ledger.calls
    assert (made.error, made.done) == ("AccessDenied", False)
    assert made.request_id == caught.value.request_id != ""


def test_each_try_is_written_down(root: RootSession, practice: Practice) -> None:
    class Impatient(Token):
        def wait(self, seconds: float) -> None:
            super().wait(0)

    ledger = Ledger(root.clients)
    practice.state.fail("iam:CreateUser", "ConcurrentModification", 409)
    perform(make("a"), ledger.through(root.clients), Impatient(), {})
    assert [made.done for made in ledger.calls] == [False, True]
    assert len({made.request_id for made in ledger.calls}) == 2


def test_the_region_is_written_down_and_reads_are_not(root: RootSession) -> None:
    ledger = Ledger(root.clients)
    caller = ledger.through(root.clients)
    caller.call("iam", "list_users")
    assert not ledger.calls
    perform(make("a", region="eu-west-1"), caller, Token(), {})
    assert [made.region for made in ledger.calls] == ["eu-west-1"]


def test_without_a_reply_there_is_no_number(root: RootSession, practice: Practice) -> None:
    ledger = Ledger(root.clients)
    practice.stop()
    with pytest.raises(Trouble):
        perform(make("a"), ledger.through(root.clients), Token(), {})
    (made,) = ledger.calls
    assert (made.error, made.request_id) == ("offline", "")
