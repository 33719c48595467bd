"""One review of every Region in a process of its own; what it took, as JSON."""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from app.review.look import review
from app.review.view import Vendor, View
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.support.signingin import sign_in

SERVICES = (  # which a role's trust policy names, so that every Region is looked into for them
    *("rolesanywhere", "credentials.iot", "ssm", "cognito-identity", "account-access", "ds"),
    *("scheduler", "lambda", "events", "codebuild", "ec2", "member.org.stacksets.cloudformation"),
    *("pods.eks", "states", "pipes"),
)


def furnish(root: RootSession) -> None:
    """A role that every service may take on, and that may do anything."""
    principal = {"Service": [f"{service}.amazonaws.com" for service in SERVICES]}
    allow = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    root.clients.call("iam", "create_role", RoleName="works", AssumeRolePolicyDocument=trust)
    arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    root.clients.call("iam", "attach_role_policy", RoleName="works", PolicyArn=arn)


def memory(field: str) -> float:
    """A figure of this process's memory in MB, by its name in /proc."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(field))) / 1024


def main(data: str, endpoint: str) -> None:
    """Sign in, look, and print."""
    settings = Settings(data_dir=Path(data), practice=True, endpoint=endpoint, language="en")
    root = sign_in(settings)
    furnish(root)
    before, began = memory("VmRSS"), time.perf_counter()
    view = View(root.clients, root.identity.account, Token(), vendor=Vendor())
    found = review(view, sweep=True)
    seconds = time.perf_counter() - began
    gc.collect()
    figures = {
        "regions": len(view.regions),
        "seconds": seconds,
        "before": before,
        "after": memory("VmRSS"),
        "peak": memory("VmHWM"),
        "unseen": len(found.unseen),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
