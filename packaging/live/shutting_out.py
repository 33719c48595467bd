"""The steps after the budget: disabling, undoing, deleting, and the review."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress

from app import revoke
from app.review import history
from app.review import look as looking
from app.review.look import Review
from app.review.view import Vendor, View
from app.revoke_outcome import Outcome
from app.revoke_undo import carry_out_undo, undo_plan
from live.letting_in import reissue, trying
from live.walk import USER, NothingToDo, Refused, Walk

DISABLED = "disabled"


def disable(walk: Walk) -> None:
    """Shut the vendor out, so that it can be undone."""
    _shut_out(walk, revoke.DISABLE, "disable")
    if walk.block_seen:
        walk.measure("seconds_until_block_seen", round(walk.block_seen - walk.acted, 1))


def delete(walk: Walk) -> None:
    """Shut the vendor out for good. Who refuses keeps the user."""
    try:
        _shut_out(walk, revoke.DELETE, "delete")
    except Refused:
        walk.kept = True
        raise
    walk.handover = None


def _shut_out(walk: Walk, mode: str, name: str) -> None:
    who = walk.user()
    clients = walk.session.clients
    state = revoke.look(clients, who.user_id, walk.fresh(), hint=who.user_name)
    walk.show(revoke.plan(mode, state))
    walk.must_agree(name, "Do it?")
    walk.acted, walk.block_seen = time.monotonic(), 0.0
    _say(walk, revoke.carry_out(
        walk.session, who.user_id, mode, walk.records, walk.fresh(), who.user_name
    ))  # fmt: skip


def _say(walk: Walk, outcome: Outcome) -> None:
    for sentence in (*outcome.seen, *outcome.notes):
        walk.asker.say(f"  {sentence}")
    for sentence in outcome.left:
        walk.asker.say(f"  Still to do: {sentence}")
    walk.measure(f"{outcome.mode}_complete", outcome.complete)
    if outcome.troubles:
        raise outcome.troubles[0]


def undo(walk: Walk) -> None:
    """Let the vendor in again, and give it a new password."""
    who = walk.user()
    clients, account = walk.session.clients, walk.session.identity.account
    state = revoke.look(clients, who.user_id, walk.fresh(), hint=who.user_name)
    if not any(one.id == who.id and one.state == DISABLED for one in walk.records.handovers()):
        raise NothingToDo
    walk.show(undo_plan(state, revoke.journal_of(walk.records, account, who.user_id)))
    walk.must_agree("undo", "Let it in again, as it was?")
    token = walk.fresh()
    _say(walk, carry_out_undo(walk.session, who.user_id, walk.records, token, who.user_name))
    walk.handover = next(one for one in walk.records.handovers() if one.id == who.id)
    with suppress(Refused):
        reissue(walk, "new_package")


def look_around(walk: Walk) -> None:
    """The review: what else could let somebody in. It reads, and changes nothing."""
    session = walk.session
    walk.must_agree("review", "Have the whole account looked at? IAM lists its credentials for it.")
    sweep = walk.asker.agrees("sweep", "In every Region, too? That takes some minutes.")
    vendor = Vendor(walk.handover.user_id, walk.handover.user_name) if walk.handover else None
    view = View(session.clients, session.identity.account, walk.fresh(), vendor=vendor)
    found = looking.review(view, sweep=sweep)
    walk.measure("review_findings", len(found.findings))
    for severity, count in Counter(one.severity.name.lower() for one in found.findings).items():
        walk.measure(f"review_{severity}", count)
    _unseen(walk, found)
    events = history.read(session.clients, walk.token, ("CreateUser", "PutUserPolicy"))
    walk.measure("history_read", events.trouble.aws_code if events.trouble else "yes")
    own = any(name.startswith(USER) for _, name in events.made)
    walk.measure("history_shows_what_this_walk_did", own)
    with trying(walk, "regions_on"):
        walk.measure("regions_on", len(view.regions))
    with trying(walk, "report_agrees"):
        root = view.report.root
        mfa = walk.transcript.figures.get("root_mfa")
        walk.measure("report_agrees", bool(root) and bool(root and root.mfa) == mfa)


def _unseen(walk: Walk, found: Review) -> None:
    walk.asker.say(f"  {len(found.findings)} findings, {len(found.unseen)} things not seen")
    walk.measure("review_unseen", len(found.unseen))
    for one in found.unseen:
        code = (one.trouble.aws_code or one.trouble.kind.code) if one.trouble else "unreadable"
        walk.measure(f"review_unseen_{one.row}_{one.check}", code)
