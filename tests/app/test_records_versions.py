"""Records of other versions: those of 0.1.0 are read, those of a newer layout left as they are.

`records_0_1_0` was written by that version itself, in a rehearsal: two vendors let in, one of them
disabled, a decision of a review. Nothing in it says a layout yet.
"""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app import recordfile
from app.facts import Facts
from app.records import Records, read_handover_file, write_handover_file
from app.review.decisions import SWITCHED_OFF, Decisions
from app.revoke import journal_of
from app.revoke_journal import Notebook
from app.troubles import FILE_TROUBLE, PROGRESS_NEWER, RECORD_NEWER, Trouble
from app.vendorprofile import load

OLD = Path(__file__).parent / "records_0_1_0"
ACCOUNT = "111122223333"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    """A computer on which 0.1.0 was used."""
    return Records(Path(shutil.copytree(OLD, tmp_path / "aikagi")), practice=False)


# What 0.1.0 didn't ask is noted as not said.
ADDED: dict[str, dict[str, object]] = {
    "progress.json": {"mfa_put_off": False, "ways_in": 0, "record_kept": ""},
    **{path.name: {"half_zip": ""} for path in (OLD / "handovers").iterdir()},
}


def contents(records: Records) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in records.home.rglob("*") if path.is_file()}


def of_a_newer(path: Path) -> bytes:
    """Make the file one of a layout to come, and say what it holds."""
    found = json.loads(path.read_bytes())
    path.write_text(json.dumps({**found, "layout": 2, "page": {"new": "shape"}}), encoding="utf-8")
    return path.read_bytes()


def test_the_first_versions_records_are_read(records: Records) -> None:
    before = contents(records)
    facts = records.load_facts()
    assert (facts.page, facts.budget_amount, facts.keeper_phone) == (
        "send_file",
        50,
        "佐藤さんの机",
    )
    assert facts.ticks == ("account.1", "account.2")
    made, disabled = records.handovers()
    assert (made.vendor, made.state, made.channels) == ("星野ウェブ制作", "made", ("chat", "phone"))
    assert made.id == facts.handover
    assert made.documents_asked == ("ネットワーク構成図",)
    assert (disabled.user_name, disabled.state) == ("vendor-two", "disabled")
    journal = journal_of(records, ACCOUNT, disabled.user_id)
    assert journal is not None
    assert journal.cut_off
    (decision,) = Decisions(records, ACCOUNT).all().values()
    assert decision.subject == "somebody"
    assert records.language() == "ja"
    assert load(records.vendor_file())[0].name == "星野ウェブ制作"
    assert contents(records) == before, "reading changes nothing"
    assert not records.damaged


def test_written_again_they_say_their_layout_and_lose_nothing(records: Records) -> None:
    jsons = (item for item in contents(records).items() if item[0].suffix == ".json")
    before = {path: json.loads(content) for path, content in jsons}
    records.save_facts(records.load_facts())
    for handover in records.handovers():
        records.save(handover)
    records.save_language(records.language())
    decisions = Decisions(records, ACCOUNT)
    decisions.keep(next(iter(decisions.all().values())))
    notebook = Notebook(records, ACCOUNT, records.handovers()[1].user_id)
    assert notebook.journal is not None
    notebook.keep(notebook.journal)
    for path, content in before.items():
        written = json.loads(path.read_bytes())
        assert written == {**content, **ADDED.get(path.name, {}), "layout": 1}, path.name


def test_what_only_this_version_notes_is_read_again(records: Records) -> None:
    decisions = Decisions(records, ACCOUNT)
    (decision,) = decisions.all().values()
    for done_as in (SWITCHED_OFF, ""):
        decisions.keep(replace(decision, done_as=done_as))
        assert decisions.all() == {decision.finding: replace(decision, done_as=done_as)}


