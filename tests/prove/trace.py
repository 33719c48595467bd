"""What a program and its children did to the world, as the kernel saw it (strace)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_NAMES = "rename renameat renameat2 link linkat symlink symlinkat mkdir mkdirat mknod mknodat creat"
_WRITES = "write pwrite64 writev pwritev pwritev2"
_OTHERS = "open openat openat2 sendfile copy_file_range truncate memfd_create"
_WORLD = "execve execveat connect sendto socket"
_FLAGS = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE")
_LONGEST = 4_000_000  # bytes of one write that are kept
_LINE = re.compile(r"(\d+) +(\w+)\((.*)", re.DOTALL)
_RESUMED = re.compile(r"(\d+) +<\.\.\. open\w* resumed>.* = (.*)", re.DOTALL)
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_PLACE = re.compile(r"-?\w+<((?:\\x[0-9a-f]{2})+|[^>\\]+)")
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")


def command(into: Path) -> list[str]:
    """What to start a program with, so that `read` can tell of it. Skips where it isn't there."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace isn't installed: only it sees what is written and connected to")
    calls = ",".join(f"?{name}" for name in f"{_NAMES} {_WRITES} {_OTHERS} {_WORLD}".split())
    shown = ["-yy", "-xx", "-v", "-s", str(_LONGEST), "-e", f"trace={calls}", "-e", "signal=none"]
    return [strace, "-f", "--seccomp-bpf", *shown, "-o", str(into)]


@dataclass
class Seen:
    """All that was seen."""

    written: dict[str, bytearray] = field(default_factory=dict)  # by path, or kind of channel
    opened: set[str] = field(default_factory=set)  # to be written to
    names: set[str] = field(default_factory=set)  # that files or folders got
    started: list[bytes] = field(default_factory=list)  # arguments and environments of programs
    connected: set[tuple[str, str]] = field(default_factory=set)  # the program's name, and where
    cut: set[str] = field(default_factory=set)  # that weren't seen whole


def _unhex(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _strings(text: str) -> list[bytes]:
    return [_unhex(found[1]) for found in _STRING.finditer(text)]


def read(path: Path) -> Seen:
    """Read what strace wrote."""
    seen, running, opening = Seen(), dict[str, str](), set[str]()
    with path.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            if found := _LINE.match(line):
                _take(seen, running, *found.groups())
                if found[2].startswith("open") and "unfinished" in line and _to_write(line):
                    opening.add(found[1])
            elif (found := _RESUMED.match(line)) and found[1] in opening:
                opening.discard(found[1])
                seen.opened.update(_files(found[2]))
    return seen


def _take(seen: Seen, running: dict[str, str], pid: str, call: str, rest: str) -> None:
    if call in _WRITES.split():
        _written(seen, rest)
    elif call in {"open", "openat", "openat2", "creat", "truncate", "memfd_create"}:
        _opened(seen, call, rest)
    elif call in {"sendfile", "copy_file_range"}:
        seen.cut.update(_places(rest))  # from a file to a file: the content is looked at there
    elif call in _NAMES.split():
        seen.names.update(name.decode(errors="replace") for name in _strings(rest))
    elif call.startswith("execve"):
        _started(seen, running, pid, rest)
    elif call in {"connect", "sendto"} and (where := _where(rest)):
        seen.connected.add((running.get(pid, ""), where))
    elif call == "socket" and "SOCK_DGRAM" in rest and "AF_INET" in rest:
        seen.connected.add((running.get(pid, ""), "a datagram socket"))


def _places(rest: str) -> Iterator[str]:
    if found := _PLACE.match(rest):
        text = found[1]
        yield _unhex(text).decode(errors="replace") if text.startswith("\\x") else text


def _written(seen: Seen, rest: str) -> None:
    for place in _places(rest):
        if place.startswith(("/", "pipe:", "FIFO")):
            kept = seen.written.setdefault(place, bytearray())
            for found in _STRING.finditer(rest):
                kept += _unhex(found[1])
                if found[2]:
                    seen.cut.add(place)


def _to_write(text: str) -> bool:
    return any(flag in text for flag in _FLAGS)


def _files(text: str) -> Iterator[str]:
    yield from (place for place in _places(text) if place.startswith("/"))


def _opened(seen: Seen, call: str, rest: str) -> None:
    given, _, result = rest.partition(") = ")
    if call in {"creat", "truncate", "memfd_create"} or _to_write(given):
        seen.names.update(name.decode(errors="replace") for name in _strings(given))
        seen.opened.update(_files(result))


def _started(seen: Seen, running: dict[str, str], pid: str, rest: str) -> None:
    strings = _strings(rest)
    if strings and (" = 0" in rest or "unfinished" in rest):
        given = _strings(rest.partition("[")[2].partition("]")[0])
        name = " ".join(Path(arg.decode(errors="replace")).name for arg in given[:2])
        running[pid] = name if seen.started else ""  # "" is the program itself, and its threads
        seen.started.append(b"\0".join(strings))


def _where(rest: str) -> str:
    if "AF_UNIX" in rest:
        name = [part.decode(errors="replace") for part in _strings(rest)]
        return f"unix {name[-1]}" if name else ""
    if (port := _PORT.search(rest)) and "AF_INET" in rest:
        host = next((s.decode() for s in _strings(rest.partition("sin")[2]) if s), "?")
        return f"{host}:{port[1]}"
    return "netlink" if "AF_NETLINK" in rest else ""
