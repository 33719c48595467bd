"""What comes from outside as a file, a paste or an announcement, however odd: only ours comes out.

The examples are Hypothesis's own, and the sound ones with parts changed; in `make prove` many more,
and those that the coverage-guided fuzzer finds.
"""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.prove import doors, hostile
from tests.prove.doors import DOORS, Door, Watch
from tests.support.promises import Promised

SAYS = "Profile, records, vendor record, pastes, announcement, however odd: read, or a clear error"
BOUNDED = (
    "Profile, records, vendor record, pastes, announcement, however large or deep: "
    "in bounded time and memory"
)
FEW, MANY = 40, 2000
MOST_BYTES = 64 * 1024 * 1024
_watch = Watch().start()

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(hostile.TEXTS)
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


def changed(content: bytes, chance: random.Random) -> bytes:
    """A sound file with some bytes of it changed, left out, doubled or put in."""
    made = bytearray(content)
    for _time in range(chance.randint(1, 5)):
        place = chance.randrange(len(made) + 1)
        piece = made[place : place + chance.randint(1, 30)]
        made[place : place + chance.choice((0, 0, len(piece)))] = chance.choice(
            (b"", bytes(piece) * 3, bytes(chance.choices(range(256), k=3)), chance.choice(ODD))
        )
    return bytes(made)


ODD = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (*hostile.TEXTS, "null", "1e999", "-1", "[]", "{}", "\\ud800", "9" * 5000)
)


def with_another_value(content: bytes, chance: random.Random, value: Any) -> bytes:
    """A sound JSON file with one member changed; other files as they are."""
    try:
        found = json.loads(content)
    except ValueError:
        return content
    if not isinstance(found, dict):
        return content
    inside: Any = found
    while True:
        keys = [*inside] if isinstance(inside, dict) else [*range(len(inside))]
        if not keys:
            return json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass")
        key = chance.choice(keys)
        if not isinstance(inside[key], dict | list) or not inside[key] or chance.random() < 0.3:
            inside[key] = value
            return json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass")
        inside = inside[key]


contents: Callable[[Door], st.SearchStrategy[bytes]] = lambda door: (  # noqa: E731
    st.binary(max_size=600)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | values.map(lambda value: json.dumps(value).encode())
    | st.builds(changed, st.sampled_from(door.seeds), st.randoms(use_true_random=False))
    | st.builds(
        with_another_value,
        st.sampled_from(door.seeds),
        st.randoms(use_true_random=False),
        values,
    )
)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_odd_content(promised: Promised, door: Door, *, whole: bool) -> None:
    promise = promised(SAYS)

    @seed(7)
    @settings(
        max_examples=MANY if whole else FEW,
        database=None,
        phases=[Phase.generate, Phase.target],
        suppress_health_check=list(HealthCheck),
    )
    @given(contents(door))
    def read(content: bytes) -> None:
        with promise.case(f"{door.name}: {content[:300]!r}"), doors.room() as where:
            doors.through(door, content, where, _watch)

    for sound in door.seeds:
        with promise.case(f"{door.name}, sound"), doors.room() as where:
            doors.through(door, sound, where, _watch)
    read()


LARGE = {
    "4 MB of zeros": bytes(4_000_000),
    "50 MB of one letter": b"A" * 50_000_000,
    "a million brackets": b"[" * 1_000_000,
    "a hundred thousand objects": b'{"a":' * 100_000,
    "a number of a million digits": b'{"layout": ' + b"9" * 1_000_000 + b"}",
    "a key of a million letters": b'"' + b"k" * 1_000_000 + b'" = 1',
    "a million keys": b"\n".join(b"k%d = 1" % nr for nr in range(12_000)),
    "dots": b"a" + b".a" * 40_000 + b" = 1",
    "tables": b"[a]\n" * 30_000,
    "an array in arrays": b"a = " + b"[" * 40_000,
    "spaces": b" " * 90_000 + b"x",
    "percent signs": b"state=" + b"%" * 1_000_000,
    "ampersands": b"a=1&" * 250_000,
    "groups of letters": b"ABCD " * 200_000,
    "a link": b"otpauth://totp/?secret=" + b"A" * 500_000,
    "many links": b"otpauth:" * 100_000,
    "combining marks": "a\u0301".encode() * 100_000,
    "full width": "\uff21".encode() * 100_000,
    "one ligature many times": "\ufdfa".encode() * 50_000,
    "bidirectional": "\u202e".encode() * 100_000,
}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_large_and_deep_content(promised: Promised, door: Door, *, whole: bool) -> None:
    promise = promised(BOUNDED)
    chosen = [*LARGE.items()]
    for name, content in chosen if whole else chosen[DOORS.index(door) % 3 :: 3]:
        with promise.case(f"{door.name}: {name}"), doors.room() as where:
            tracemalloc.start()
            try:
                doors.through(door, content, where, _watch)
                _now, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
            assert peak < 8 * len(content) + MOST_BYTES