def test_progress_of_a_newer_version_is_neither_read_nor_written_over(records: Records) -> None:
    path = records.home / "progress.json"
    newer = of_a_newer(path)
    with pytest.raises(Trouble) as caught:
        records.load_facts()
    assert caught.value.kind is PROGRESS_NEWER, "it says what it is about"
    with pytest.raises(Trouble) as caught:
        records.save_facts(Facts(page="welcome"))
    assert caught.value.kind is RECORD_NEWER
    assert path.read_bytes() == newer
    assert not records.damaged


def test_what_cant_be_read_now_isnt_written_over(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails, a virus scanner that holds it: a newer version's may be what is there."""
    made, _ = records.handovers()
    before = contents(records)

    def refused(_path: Path) -> dict[str, object]:
        raise OSError(errno.EIO, "held")

    monkeypatch.setattr(recordfile, "read", refused)
    acts: tuple[Callable[[], None], ...] = (
        lambda: records.save(replace(made, state="deleted")),
        lambda: records.save_facts(Facts(page="welcome")),
        lambda: records.save_language("en"),
    )
    for act in acts:
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.kind is FILE_TROUBLE
    assert contents(records) == before


@pytest.mark.parametrize("content", [b"{", b'{"layout": 0}', b""])
def test_what_is_damaged_is_set_aside_before_it_is_written_over(
    records: Records, content: bytes
) -> None:
    path = records.home / "progress.json"
    path.write_bytes(content)
    records.save_facts(Facts(user_name="x"))
    assert records.load_facts() == Facts(user_name="x")
    assert records.damaged == (path.with_name("progress.json.damaged"),)
    assert records.damaged[0].read_bytes() == content


def test_a_hand_over_of_a_newer_version_is_left_and_the_others_are_there(records: Records) -> None:
    made, disabled = records.handovers()
    path = records.home / "handovers" / f"{made.id}.json"
    newer = of_a_newer(path)
    assert records.handovers() == (disabled,)
    assert records.newer == (path,)
    with pytest.raises(Trouble) as caught:
        records.save(replace(made, state="deleted"))
    assert caught.value.kind is RECORD_NEWER
    assert path.read_bytes() == newer
    records.save(disabled)
    path.unlink()
    assert records.handovers() == (disabled,)
    assert not records.newer


def test_neither_are_a_newer_versions_notes_written_over(records: Records) -> None:
    """Shutting out goes on without them, see `Notebook`; it says that it couldn't note it."""
    disabled = records.handovers()[1]
    paths = [
        next((records.home / "revocations").iterdir()),
        records.home / "decisions" / f"{ACCOUNT}.json",
        records.home / "settings.json",
    ]
    newer = [of_a_newer(path) for path in paths]
    notebook = Notebook(records, ACCOUNT, disabled.user_id)
    assert notebook.journal is None
    assert notebook.lost
    for act in (
        lambda: Decisions(records, ACCOUNT).all(),
        lambda: records.keep_of(ACCOUNT, {}),
        records.language,
        lambda: records.save_language("en"),
    ):
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.kind is RECORD_NEWER
    assert [path.read_bytes() for path in paths] == newer


def test_a_customers_file_of_a_newer_version_is_told_from_a_damaged_one(
    records: Records, tmp_path: Path
) -> None:
    path = tmp_path / "handover.json"
    write_handover_file(path, records.handovers()[0])
    assert read_handover_file(path) == records.handovers()[0]
    of_a_newer(path)
    with pytest.raises(Trouble) as caught:
        read_handover_file(path)
    assert caught.value.kind is RECORD_NEWER


@pytest.mark.parametrize("layout", [0, -1, True, "2", 1.5, None, [2]])
def test_a_layout_that_is_none_is_damage(records: Records, layout: object) -> None:
    path = records.home / "progress.json"
    path.write_text(json.dumps({"layout": layout}), encoding="utf-8")
    assert records.load_facts() == Facts()
    assert [aside.name for aside in records.damaged] == ["progress.json.damaged"]
