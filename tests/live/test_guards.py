"""It runs for a person at a terminal alone, and its list of points is whole."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.session import Session
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from live import points, run
from live.asking import Terminal
from live.redact import Known
from live.wire import Call, code_of

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = [sys.executable, "packaging/live/run.py", "--practice"]


# Where it doesn't run -------------------------------------------------------------------------


@pytest.mark.parametrize("name", run.CI)
def test_it_never_runs_in_a_ci(name: str) -> None:
    assert name in run.refusal({name: "true"}, terminal=True)
    assert not run.refusal({name: "false"}, terminal=True)


def test_it_never_runs_without_a_terminal() -> None:
    assert "terminal" in run.refusal({}, terminal=False)
    assert not run.refusal({}, terminal=True)


def without_ci(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in run.CI}
    return {**kept, **more}


@pytest.mark.parametrize("environment", [without_ci(), without_ci(CI="true")])
def test_the_program_itself_refuses(environment: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "transcript.json"
    command = [*SCRIPT, "--out", str(out)]
    told = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert told.returncode == 2
    assert "person" in told.stderr or "machine" in told.stderr
    assert not told.stdout
    assert not out.exists()


def test_a_ci_with_a_terminal_is_refused_too() -> None:
    code, said = at_a_terminal("", without_ci(CI="1"))
    assert (code, "never run by a machine" in said) == (2, True)


def test_a_person_who_says_no_at_once(tmp_path: Path, secret_service: object) -> None:
    out = tmp_path / "transcript.json"
    code, said = at_a_terminal("no\n", without_ci(), "--out", str(out))
    assert code == 0
    assert "Left out. Nothing was changed." in said
    assert "nothing of this walk is left" in said
    assert '"came": "refused"' in out.read_text(encoding="utf-8")


def at_a_terminal(typed: str, environment: dict[str, str], *more: str) -> tuple[int, str]:
    """Run it as in a terminal window where that is typed; its exit code, and what it showed."""
    parent, child = pty.openpty()
    command = [*SCRIPT, *more]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=child, stdout=child, stderr=child
    ) as program:
        os.close(child)
        os.write(parent, typed.encode())
        said = b""
        while True:
            try:
                piece = os.read(parent, 4096)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            said += piece
        code = program.wait(30)
    os.close(parent)
    return code, said.decode()


def test_make_live_is_no_part_of_what_ci_runs() -> None:
    assert "live" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^live:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert "packaging/live/run.py" in recipe
    assert not re.search(r"^(test|prove|lint):.*\blive\b", makefile, re.MULTILINE)


# The list of points ---------------------------------------------------------------------------


def test_every_point_is_named_once_and_has_one_way_to_an_answer() -> None:
    listed = points.read()
    assert len({one.id for one in listed}) == len(listed)
    for one in listed:
        ways = [bool(way) for way in (one.calls, one.measured, one.step, one.elsewhere)]
        assert sum(ways) == 1, one.id
        assert re.match(r"(journey|offboarding|signin)\.md", one.place), one.id
        assert one.asks.endswith("?"), one.id


def test_what_answers_a_point_is_there() -> None:
    session, steps = Session(), dict(run.STEPS)
    source = "".join(
        (ROOT / "packaging" / "live" / name).read_text(encoding="utf-8")
        for name in ("letting_in.py", "shutting_out.py")
    )
    for one in points.read():
        assert not one.step or one.step in steps, one.id
        assert not one.measured or f'"{one.measured}"' in source, one.id
        for call in one.calls:
            service, _, operation = call.partition(":")
            assert operation in session.get_service_model(service).operation_names, call


def test_an_answer_is_told_from_none() -> None:
    call = Call("iam:CreateUser", "us-east-1", 403, "AccessDenied", 0.1, 10, 10, 1)
    point = points.Point("x", "journey.md", "?", calls=("iam:CreateUser", "iam:DeleteUser"))
    said = points.answer(point, [call, call], {}, {})
    assert said == "iam:CreateUser: 403 AccessDenied ×2; iam:DeleteUser: not called"
    assert points.is_answered(said)
    for unanswered in (
        points.answer(point, [], {}, {}),
        points.answer(points.Point("x", "", "?", measured="m"), [], {}, {}),
        points.answer(points.Point("x", "", "?", step="s"), [], {}, {}),
        points.answer(points.Point("x", "", "?", elsewhere="why"), [], {}, {}),
    ):
        assert not points.is_answered(unanswered)


# The second net -------------------------------------------------------------------------------

PRIVATE = (
    "arn:aws:iam::111122223333:user/vendor",
    "111122223333",
    "AIDAEXAMPLE123456789",
    "ASIAEXAMPLE1234567",
    "boss@example.jp",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1234",
    "6f6c4f2e-2f4a-4e0a-9d0e-0123456789ab",
)


@pytest.mark.parametrize("private", PRIVATE)
def test_what_has_the_form_of_something_private_is_taken_out(private: str) -> None:
    assert private not in Known().out_of(f"it says {private} here")


@given(st.text(min_size=4, max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_what_is_known_is_taken_out_wherever_it_stands(own: str, before: str, after: str) -> None:
    known = Known()
    known.add(own)
    cleaned = known.out_of(f"{before}{own}{after}")
    assert own not in cleaned or own in "(removed)"
    assert own not in repr(known) or own in "<Known: 1>"


@pytest.mark.parametrize("said", ["Access denied to bob", "1234", "", None, "x" * 200, "a@b.jp"])
def test_only_a_code_is_told_as_a_code(said: object) -> None:
    assert code_of(said) == "other"
    assert code_of("AccessDenied") == "AccessDenied"


# At the terminal ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "agreed"), [("yes", True), (" Y ", True), ("はい", True), ("", False), ("no", False)]
)
def test_only_a_plain_yes_is_one(typed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: typed)
    assert Terminal().agrees("create", "Do it?") is agreed


@pytest.mark.parametrize(
    ("typed", "picked"), [("2", "two"), ("", ""), ("0", ""), ("3", ""), ("-1", ""), ("two", "")]
)
def test_only_what_was_offered_can_be_picked(
    typed: str, picked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: typed)
    assert Terminal().picks("x", "Which?", ("one", "two")) == picked
