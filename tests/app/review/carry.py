"""Carrying out a remedy and its undo, as the closing does."""

from __future__ import annotations

from app.plan import perform, undo
from app.review.check import Check
from app.review.finding import Finding
from app.work import Token
from tests.app.review.conftest import Ground


def one(ground: Ground, check: Check, start: str = "") -> Finding:
    """The only finding of that check whose id begins so."""
    found = [f for f in ground.findings(check) if f.id.startswith(start)]
    assert len(found) == 1, [f.id for f in ground.findings(check)]
    return found[0]


def closes_and_comes_back(ground: Ground, check: Check, found: Finding) -> None:
    """Every remedy makes the finding go; its undo, where it has one, brings it back."""
    assert found.remedies
    for remedy in found.remedies:
        for action in remedy.actions:
            perform(action, ground.root.clients, Token(), {})
            perform(action, ground.root.clients, Token(), {})  # doing it twice is safe
        assert found.id not in [f.id for f in ground.findings(check)], remedy.kind
        if all(action.undo for action in remedy.actions):
            assert not undo(remedy.actions, ground.root.clients, Token())
            assert found.id in [f.id for f in ground.findings(check)], remedy.kind
