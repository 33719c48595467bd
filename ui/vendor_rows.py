"""Hand-overs and users as rows of the home window's list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.enddate import last_day
from app.facts import Facts
from app.standing import rights_changed, rights_to_give, signed_in, standing, too_soon_until
from ui.row import Row
from ui.when import day, moment
from ui.words import _, say

if TYPE_CHECKING:
    from datetime import datetime

    from app.handoverfile import Handover
    from app.users import UserSeen

USER = "user:"  # begins the value of a row that is a user without a record


def user_id_of(value: str, handover: Handover | None) -> str:
    """The UserId of who is chosen in the list, by the row's value or its record; "" for nobody."""
    if value.startswith(USER):
        return value.removeprefix(USER)
    return handover.user_id if handover else ""


def state_word(handover: Handover) -> str:
    """The hand-over's state in a word or two."""
    if handover.needs_reissue and handover.state in {"made", "reissuing"}:
        return _("no password")
    if handover.state == "made":
        return _("signed in") if signed_in(handover) else _("not signed in yet")
    return {
        "making": _("interrupted"),
        "reissuing": _("interrupted"),
        "revoking": _("unfinished"),
        "disabled": _("shut out"),
        "deleted": _("deleted"),
        "undone": _("undone"),
    }.get(handover.state, "")


def handover_rows(
    handovers: Iterable[Handover], facts: Facts, now: datetime, *, practice: bool = False
) -> list[Row]:
    """One row for each as it stands `now`, the newest first; what was undone isn't shown."""
    shown = [h for h in handovers if h.state != "undone"]
    open_ones = [h for h in shown if h.state != "deleted"]
    closed = [h for h in shown if h.state == "deleted"]
    ordered = (*reversed(open_ones), *reversed(closed))
    return [_row(h, facts, now, practice=practice) for h in ordered]


def _row(handover: Handover, facts: Facts, now: datetime, *, practice: bool) -> Row:
    stands = standing(handover, facts, now)
    account = _("AWS account {account}").format(account=handover.account)
    where = [_("User {name}").format(name=handover.user_name), account]
    when = [
        text.format(when=day(date))
        for text, date in (
            (_("let in {when}"), handover.made_at),
            (_("shut out {when}"), handover.revoked_at),
        )
        if date
    ]
    soon = too_soon_until(handover, now)
    if soon is not None:
        when.append(_("not deleted yet: delete it after {when}").format(when=moment(soon)))
    return Row(
        title=handover.vendor or handover.user_name,
        details=(
            say(stands.sentence),
            " · ".join([*where, *when]),
            *_signs(handover, facts, practice=practice),
        ),
        tag=state_word(handover),
        mark=stands.mark,
        value=handover.id,
        quiet=handover.state == "deleted",
        tag_mark=stands.mark,
    )


def _signs(handover: Handover, facts: Facts, *, practice: bool) -> list[str]:
    """What has been sent, and how the vendor's user stands."""
    if handover.state != "made":
        return []
    # Whoever has signed in with it has got it.
    signs = (
        []
        if handover.elsewhere or signed_in(handover)
        else _sent(handover, facts, practice=practice)
    )
    if handover.last_used:
        signs.append(_("last signed in {when}").format(when=moment(handover.last_used)))
    signs += _limits(handover)
    return [" · ".join(signs)] if signs else []


def _sent(handover: Handover, facts: Facts, *, practice: bool) -> list[str]:
    mine = facts.handover == handover.id
    file_sent = bool(handover.file_sent_at) or (mine and facts.file_sent)
    passphrase_sent = bool(handover.password_sent_at) or (mine and facts.password_sent)
    if file_sent and passphrase_sent:
        # The sentence says so.
        return [_("This is a rehearsal: nothing was really sent.")] if practice else []
    return [
        _("✓ File sent") if file_sent else _("✕ File not sent yet"),
        _("✓ Passphrase sent") if passphrase_sent else _("✕ Passphrase not sent yet"),
    ]


def _limits(handover: Handover) -> list[str]:
    """Rights that are still to be given, or others by now; and the last day."""
    signs = [_("✕ Rights not given yet")] if rights_to_give(handover) else []
    if rights_changed(handover):
        signs.append(_("✕ Rights changed in AWS"))
    if handover.ends_at and "ends_at" not in handover.missing:
        signs.append(_("last day {when}").format(when=day(last_day(handover.ends_at))))
    return signs


def user_rows(users: Iterable[UserSeen]) -> list[Row]:
    """Users of the account that are on no record."""
    return [
        Row(
            title=user.name,
            details=(
                " · ".join(
                    (
                        _("Made {when}").format(when=day(user.created)),
                        _("last signed in {when}").format(when=moment(user.last_used))
                        if user.last_used
                        else _("never signed in with a password"),
                    )
                ),
            ),
            tag=_("not on record"),
            mark="none",
            value=USER + user.user_id,
            quiet=True,
        )
        for user in users
    ]
