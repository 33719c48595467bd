"""``python -m app.practice``: practice AWS alone, without a window."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from app.practice import Practice


def main(argv: list[str] | None = None) -> int:
    """Print the address and serve until SIGINT or SIGTERM; 2 when the port can't be had."""
    choices = _parser().parse_args(argv)
    practice = Practice(
        choices.port,
        root_mfa=choices.root_mfa == "on",
        root_keys=choices.root_keys == "on",
        fast=choices.fast,
    )
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    try:
        address = practice.start()
    except (OSError, OverflowError):
        print(
            f"Practice AWS can't use port {choices.port} on 127.0.0.1: another program has it, "
            "or it isn't allowed. Choose another with --port, or leave it out for a free one.",
            file=sys.stderr,
        )
        return 2
    if choices.ways_in:
        practice.state.plant_ways_in()
    print(address, flush=True)
    while not ended.wait(0.5):  # a wait without a limit can't be interrupted on Windows
        pass
    practice.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m app.practice", description="A pretend AWS on this computer, for practice."
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--root-mfa", choices=("on", "off"), default="on", help="root has MFA")
    parser.add_argument("--root-keys", choices=("on", "off"), default="off", help="root has keys")
    parser.add_argument("--fast", action="store_true", help="sign-in answers without a person")
    parser.add_argument(
        "--ways-in", action="store_true", help="leave a few ways back in, for a review to find"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
