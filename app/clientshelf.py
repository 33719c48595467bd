"""The AWS clients of one session, made once each and kept for as long as they are of use.

A client holds its service's whole model and the rules of its endpoints, megabytes of them: those of
a Region that was looked at are let go of, or a sweep of all Regions keeps hundreds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from app.troubles import NOT_SIGNED_IN, Trouble

EVERYWHERE = "ec2"  # a service that every Region has, so that it tells which Regions are known


class Shelf:
    """Clients by service and Region, made by `create`. Safe to use from several threads."""

    def __init__(self, create: Callable[[str, str], Any]) -> None:
        self._create = create
        self._made: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()
        self._closed = False

    def get(self, service: str, region: str) -> Any:
        """The client of a service in that Region. Raises `Trouble` (NOT_SIGNED_IN) once closed."""
        with self._lock:
            if self._closed:
                raise Trouble(NOT_SIGNED_IN)
            if (service, region) not in self._made:
                self._made[service, region] = self._create(service, region)
            return self._made[service, region]

    def forget(self, region: str) -> None:
        """Let go of that Region's clients. A call under way ends as it would; "" is none."""
        with self._lock:
            for service, name in tuple(self._made):
                if region and name == region:
                    del self._made[service, name]

    def close(self) -> None:
        """Let go of all, and make none any more."""
        with self._lock:
            self._closed = True
            self._made.clear()


def offered(regions_of: Callable[[str], list[str]], service: str, region: str) -> bool | None:
    """Whether AWS offers a service in a Region, by the list that came with this program.

    `regions_of` are a service's Regions on it: botocore's `get_available_regions`, which goes by
    AWS's own endpoints.json. None where it doesn't tell: a service that isn't on the list or that
    has no Regions, or a Region that AWS has opened since.
    https://docs.aws.amazon.com/general/latest/gr/rande.html
    """
    known = regions_of(service)
    if not known or region not in regions_of(EVERYWHERE):
        return None
    return region in known
