"""Keeps calls at the stand-in for AWS that the command line or practice mode named.

botocore's rules for AWS Sign-In's control plane don't look at the endpoint that a client was given:
its calls, signed with the stand-in's credentials, would go to the real AWS.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit


def keep(client: Any) -> Any:
    """The same botocore client, whose calls all go to the endpoint that it was made with."""
    base = urlsplit(client.meta.endpoint_url)

    def stay(params: dict[str, Any], **_: object) -> None:
        asked = urlsplit(params["url"])
        if (asked.scheme, asked.netloc) != (base.scheme, base.netloc):
            params["url"] = urlunsplit((*base[:2], *asked[2:]))

    client.meta.events.register("before-call", stay, unique_id="aikagi-standin")
    return client
