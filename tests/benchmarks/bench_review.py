"""The review's calls and time as the account grows, beside prowler's IAM checks on the same one.

Prowler has an environment of its own: `python -m venv DIR && DIR/bin/pip install prowler`, and then
AIKAGI_PROWLER=DIR/bin/prowler make bench ARGS="-k review". Without it, ours are shown alone.
"""

from __future__ import annotations

import json
import os
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

PROWLER = os.environ.get("AIKAGI_PROWLER", "")
SIZES = (10, 100, 1000)  # users, and as many roles
LONGEST = 1500.0  # seconds for one run of the other side
MOST_CALLS = 30  # at the largest size, for identities and account
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
    rows = []
    for size in SIZES:
        grow(practice, size)
        practice.state.clear()
        found, seconds = ours(root)
        calls = len(practice.state.calls)
        rows.append((f"Aikagi, {size} users and roles", f"{calls} calls, {seconds:.2f} s"))
        assert found.looked
        if size == SIZES[-1]:
            assert calls <= MOST_CALLS, Counter(practice.state.calls)
        if PROWLER:
            practice.state.clear()
            seconds = theirs(root, practice, tmp_path)
            calls = len(practice.state.calls)
            rows.append((f"prowler, {size} users and roles", f"{calls} calls, {seconds:.2f} s"))
    show(f"Identities and account (aim: at most {MOST_CALLS} calls)", *rows)
