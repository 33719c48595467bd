"""What was changed since the revocation began, of what had been there before. A13.

Against the look that was taken at its start; passwords and keys, of which that tells nothing, by
their dates, and by CloudTrail's event history.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.messages import Message, msg
from app.review import history
from app.review.changes import sentences
from app.review.check import Check
from app.review.documents import Unreadable
from app.review.finding import Finding, Remedy, Said, Severity, Unseen
from app.review.grades import rights, worth
from app.review.held import Held, held_by_others
from app.review.history import History
from app.review.identities import GROUP, ROLE, Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of, power_of_policy
from app.review.start import Start, rights_grew, trust_grew
from app.review.view import View

# CloudTrail tells of a call within about five minutes, and not for sure.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
LATE = timedelta(minutes=15)
SECONDS = 10.0  # that the event history may take
KEY, PASSWORD = "UpdateAccessKey", "UpdateLoginProfile"  # what no listing tells the date of
RIGHTS = msg("Its rights have grown while the vendor was being shut out, or after.")
TRUST = msg(
    "Whoever may take on this role has been changed while the vendor was being shut out, or after: "
    "it lets in more than before."
)
KEYS = msg(
    "An access key of it was made, or switched on or off, while the vendor was being shut out, or "
    "after, and it has one that works."
)
PASSWORDS = msg("Its password was set or changed while the vendor was being shut out, or after.")
POLICY = msg(
    "Another version of this policy (a text that gives rights) holds since the vendor was being "
    "shut out."
)
BREAKS = msg("Whatever relies on the change. If you made it yourself just now, keep it.")
BY_HAND = msg(
    "If you didn't change it: open IAM in the AWS console as the root user, look for its name, and "
    "take the change back."
)
NO_LOOK = msg(
    "What was changed while the vendor was being shut out: there is no look from just before it"
)
NOT_YET = msg(
    "Whether passwords of other users were changed, or their keys switched on again, while the "
    "vendor was being shut out. AWS's history tells that a quarter of an hour late: look once more "
    "then"
)
NO_HISTORY = msg(
    "Whether passwords of other users were changed, or their keys switched on again, while the "
    "vendor was being shut out: AWS's history didn't tell"
)
NOT_HELD = msg("Access keys and passwords of {count} users, since the vendor was being shut out")
UNREADABLE = msg("Whether more may take on the role “{name}”: its trust policy is unreadable")


def look(view: View) -> Iterator[Said]:
    """What has grown. Raises `Trouble`, `Unreadable`."""
    if view.since is None:
        return
    if view.start is None:
        yield Unseen("A13", NO_LOOK)
    else:
        yield from _against(view, view.start)
    if view.others():
        yield from _credentials(view)


def _against(view: View, start: Start) -> Iterator[Said]:
    found = view.identities
    for one in (*view.others(), *found.groups, *found.roles):
        before = start.holder(one)
        if before is None or one.service_linked or quarantined(one):
            continue  # what is new is another check's
        what = [RIGHTS] if rights_grew(before, one) else []
        try:
            what += [TRUST] if one.kind == ROLE and trust_grew(before, one, view.account) else []
        except Unreadable:
            yield Unseen("A13", msg(UNREADABLE.text, name=one.name))
        if what:
            yield _finding(view, one, what)
    for policy in found.policies:
        was = start.policy(policy)
        if was is not None and was.default != policy.default and was.document != policy.document:
            power = power_of_policy(policy.arn, found)
            yield _found(f"policy/{policy.id}", policy.name, POLICY, power, ())


def _credentials(view: View) -> Iterator[Said]:
    told = history.read(
        view.clients, view.token, (KEY, PASSWORD), start=view.since, seconds=SECONDS
    )
    held = held_by_others(view)
    for one in held:
        what = [] if quarantined(one.user) else list(_changed(view, one, told))
        if what:
            yield _finding(view, one.user, what, "credentials")
    unseen = sum(not one.seen for one in held)
    if unseen:
        yield Unseen("A13", msg(NOT_HELD.text, count=unseen))
    if not told.whole:
        yield Unseen("A13", NO_HISTORY, told.trouble)
    elif view.since is not None and view.clients.now() - view.since < LATE:
        yield Unseen("A13", NOT_YET)


def _changed(view: View, one: Held, told: History) -> Iterator[Message]:
    """By date where AWS tells one, else by the history; a user that is new is another check's."""
    assert view.since is not None  # noqa: S101 (asked for by `look`)
    start = view.since.replace(microsecond=0)
    if one.user.created >= start:
        return
    new_key = any(key.made and key.made >= start for key in one.keys)
    if one.keys and (new_key or _by_another(told, KEY, one.user)):
        yield KEYS
    set_since = one.password_changed is not None and one.password_changed >= start
    if one.password and (set_since or _by_another(told, PASSWORD, one.user)):
        yield PASSWORDS


def _by_another(told: History, event: str, user: Holder) -> bool:
    maker = told.made.get((event, user.name))
    return maker is not None and not maker.ours


def _finding(view: View, one: Holder, what: list[Message], part: str = "") -> Finding:
    power = power_of(one, view.identities)
    remedies = () if one.kind == GROUP else (quarantine(one),)
    key = "/".join(filter(None, (one.kind, one.id, part)))
    return _found(key, one.name, sentences(*what, rights(power)), power, remedies)


def _found(
    key: str, subject: str, what: Message, power: Power, remedies: tuple[Remedy, ...]
) -> Finding:
    return Finding(
        f"race_changes:{key}",
        "A13",
        max(worth(power), Severity.MEDIUM),
        subject,
        what,
        BREAKS,
        remedies,
        None if remedies else BY_HAND,
        new=True,
    )


CHECKS = (
    Check(
        ("A13",),
        "race_changes",
        msg("What was changed while the vendor was being shut out"),
        (
            *("iam:GetAccountAuthorizationDetails", "iam:GenerateCredentialReport"),
            *("iam:GetCredentialReport", "iam:ListAccessKeys", "iam:GetLoginProfile"),
            "cloudtrail:LookupEvents",
        ),
        look,
    ),
)
