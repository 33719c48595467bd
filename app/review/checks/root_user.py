"""The root user's own doors: access keys, signing certificates, MFA, and when it was used. B4.

https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.messages import msg
from app.review.check import Check
from app.review.credential_kinds import ACTIVE, KINDS, switch_off
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.view import View
from app.troubles import Trouble

LIKELY_OURS = timedelta(hours=13)  # this sign-in itself, which lasts twelve hours at most
KEY = msg(
    "The root user (the owner of the account) has an access key that is "
    "switched on. Whoever holds it has the whole account, without password "
    "and MFA, and no rule stops it."
)
KEY_BREAKS = msg(
    "A program that works with the root user's key stops. There should be "
    "none: make it a user of its own."
)
CERTIFICATE = msg(
    "The root user has a signing certificate that is switched on. Old "
    "programs of AWS accept it in place of a key."
)
NO_MFA = msg(
    "The root user has no MFA (second lock). Whoever knows or guesses its "
    "password has the whole account."
)
USED = msg(
    "The root user's password was last used on {day}. If that wasn't you, somebody else knows it."
)
CHANGE_IT = msg(
    "Sign in as the root user, open “Security credentials”, and change the "
    "password. Change the password of its mailbox too."
)
SET_MFA = msg(
    "Sign in as the root user, open “Security credentials”, and choose “Assign MFA device”."
)


def look(view: View) -> Iterator[Said]:
    """What IAM's figures tell of the root user. Raises `Trouble`."""
    summary = view.summary
    if summary.get("AccountAccessKeysPresent"):
        yield from _keys(view)
    if summary.get("AccountSigningCertificatesPresent"):
        yield from _certificates(view)
    if not summary.get("AccountMFAEnabled"):
        yield Finding(
            "root_user:mfa/root",
            "B4",
            Severity.HIGH,
            "root",
            NO_MFA,
            msg("Nothing."),
            by_hand=SET_MFA,
        )
    yield from _last_used(view)


def _keys(view: View) -> Iterator[Said]:
    """Asked for without a name, it lists the caller's own, and the caller is root."""
    kind = KINDS[0]
    for item in view.list("iam", kind.list_by, kind.key):
        found = item["AccessKeyId"]
        if item["Status"] != ACTIVE:
            continue
        gone = msg("Delete the root user's access key {id}", id=found)
        close = call(
            f"root-key-{found}",
            "delete_access_key",
            {"AccessKeyId": found},
            message=gone,
            settled_by=("NoSuchEntity",),
        )
        yield Finding(
            f"root_user:key/{found}",
            "B4",
            Severity.CRITICAL,
            found,
            KEY,
            KEY_BREAKS,
            (switch_off("", kind, found), Remedy(CLOSE, gone, (close,))),
            new=view.later(item.get("CreateDate")),
            made=item.get("CreateDate"),
        )


def _certificates(view: View) -> Iterator[Said]:
    kind = next(one for one in KINDS if one.name == "certificate")
    for item in view.list("iam", kind.list_by, kind.key):
        if item["Status"] == ACTIVE:
            found = item[kind.id_key]
            yield Finding(
                f"root_user:certificate/{found}",
                "B4",
                Severity.HIGH,
                found,
                CERTIFICATE,
                KEY_BREAKS,
                (switch_off("", kind, found),),
                new=view.later(item.get("UploadDate")),
                made=item.get("UploadDate"),
            )


def _last_used(view: View) -> Iterator[Said]:
    try:
        root = view.report.root
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        yield Unseen("B4", msg("When the root user's password was last used"), trouble)
        return
    used = root.password_used if root else None
    if used and view.later(used) and used < view.clients.now() - LIKELY_OURS:
        yield Finding(
            "root_user:used/root",
            "B4",
            Severity.LOW,
            "root",
            msg(USED.text, day=used),
            msg("Nothing."),
            by_hand=CHANGE_IT,
            made=used,
        )


CHECKS = (
    Check(
        ("B4",),
        "root_user",
        msg("The root user's own keys and locks"),
        (
            *("iam:GetAccountSummary", "iam:ListAccessKeys", "iam:ListSigningCertificates"),
            *("iam:GenerateCredentialReport", "iam:GetCredentialReport"),
        ),
        look,
    ),
)
