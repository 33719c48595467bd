"""The workflow that builds installers on hosted machines: what can be tried of it here is."""

from __future__ import annotations

import hashlib
import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import signing
from macos import keychain, notarise
from windows import product, release

# By its name as text: whether there is a folder build/ beside app/ would change the order above.
build = importlib.import_module("build")

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / ".github/workflows/installers.yml").read_text(encoding="utf-8")
WORKFLOW: dict[str, Any] = importlib.import_module("yaml").safe_load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]
SYSTEMS = ("linux", "windows", "macos")
# What a hosted machine has and this one needn't.
THEIRS = {"apt-get", "choco", "gh"}


def steps(*jobs: str) -> Iterator[dict[str, Any]]:
    """The steps of some jobs, or of all."""
    for job in jobs or JOBS:
        yield from JOBS[job]["steps"]


def commands(*jobs: str) -> Iterator[list[str]]:
    """Each simple command line of the steps that run one."""
    for step in steps(*jobs):
        for line in step.get("run", "").replace("\\\n", " ").splitlines():
            yield shlex.split(line)


def test_all_three_systems_are_built_and_gathered() -> None:
    assert set(SYSTEMS) < set(JOBS)
    assert set(JOBS["gather"]["needs"]) == set(SYSTEMS)
    uploaded = {
        step["with"]["name"] for step in steps(*SYSTEMS) if "upload" in step.get("uses", "")
    }
    assert uploaded == set(SYSTEMS)


def test_each_action_is_githubs_own_and_pinned_by_commit() -> None:
    used = re.findall(r"uses: (\S+)(.*)", TEXT)
    assert len(used) == sum("uses" in step for step in steps())
    for name, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name), name
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), f"{name} doesn't say its version"


def test_one_action_is_one_commit() -> None:
    pins = set(re.findall(r"uses: (actions/[a-z-]+)@(\w+)", TEXT))
    assert len({name for name, _ in pins}) == len(pins)


def test_jobs_may_do_what_they_need_and_no_more() -> None:
    assert WORKFLOW["permissions"] == {}
    for job, may in ((job, JOBS[job]["permissions"]) for job in JOBS):
        writes = {name for name, right in may.items() if right == "write"}
        allowed = {"gather": {"id-token", "attestations"}, "draft": {"contents"}}.get(job, set())
        assert writes == allowed, job
    assert all(JOBS[job]["timeout-minutes"] for job in JOBS)


def test_no_checkout_leaves_its_credentials_behind() -> None:
    checkouts = [step for step in steps() if "actions/checkout" in step.get("uses", "")]
    assert len(checkouts) == 3
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_secrets_reach_one_step_of_their_system_by_its_environment_alone() -> None:
    assert all("${{" not in step.get("run", "") for step in steps())
    for system in SYSTEMS:
        holders = [step for step in steps(system) if "secrets." in str(step)]
        assert len(holders) == (0 if system == "linux" else 1)
        for step in holders:
            assert step["run"].startswith("python packaging/")
            assert JOBS[system]["environment"] == "release", "a person allows it first"
            for name, value in step["env"].items():
                assert value == "${{ secrets." + name + " }}"
    assert "secrets." not in str(JOBS["gather"]) + str(JOBS["draft"])


def test_secrets_are_named_as_the_scripts_look_for_them() -> None:
    given = {name for step in steps("macos") for name in step.get("env", {})}
    wanted = {signing.NEEDED["darwin"], keychain.CERTIFICATE, keychain.PASSWORD}
    assert given == {*wanted, notarise.KEY, notarise.KEY_ID, notarise.ISSUER}
    windows = {name for step in steps("windows") for name in step.get("env", {})}
    assert signing.NEEDED["win32"] in windows


@pytest.mark.parametrize("job", SYSTEMS)
def test_what_it_calls_is_there(job: str) -> None:
    targets = re.findall(
        r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    for program, *words in commands(job):
        if program == "make":
            assert set(words) <= set(targets), f"make {words}"
        elif program == "python":
            assert (ROOT / words[0]).is_file(), words[0]
        else:
            assert program in THEIRS or shutil.which(program), program


def test_what_cannot_be_packed_is_an_error_there_and_not_left_out() -> None:
    (made,) = [words for program, *words in commands("macos") if program == "python"]
    assert made[0] == "packaging/build.py"
    assert made[1] == "--only"
    assert made[2] in build.PACKERS["darwin"]


def test_what_windows_builds_is_installed_there_and_tried(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (made,) = [words for program, *words in commands("windows") if program == "python"]
    assert made == ["packaging/windows/release.py"]
    ran: list[str] = []
    monkeypatch.setattr(release, "run", lambda *words: ran.append(" ".join(map(str, words[1:]))))
    theirs = SimpleNamespace(name="nt", environ={"LOCALAPPDATA": str(tmp_path)})
    monkeypatch.setattr(release, "os", theirs)
    monkeypatch.setattr(product, "read", lambda _bundle: Mock(key="K", installer="s.exe"))
    release.main([])
    assert "packaging/build.py --only windows" in ran[0]
    assert ran[1:] == ["/S", "--self-test", "/S"]
    assert "windows" in build.PACKERS["win32"]


def test_an_image_of_the_oldest_system_builds_for_linux() -> None:
    assert JOBS["linux"]["container"]["image"] == "debian:12"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What the three systems' jobs have handed over, as it is downloaded."""
    for system in SYSTEMS:
        folder = tmp_path / "built" / system
        folder.mkdir(parents=True)
        lines = []
        for name in (f"aikagi-1.2.0-{system}.bin", f"aikagi-1.2.0-{system}.cdx.json"):
            (folder / name).write_text(name, encoding="utf-8")
            digest = hashlib.sha256(name.encode()).hexdigest()
            lines.append(f"{digest}  {name}\n")
        (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def gather(folder: Path, ref: str = "refs/heads/main") -> subprocess.CompletedProcess[str]:
    """Runs the gathering step's own lines as the hosted machine does."""
    (run,) = [step["run"] for step in steps("gather") if "run" in step]
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", run]
    env = {**os.environ, "GITHUB_REF": ref}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=env)


def test_gathering_makes_one_list_of_all_files(built: Path) -> None:
    assert gather(built).returncode == 0
    lines = (built / "release/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6
    for digest, name in (line.split("  ") for line in lines):
        assert hashlib.sha256((built / "release" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(("tag", "fits"), [("v1.2.0", True), ("v1.2", False), ("v1.3.0", False)])
def test_gathering_stops_where_the_tag_is_of_another_version(
    built: Path, tag: str, fits: bool
) -> None:
    assert (gather(built, f"refs/tags/{tag}").returncode == 0) is fits
    assert (built / "release/SHA256SUMS").exists() is fits


def test_gathering_stops_at_a_file_that_was_changed(built: Path) -> None:
    (built / "built/macos/aikagi-1.2.0-macos.bin").write_text("other", encoding="utf-8")
    assert gather(built).returncode != 0
    assert not (built / "release/SHA256SUMS").exists()


def test_gathering_stops_at_a_name_that_two_systems_use(built: Path) -> None:
    linux = (built / "built/linux/aikagi-1.2.0-linux.bin").read_bytes()
    folder = built / "built/windows"
    (folder / "aikagi-1.2.0-linux.bin").write_bytes(linux)
    assert gather(built).returncode != 0
    assert not (built / "release/SHA256SUMS").exists()
