"""A new password and zip for a user that is there: the old ones become worthless, or stay good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import handover, troubles
from app.practice import Practice
from app.troubles import Trouble
from app.work import Token
from tests.app.handedover import Desk, can_sign_in, place_fails, unzip
from tests.app.handedover import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import folder as folder  # noqa: PLC0414  (a fixture)


def test_a_re_issue_that_was_cut_short_takes_nobody_away(desk: Desk) -> None:
    left = replace(desk.create(), state="reissuing")
    desk.records.save(left)
    with pytest.raises(Trouble) as caught:
        handover.take_back(desk.root, left, desk.records, desk.settings, Token())
    assert caught.value.kind is troubles.NOT_UNDONE
    assert desk.users() == ["vendor-admin"]
    assert desk.records.handovers() == (left,)


def test_reissue_makes_the_old_ones_worthless(desk: Desk, practice: Practice) -> None:
    made = replace(desk.create(), file_sent_at="2026-01-01", password_sent_at="2026-01-01")
    old = unzip(made.zip_path, handover.passphrase(desk.settings, made))
    again = handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())
    new = unzip(again.zip_path, handover.passphrase(desk.settings, again))
    assert can_sign_in(practice, new)
    assert not can_sign_in(practice, old)
    assert (again.id, again.issue) == (made.id, 2)
    assert (again.file_sent_at, again.password_sent_at) == ("", "")
    assert desk.passphrases(made) is None


def test_a_reissue_that_fails_leaves_the_old_ones_good(desk: Desk, practice: Practice) -> None:
    made = desk.create()
    practice.state.fail("iam:UpdateLoginProfile", "AccessDenied", 403)
    with pytest.raises(Trouble):
        handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())
    assert can_sign_in(practice, unzip(made.zip_path, handover.passphrase(desk.settings, made)))
    assert desk.records.handovers() == (made,)
    assert len(list(desk.folder.iterdir())) == 1


def test_a_renamed_user_is_reissued_under_its_new_name(desk: Desk) -> None:
    made = desk.create()
    desk.root.clients.call("iam", "update_user", UserName="vendor-admin", NewUserName="renamed")
    desk.root.clients.call("iam", "create_user", UserName="vendor-admin")  # a decoy
    again = handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())
    assert (again.user_name, again.user_id) == ("renamed", made.user_id)


def test_a_user_that_is_gone_cannot_be_reissued(desk: Desk) -> None:
    made = replace(desk.create(), user_id="AIDAGONE")
    with pytest.raises(Trouble) as caught:
        handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())
    assert caught.value.kind is troubles.USER_GONE


def test_a_password_that_was_replaced_is_never_called_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.create()
    place_fails(monkeypatch)
    with pytest.raises(Trouble) as caught:
        handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())
    assert [a.id for a in caught.value.left] == ["new-password"]
    assert caught.value.changed is troubles.NOT_ALL_UNDONE
    assert [h.state for h in handover.unfinished(desk.records)] == ["reissuing"]
    monkeypatch.undo()


def test_a_reissue_that_was_cut_short_can_be_done_again(
    desk: Desk, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.create()
    with monkeypatch.context() as broken:
        place_fails(broken)
        with pytest.raises(Trouble):
            handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())
    left = handover.unfinished(desk.records)[0]
    again = handover.reissue(desk.root, left, desk.folder, desk.records, desk.settings, Token())
    assert again.state == "made"
    assert can_sign_in(practice, unzip(again.zip_path, handover.passphrase(desk.settings, again)))
    assert handover.unfinished(desk.records) == ()
