"""From pressing Create to the zip on disk, beside the same three calls by the `aws` command."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from app import handover
from app.grant import ADMINISTRATOR, Wish
from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.benchmarks.figures import in_turn, show, spread
from tests.benchmarks.rows import measured

AWS = shutil.which("aws", path=str(Path(sys.executable).parent)) or shutil.which("aws")


def _aws(root: RootSession, endpoint: str, *arguments: str) -> None:
    token = root._tokens["session"]["accessToken"]
    env = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "AWS_ACCESS_KEY_ID": token["accessKeyId"],
        "AWS_SECRET_ACCESS_KEY": token["secretAccessKey"],
        "AWS_SESSION_TOKEN": token["sessionToken"],
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    command = [str(AWS), "iam", *arguments, "--endpoint-url", endpoint]
    subprocess.run(command, env=env, check=True, capture_output=True)


def _by_command(root: RootSession, endpoint: str, number: int) -> None:
    name = ("--user-name", f"by-command-{number}")
    _aws(root, endpoint, "create-user", *name)
    _aws(root, endpoint, "create-login-profile", *name, "--password", "Correct-horse-battery-1")
    _aws(root, endpoint, "attach-user-policy", *name, "--policy-arn", ADMINISTRATOR)


def test_create(
    root: RootSession, records: Records, settings: Settings, practice: Practice, tmp_path: Path
) -> None:
    numbers = iter(range(1000))

    def ours() -> float:
        wish = Wish(user_name=f"by-aikagi-{next(numbers)}")
        began = time.perf_counter()
        handover.create(root, wish, tmp_path, records, settings, Token())
        return time.perf_counter() - began

    def theirs() -> float:
        number = next(numbers)
        began = time.perf_counter()
        _by_command(root, practice.address, number)
        return time.perf_counter() - began

    pair = in_turn(ours, theirs, runs=5)
    show(
        "Create to zip on disk",
        ("Aikagi", spread(pair.ours)),
        ("three `aws` commands, without a zip", spread(pair.theirs)),
    )
    mine, other = (statistics.median(side) for side in (pair.ours, pair.theirs))
    figure = f"{1 / pair.ratio:.0f} × ({mine:.2f} / {other:.2f} s)"
    measured("create", figure, pair.ratio <= 0.1)
