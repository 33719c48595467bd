"""A hand-over that is ended by force after its zip got its name: one zip is left, and opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app import handover
from app.handoverfile import Handover
from app.practice import Practice
from app.troubles import Trouble
from app.work import Token
from tests.app.handedover import Desk, can_sign_in, unzip
from tests.app.handedover import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import folder as folder  # noqa: PLC0414  (a fixture)


class Ended(BaseException):
    """The program is ended by force."""


@contextmanager
def ended_after_the_zip() -> Iterator[None]:
    """What is done in it is ended once its zip has got its name."""

    def end(_act: object) -> None:
        raise Ended

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.handover_act._look", end)
        with pytest.raises(Ended):
            yield


def reissue(desk: Desk, made: Handover) -> Handover:
    return handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())


def zips(desk: Desk) -> list[str]:
    return sorted(str(path) for path in desk.folder.iterdir())


def test_ended_after_the_zip_the_next_start_leaves_one_zip(desk: Desk, practice: Practice) -> None:
    with ended_after_the_zip():
        desk.create()
    assert len(zips(desk)) == 1
    made = desk.create()
    assert zips(desk) == [made.zip_path]
    assert can_sign_in(practice, unzip(made.zip_path, handover.passphrase(desk.settings, made)))
    assert not made.half_zip


def test_a_re_issue_ended_after_its_zip_leaves_the_old_one_and_one(
    desk: Desk, practice: Practice
) -> None:
    made = desk.create()
    with ended_after_the_zip():
        reissue(desk, made)
    (left,) = handover.unfinished(desk.records)
    assert left.zip_path == made.zip_path
    again = reissue(desk, left)
    assert zips(desk) == sorted([made.zip_path, again.zip_path])
    assert can_sign_in(practice, unzip(again.zip_path, handover.passphrase(desk.settings, again)))


def test_ended_after_the_zip_and_taken_back_no_zip_is_left(desk: Desk) -> None:
    with ended_after_the_zip():
        desk.create()
    (left,) = handover.unfinished(desk.records)
    handover.take_back(desk.root, left, desk.records, desk.settings, Token())
    assert zips(desk) == []
    assert desk.users() == []


def test_another_file_in_the_half_zips_place_stays(desk: Desk) -> None:
    with ended_after_the_zip():
        desk.create()
    (theirs,) = desk.folder.iterdir()
    theirs.write_bytes(b"the customer's own")
    made = desk.create()
    assert zips(desk) == sorted([str(theirs), made.zip_path])
    assert theirs.read_bytes() == b"the customer's own"


def test_a_re_issue_that_was_cut_short_stays_so_until_one_is_done(
    desk: Desk, practice: Practice
) -> None:
    made = desk.create()
    with ended_after_the_zip():
        reissue(desk, made)
    (left,) = handover.unfinished(desk.records)
    practice.state.fail("iam:UpdateLoginProfile", "AccessDenied", 403)
    with pytest.raises(Trouble):
        reissue(desk, left)
    assert [one.state for one in handover.unfinished(desk.records)] == ["reissuing"]
