"""The account's event history: who called what and when, as CloudTrail keeps it for 90 days.

Only what changes something is kept, and what STS gave out; AWS keeps the rest too.
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any

REACH = 90 * 86_400.0  # seconds
MOST = 20_000  # events


@dataclass(frozen=True)
class Event:
    """One event. ``record`` is what CloudTrailEvent says; times are seconds since 1970."""

    id: str
    name: str
    when: float
    region: str
    source: str
    user: str
    resources: tuple[tuple[str, str], ...]
    record: dict[str, Any]

    @property
    def read_only(self) -> str:
        """``true`` or ``false``, as LookupEvents writes it."""
        return str(self.record["readOnly"]).lower()

    @property
    def access_key_id(self) -> str:
        """The key that signed it."""
        return str(self.record["userIdentity"].get("accessKeyId", ""))

    def has(self, key: str, value: str) -> bool:
        """Whether LookupEvents finds it by that attribute."""
        found = {
            "EventId": self.id,
            "EventName": self.name,
            "ReadOnly": self.read_only,
            "Username": self.user,
            "EventSource": self.source,
            "AccessKeyId": self.access_key_id,
        }
        kinds, names = [kind for kind, _ in self.resources], [name for _, name in self.resources]
        return found.get(key) == value or value in {
            "ResourceType": kinds,
            "ResourceName": names,
        }.get(key, ())


@dataclass
class History:
    """All events, the oldest first. ``per_second`` lookups are answered; 0 for any number."""

    events: deque[Event] = field(default_factory=lambda: deque(maxlen=MOST))
    per_second: float = 0.0
    _lookups: deque[float] = field(default_factory=deque, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, event: Event) -> None:
        """Keep an event."""
        with self._lock:
            self.events.append(event)

    def since(self, moment: float) -> list[Event]:
        """Those after that moment, the newest first."""
        with self._lock:
            return [event for event in reversed(self.events) if event.when > moment]

    def too_many(self, now: float) -> bool:
        """Whether a lookup at ``now`` is one too many within a second; counts it if not."""
        with self._lock:
            while self._lookups and self._lookups[0] <= now - 1:
                self._lookups.popleft()
            if self.per_second and len(self._lookups) >= self.per_second:
                return True
            self._lookups.append(now)
            return False
