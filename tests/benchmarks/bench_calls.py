"""AWS calls of creating, disabling, deleting and reviewing, beside the fewest that AWS allows.

The fewest for the same result: what is promised is promised of what was *seen*, so that reading
back belongs to the result. Whatever of a user has a call of its own in IAM is one call; there is
none that tells several of these parts of one user.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app import handover, revoke
from app.grant import Wish
from app.handoverfile import Handover
from app.practice import Practice
from app.records import Records
from app.review.look import review
from app.review.view import Vendor, View
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.benchmarks.figures import show
from tests.benchmarks.rows import measured

# Before: the account's rules for passwords, which the new one has to keep, and whether the name is
# taken (by whom: `CreateUser` alone would tell that only by failing, when the plan has been shown).
# The user, its password, its rights are a call each. After: the user with its tags, its rights, its
# password, and that it has no inline policy that nobody asked for.
CREATE = 2 + 3 + 4

# Everything of a user: which user has the name, before and after (all else is read by the name,
# which another can have taken meanwhile); the block's document; then policies, password, access
# keys, certificates, SSH keys, credentials of services, groups, MFA devices, devices of nobody, and
# inline policies. 13 parts, 13 calls.
EVERYTHING = 2 + 1 + 10
# Who it is; the account's identities as they were, in one call to a page; what stands just before
# the block, for an undo (the boundary, which `GetUser` tells, policies and our own document, and
# that they were this user's: the page before can take a minute); the block in two places, so that
# the vendor can't undo it in one; whether it is in force, and whose.
BLOCK = 1 + 1 + 4 + 2 + 2
# One look at the block while it is watched: whose, its two places, whose.
WATCH = 4
# The block; everything, to plan by; the password; everything, to see what is left and carry it out
# again; the watch, here of two looks; everything, for the report.
DISABLE = BLOCK + EVERYTHING + 1 + EVERYTHING + 2 * WATCH + EVERYTHING
# The block; everything; password and rights, then the block's three places in the order in which
# one always stands (a boundary takes over, as DeleteUser asks for the two policies to be gone), and
# the user. That it is gone: by its name, and by its id in two listings in a row.
DELETE = BLOCK + EVERYTHING + 2 + 1 + 2 + 1 + 3

# A page of identities; the credential report, asked for until it is there (twice) and read; and 19
# questions about the account, each of a service or a kind of its own (contacts of three kinds).
REVIEW = 1 + 3 + 19


def test_calls(
    root: RootSession,
    records: Records,
    settings: Settings,
    practice: Practice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.revoke_hold.HOLD_SECONDS", 0.0)  # two looks that agree are enough

    def let_in() -> Handover:
        return handover.create(root, Wish(), tmp_path, records, settings, Token())

    def shut_out(made: Handover, mode: str) -> None:
        revoke.carry_out(root, made.user_id, mode, records, Token(), hint=made.user_name)

    def told(row: str, fewest: int) -> None:
        calls = len(practice.state.calls)
        most = [(name, str(count)) for name, count in Counter(practice.state.calls).most_common(6)]
        show(f"AWS calls, {row}: {calls}", *most)
        measured(row, f"{calls} / {fewest}", calls <= fewest)
        practice.state.clear()

    practice.state.clear()
    made = let_in()
    told("calls_create", CREATE)
    shut_out(made, revoke.DISABLE)
    told("calls_disable", DISABLE)
    shut_out(made, revoke.DELETE)
    made = let_in()
    practice.state.clear()
    shut_out(made, revoke.DELETE)
    told("calls_delete", DELETE)
    review(View(root.clients, root.identity.account, Token(), vendor=Vendor()))
    told("calls_review", REVIEW)
