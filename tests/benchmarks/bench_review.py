"""The review's calls and time as the account grows, beside prowler's IAM checks on the same one.

Prowler has an environment of its own: `python -m venv DIR && DIR/bin/pip install prowler`, and then
AIKAGI_PROWLER=DIR/bin/prowler make bench ARGS="-k review". Without it, ours are shown alone.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from pathlib import Path

import pytest

from app.practice import Practice
from app.review.look import Review, review
from app.review.view import Vendor, View
from app.session import RootSession
from app.work import Token
from tests.benchmarks.figures import in_turn, show, spread
from tests.benchmarks.rows import measured, not_here

PROWLER = os.environ.get("AIKAGI_PROWLER", "")
SIZES = (10, 100, 1_000, 10_000)  # users, and as many roles
BESIDE = (10, 1_000)  # prowler's time grows with identities: at 10,000 it would take an hour
RUNS = {10: 3, 1_000: 1}  # beside it, after one that isn't counted
PAGE = 1_000  # identities to a page, at most
LONGEST = 1500.0  # seconds for one run of the other side
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


def grow(practice: Practice, size: int) -> None:
    """Bring the account to `size` users and roles, not by calls: those would take an hour."""
    assert practice._front is not None
    iam = practice._front.account.iam
    for number in range(len(iam.users), size):
        iam.create_user("us-east-1", f"staff-{number}")
    for number in range(len(iam.roles), size):
        iam.create_role(f"work-{number}", TRUST, "/", None, "", [], "3600")


def ours(root: RootSession) -> tuple[Review, float]:
    """One review by identities and account, and its seconds."""
    view = View(root.clients, root.identity.account, Token(), vendor=Vendor())
    began = time.perf_counter()
    found = review(view)
    return found, time.perf_counter() - began


def theirs(root: RootSession, practice: Practice, folder: Path) -> float:
    """Prowler's IAM checks of the same account, and its seconds."""
    token = root._tokens["session"]["accessToken"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AWS_ACCESS_KEY_ID": token["accessKeyId"],
        "AWS_SECRET_ACCESS_KEY": token["secretAccessKey"],
        "AWS_SESSION_TOKEN": token["sessionToken"],
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": practice.address,
    }
    command = [PROWLER, "aws", "--service", "iam", "--region", "us-east-1", "--no-banner"]
    command += ["--output-formats", "csv", "--output-directory", str(folder)]
    began = time.perf_counter()
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, timeout=LONGEST, check=False
    )
    assert done.returncode in {0, 3}, done.stderr.decode()[-2000:]  # 3: some check failed
    return time.perf_counter() - began


@pytest.mark.timeout(3600)
def test_review(root: RootSession, practice: Practice, tmp_path: Path) -> None:
    calls: dict[int, int] = {}
    for size in SIZES:
        grow(practice, size)
        practice.state.clear()
        found, seconds = ours(root)
        calls[size] = len(practice.state.calls)
        assert found.looked
        show(f"Review, {size} users and roles", ("Aikagi", f"{calls[size]} calls, {seconds:.2f} s"))
        if size in BESIDE:
            _beside(root, practice, tmp_path, size)
    pages = {size: -(-2 * size // PAGE) for size in SIZES}
    least = min(calls.values())
    grown = all(calls[size] - least <= pages[size] for size in SIZES)
    measured("review_growth", ", ".join(str(count) for count in calls.values()), grown)
    if not PROWLER:
        not_here("AIKAGI_PROWLER names no prowler", "review")


def _beside(root: RootSession, practice: Practice, folder: Path, size: int) -> None:
    """Both sides at that size, three times in turn; the last size is the row's."""
    if not PROWLER:
        return
    pair = in_turn(lambda: ours(root)[1], lambda: theirs(root, practice, folder), runs=RUNS[size])
    practice.state.clear()
    theirs(root, practice, folder)
    rows = [("Aikagi", spread(pair.ours)), ("prowler", spread(pair.theirs))]
    show(f"{size} users and roles", *rows, ("prowler's calls", str(len(practice.state.calls))))
    mine, other = (statistics.median(side) for side in (pair.ours, pair.theirs))
    figure = f"{1 / pair.ratio:.0f} × ({mine:.1f} / {other:.0f} s)"
    measured("review", figure, pair.ratio <= 0.1)
