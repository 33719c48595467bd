"""The data directory: what goes in comes out, whatever happens in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.facts import KEPT, Facts
from app.handoverfile import STATES
from app.records import Handover, Records, read_handover_file, write_handover_file
from app.troubles import DISK_FULL, FILE_TROUBLE, FOLDER_GONE, RECORD_DAMAGED, Trouble
from tests.app.sandbox import ROOT, python, python_on_disk

ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
# "layout" tells how the whole file is to be read, and Hypothesis tries words that it finds in us.
NAMES = st.text(max_size=9).filter(lambda name: name != "layout")
HANDOVERS = st.builds(
    Handover,
    state=st.sampled_from(STATES),
    account=st.from_regex(r"[0-9]{12}", fullmatch=True) | st.just(""),
    user_name=st.text(),
    require_mfa=st.booleans(),
    zip_path=st.text(),
    contract=st.sampled_from(["", "A", "B"]),
    documents=st.lists(st.text()).map(tuple),
    elsewhere=st.booleans(),
)
FACTS = st.builds(
    Facts, have_account=st.booleans(), ticks=st.lists(st.text()).map(tuple), folder=st.text()
)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path / "data" / "aikagi", practice=False)


def handover(**values: object) -> Handover:
    return replace(Handover(account="123456789012", user_name="vendor-admin"), **values)  # type: ignore[arg-type]


def test_nothing_is_there_at_first_and_nothing_is_made(records: Records) -> None:
    assert records.load_facts() == Facts()
    assert records.handovers() == ()
    assert records.language() == ""
    assert not records.home.exists()


@ONE_FOLDER
@given(FACTS)
def test_facts_come_back(records: Records, facts: Facts) -> None:
    records.save_facts(facts)
    assert records.load_facts() == facts


def test_what_one_run_has_seen_is_not_kept(records: Records) -> None:
    records.save_facts(Facts(user_name="x", account="123456789012", is_root=True, confirmed=True))
    assert records.load_facts() == Facts(user_name="x")
    assert set(json.loads((records.home / "progress.json").read_bytes())) == {"layout", *KEPT}


@ONE_FOLDER
@given(HANDOVERS)
def test_handovers_come_back(records: Records, one: Handover) -> None:
    records.save(one)
    assert one in records.handovers()
    path = records.home / "控え.json"
    write_handover_file(path, one)
    assert read_handover_file(path) == one


def test_handovers_are_in_the_order_in_which_they_began(records: Records) -> None:
    begun = [handover(started=f"2026-11-2{n}T00:00:00+00:00") for n in (3, 1, 2)]
    for one in begun:
        records.save(one)
    assert records.handovers() == (begun[1], begun[2], begun[0])


def test_a_later_state_takes_the_place_of_the_earlier(records: Records) -> None:
    one = handover()
    records.save(one)
    records.save(replace(one, state="made"))
    assert records.handovers() == (replace(one, state="made"),)


def test_practice_is_apart_but_the_language_is_the_persons(tmp_path: Path) -> None:
    real, practice = Records(tmp_path, practice=False), Records(tmp_path, practice=True)
    practice.save_facts(Facts(user_name="rehearsal"))
    practice.save(handover())
    practice.save_language("en")
    assert real.load_facts() == Facts()
    assert real.handovers() == ()
    assert real.language() == "en"
    assert practice.home == tmp_path / "practice"


def test_everything_is_for_its_owner_alone(records: Records) -> None:
    before = os.umask(0)
    try:
        records.save_facts(Facts())
        records.save(handover())
        records.save_language("ja")
    finally:
        os.umask(before)
    modes = {
        path.relative_to(records.home.parents[1]).name: path.stat().st_mode & 0o777
        for path in records.home.parents[0].rglob("*")
    }
    assert {m for name, m in modes.items() if name.endswith(".json")} == {0o600}
    assert records.home.stat().st_mode & 0o777 == 0o700
    assert records.home.parent.stat().st_mode & 0o777 == 0o700
    assert (records.home / "handovers").stat().st_mode & 0o777 == 0o700


def test_no_record_has_a_place_for_a_secret() -> None:
    names = {f.name for f in fields(Handover)} | set(KEPT)
    held = {n for n in names if any(w in n for w in ("pass", "secret", "token", "key", "seed"))}
    # How, when, and whether the vendor has to change it.
    assert held == {"password_channel", "password_sent", "password_sent_at", "change_password"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"{}", b"1" * 5000, b" " * 4_000_001],
    ids=lambda content: repr(content[:6]),
)
def test_a_damaged_handover_is_set_aside(records: Records, content: bytes) -> None:
    good = handover()
    records.save(good)
    bad = records.home / "handovers" / f"{uuid4().hex}.json"
    bad.write_bytes(content)
    assert records.handovers() == (good,)
    assert records.damaged == (bad.with_name(f"{bad.name}.damaged"),)
    assert records.damaged[0].read_bytes() == content
    assert records.handovers() == (good,)


def test_a_second_damaged_file_does_not_replace_the_first(records: Records) -> None:
    records.home.mkdir(parents=True)
    for content in (b"one", b"two"):
        (records.home / "progress.json").write_bytes(content)
        assert records.load_facts() == Facts()
    assert [path.read_bytes() for path in records.damaged] == [b"one", b"two"]


def test_a_folder_in_a_files_place_is_set_aside(records: Records) -> None:
    (records.home / "progress.json").mkdir(parents=True)
    assert records.load_facts() == Facts()
    records.save_facts(Facts(user_name="x"))
    assert records.load_facts() == Facts(user_name="x")


@ONE_FOLDER
@given(st.dictionaries(st.sampled_from(KEPT) | NAMES, JSON))
def test_facts_of_wrong_types_are_left_out(records: Records, found: dict[str, object]) -> None:
    records.home.mkdir(parents=True, exist_ok=True)
    (records.home / "progress.json").write_text(json.dumps(found))
    loaded = records.load_facts()
    for field in fields(Facts):
        value, default = getattr(loaded, field.name), getattr(Facts(), field.name)
        assert type(value) is type(default)
        given_value = found.get(field.name, default)
        given_value = tuple(given_value) if isinstance(given_value, list) else given_value
        assert value in (default, given_value)
    assert records.damaged == ()


@ONE_FOLDER
@given(st.sampled_from([f.name for f in fields(Handover) if f.name != "extra"]), JSON)
def test_a_file_with_anything_in_any_field_is_read_or_refused(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "file.json"
    write_handover_file(path, handover())
    path.write_text(json.dumps({**json.loads(path.read_bytes()), name: value}))
    try:
        found = read_handover_file(path)
    except Trouble as caught:
        said = (caught.kind, caught.detail)
        assert said == (RECORD_DAMAGED, name)
    else:
        kept, usual = getattr(found, name), getattr(handover(), name)
        assert kept == (tuple(value) if isinstance(value, list) else value)
        assert type(kept) is type(usual)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "../../../etc/passwd"),
        ("id", "A" * 32),
        ("state", "owned"),
        ("account", "12345678901"),
        ("account", "123456789012\n"),
        ("require_mfa", "yes"),
        ("version", True),
        ("revoked_at", "2026-01-01T00:00:00"),
        ("revoked_at", "soon"),
        ("ends_at", "soon"),
        ("rights_given_at", "2026-01-01"),
        ("documents", "all of them"),
        ("documents", ["one", 2]),
        ("last_used", "9999-12-31T23:59:59+00:00"),
        ("format", "other"),
    ],
)
def test_a_file_made_by_others_is_refused(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "file.json"
    write_handover_file(path, handover())
    path.write_text(json.dumps({**json.loads(path.read_bytes()), name: value}))
    with pytest.raises(Trouble) as caught:
        read_handover_file(path)
    assert caught.value.kind is RECORD_DAMAGED
    assert str(value) not in str(caught.value)


def test_what_a_newer_version_wrote_is_kept(records: Records) -> None:
    one = handover()
    records.save(one)
    path = records.home / "handovers" / f"{one.id}.json"
    newer = {**json.loads(path.read_bytes()), "version": 2, "baseline": {"users": ["a"]}}
    path.write_text(json.dumps(newer))
    (found,) = records.handovers()
    records.save(replace(found, state="deleted"))
    assert json.loads(path.read_bytes()) == {**newer, "state": "deleted"}


@pytest.mark.parametrize("lost", ["nothing.json", "no folder/file.json"])
def test_a_chosen_file_that_is_gone(tmp_path: Path, lost: str) -> None:
    with pytest.raises(Trouble) as caught:
        read_handover_file(tmp_path / lost)
    assert caught.value.kind is FOLDER_GONE


def test_a_data_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    records = Records(tmp_path / "data", practice=True)
    kinds = []
    for act in (records.load_facts, records.handovers, lambda: records.save(handover())):
        with pytest.raises(Trouble) as caught:
            act()
        kinds.append(caught.value.kind)
    assert kinds == [FOLDER_GONE, FOLDER_GONE, FILE_TROUBLE]


ON_DISK = """
    import sys
    from pathlib import Path
    from app.facts import Facts
    from app.records import Records
    from app.troubles import Trouble
    folder = Path(sys.argv[1])
    records = Records(folder, practice=False)
    def trouble(act, *arguments):
        try:
            act(*arguments)
        except Trouble as caught:
            return caught.kind.code
        return "none"
