"""Renew resources/aws_policies.json.  Usage: python packaging/awspolicies.py.

Which of AWS's own policies lead to more rights, by the app's own analysis of their texts, as the
installed moto carries them. The app can't read them in an account without a call for each.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.practice.managed_policies import managed_documents
from app.review.documents import statements
from app.review.gives import gives
from app.review.policies_of_aws import AWS_POLICIES


def table() -> dict[str, list[str]]:
    """Each policy, by its path and name, that gives something of interest, with what it gives."""
    found = {}
    for name, about in managed_documents():
        given = gives(statements(json.dumps(about["Document"])))
        path = about["Path"].lstrip("/")
        if given and path != "aws-service-role/":  # those can't be attached to anybody
            found[f"{path}{name}"] = sorted(given)
    return dict(sorted(found.items()))


def written(found: dict[str, list[str]]) -> str:
    """As JSON with one policy in a line."""
    lines = [f"{json.dumps(name)}: {json.dumps(given)}" for name, given in found.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    AWS_POLICIES.write_text(written(table()), encoding="utf-8")
