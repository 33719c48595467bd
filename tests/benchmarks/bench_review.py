"""The review's calls and time as the account grows, beside prowler's IAM checks on the same one.

Prowler has an environment of its own: `python -m venv DIR && DIR/bin/pip install prowler`, and then
AIKAGI_PROWLER=DIR/bin/prowler make bench ARGS="-k review". Without it, ours are shown alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from app.practice import Practice
from app.review.look import Review, review
from app.review.view import Vendor, View
from app.session import RootSession
from app.work import Token
from tests.benchmarks.figures import show
from tests.benchmarks.rows import measured, not_here

PROWLER = os.environ.get("AIKAGI_PROWLER", "")
SIZES = (10, 100, 1_000, 10_000)  # users, and as many roles
BESIDE = 1_000
MOST_OTHERS = 26  # calls that aren't pages: a credential report is asked for until it's there
PAGE = 1_000  # identities to a page, at most
LONGEST = 600.0  # seconds for the other side, whose time grows with identities; then it's stopped
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
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            command, env=environment, cwd=folder, capture_output=True, timeout=LONGEST, check=False
        )
        assert done.returncode in {0, 3}, done.stderr.decode()[-2000:]  # 3: some check failed
    return time.perf_counter() - began


@pytest.mark.timeout(1800)
def test_growth(root: RootSession, practice: Practice) -> None:
    counts: list[int] = []
    grown = True
    for size in SIZES:
        grow(practice, size)
        practice.state.clear()
        found, seconds = ours(root)
        assert found.looked
        calls = Counter(practice.state.calls)
        counts.append(calls.total())
        pages = calls["iam:GetAccountAuthorizationDetails"]
        show(f"Review, {size} users and roles", ("Aikagi", f"{counts[-1]} calls, {seconds:.2f} s"))
        grown = grown and pages <= 2 * size // PAGE + 1 and counts[-1] - pages <= MOST_OTHERS
    measured("review_growth", ", ".join(str(count) for count in counts), grown)


@pytest.mark.timeout(1800)
def test_beside_prowler(root: RootSession, practice: Practice, tmp_path: Path) -> None:
    """Prowler once: it takes minutes."""
    if not PROWLER:
        not_here("AIKAGI_PROWLER names no prowler", "review")
    grow(practice, BESIDE)
    mine = statistics.median(ours(root)[1] for _ in range(3))
    practice.state.clear()
    other = theirs(root, practice, tmp_path)
    calls = f"{len(practice.state.calls):,} calls, {other:.0f} s"
    show(f"{BESIDE} users and roles", ("Aikagi", f"{mine:.1f} s"), ("prowler", calls))
    more = "> " if other >= LONGEST else ""
    figure = f"{more}{other / mine:.0f} × ({mine:.1f} / {more}{other:.0f} s)"
    measured("review", figure, other >= 10 * mine)