"""


def test_a_full_disk_leaves_the_older_record(tmp_path: Path) -> None:
    script = f"""{ON_DISK}
    records.save_facts(Facts(user_name="old"))
    print(trouble(records.save_facts, Facts(user_name="new", folder="x" * 65536)))
    print(records.load_facts().user_name, [path.name for path in folder.iterdir()])
    """
    assert (
        python_on_disk(script, tmp_path, "size=32k") == f"{DISK_FULL.code}\nold ['progress.json']\n"
    )


def test_a_read_only_disk(tmp_path: Path) -> None:
    script = f"""{ON_DISK}
    print(trouble(records.save_facts, Facts()), records.load_facts() == Facts())
    """
    assert python_on_disk(script, tmp_path, "ro") == "folder-read-only True\n"


def test_a_power_cut_at_any_line_leaves_the_old_record_or_the_new(tmp_path: Path) -> None:
    script = """
    import json, sys
    from dataclasses import replace
    from pathlib import Path
    from app.records import Handover, Records
    from tests.app.crashes import at_every_line
    records = Records(Path(sys.argv[1]), practice=False)
    old = Handover(account="123456789012", user_name="old" * 3000)
    new = replace(old, user_name="new" * 3000)
    records.save(old)
    seen = {"old": 0, "new": 0}
    for _ in at_every_line(lambda: records.save(new), ("app/records.py", "app/newfile.py")):
        (found,) = records.handovers()
        seen[found.user_name[:3]] += 1
        assert found in (old, new) and not records.damaged
        records.save(old)
        assert len(list((records.home / "handovers").iterdir())) == 1
    print(json.dumps(seen))
    """
    seen = json.loads(python(script, tmp_path))
    assert seen["old"] > 20
    assert seen["new"] > 3


def test_two_programs_saving_at_once(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from app.facts import Facts
from app.records import Records
records = Records(Path(sys.argv[1]), practice=False)
for _ in range(150):
    records.save_facts(Facts(user_name=sys.argv[2] * 5000))
"""
    records = Records(tmp_path, practice=False)
    records.save_facts(Facts(user_name="a" * 5000))
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), letter], cwd=ROOT)
        for letter in "ab"
    ]
    while any(program.poll() is None for program in running):
        assert records.load_facts().user_name in ("a" * 5000, "b" * 5000)
    assert [program.returncode for program in running] == [0, 0]
    assert records.damaged == ()
    assert [path.name for path in tmp_path.iterdir()] == ["progress.json"]
