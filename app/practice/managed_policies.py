"""AWS's own policies, such as AdministratorAccess, as moto carries them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data


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
