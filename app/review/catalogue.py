"""Every check, and the technique of each row of the tables that no check looks for, and why.

The rows are the ways back in that are known of AWS accounts: A the vendor's own user, B other
identities, C roles and federation, D above or beside the account, E what acts by itself,
F machines and network, G data shared out, H the account. A test holds every row.
"""

from __future__ import annotations

from app.messages import Message
from app.review.check import Check

ROWS: dict[str, int] = {"A": 13, "B": 10, "C": 16, "D": 11, "E": 8, "F": 5, "G": 7, "H": 8}
CHECKS: tuple[Check, ...] = ()
NOT_CHECKED: dict[str, Message] = {}


def rows() -> tuple[str, ...]:
    """The number of every row: "A1" to "H8"."""
    return tuple(f"{table}{n}" for table, count in ROWS.items() for n in range(1, count + 1))
