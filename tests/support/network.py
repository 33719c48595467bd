"""Keeps tests on this computer."""

from __future__ import annotations

import ipaddress
import socket
import sys

_OUR_NAMES = ("localhost", ".localhost", ".invalid", ".test")


def is_here(host: object) -> bool:
    """Whether a host is this computer, or a name that RFC 6761 keeps from ever being one."""
    if isinstance(host, bytes):
        host = host.decode()
    if not host or not isinstance(host, str):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host.endswith(_OUR_NAMES)


class Guard:
    """Refuses every way out of this computer for the rest of the process, and remembers them."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        sys.addaudithook(self._watch)

    def _watch(self, event: str, args: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.sendto"}:
            address = args[1]
            if isinstance(address, tuple) and not is_here(address[0]):
                self.reached.append(f"{event} {address}")
                raise PermissionError(self.reached[-1])
        elif event == "socket.getaddrinfo" and not is_here(args[0]):
            self.reached.append(f"{event} {args[0]!r}")
            raise socket.gaierror(socket.EAI_NONAME, self.reached[-1])
