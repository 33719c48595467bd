"""AWS's own policies, such as AdministratorAccess, as moto carries them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy


def aws_policies(account: str, region: str) -> Iterator[AWSManagedPolicy]:
    """All of them for one account, which counts where they are attached.

    They are made once and copied: their ids are alike in every account, and there are 1,500.
    """
    for policy in _made(region):
        own = copy(policy)
        own.account_id = account
        own.versions, own.tags = list(policy.versions), dict(policy.tags)
        yield own


@lru_cache(maxsize=1)
def _made(region: str) -> tuple[AWSManagedPolicy, ...]:
    each = managed_documents()
    return tuple(AWSManagedPolicy.from_data(name, "aws", region, data) for name, data in each)


@lru_cache(maxsize=1)
def managed_documents() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Names and descriptions, parsed one by one.

    In one piece the parser would hold the interpreter for long enough to be felt in a window.
    """
    return tuple(_entries(aws_managed_policies_data))


def _entries(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    decoder, position = json.JSONDecoder(), text.index("{") + 1
    opening = re.compile(r'\s*,?\s*"([^"]+)":')
    while match := opening.match(text, position):
        value, position = decoder.raw_decode(text, match.end())
        yield match[1], value
