"""Runs a command on a network that is this computer alone: `python -m … COMMAND …` under unshare.

Whatever the installed program would send outside fails there, and so does its proof.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import sys

# https://man7.org/linux/man-pages/man7/netdevice.7.html
_SET_FLAGS, _UP = 0x8914, 0x1


def loopback_up() -> None:
    """Let programs of this network namespace talk to each other."""
    request = struct.pack("16sh14x", b"lo", _UP)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, request)


if __name__ == "__main__":
    loopback_up()
    os.execvp(sys.argv[1], sys.argv[1:])
