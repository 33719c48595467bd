"""What is left of the vendor's own user: password, keys, certificates. A1 to A9.

Looked at by its `UserId`, under whatever name it has now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from app.messages import Message, msg
from app.review.check import Check
from app.review.credential_kinds import ACTIVE, GONE, KINDS, Kind, switch_off
from app.review.denied import denied
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.grades import worth
from app.review.held import report_is_fresh
from app.review.identities import Holder
from app.review.remedies import call
from app.review.report_rows import Row
from app.review.rights import power_of
from app.review.service_credentials import service_credentials_of
from app.review.view import View
from app.troubles import Trouble

NOTHING = msg(
    "Nothing of yours, unless one of your own programs works with it. Look when it was last used."
)
USED = msg("A program that works with the key stops. The key was last used on {day} ({service}).")
OF_NO_USE = msg("Nothing.")


PASSWORD = msg("The password of the vendor's user")
MFA = msg("The MFA devices of the vendor's user")
SERVICE = msg("The vendor's passwords and keys for single services")


def look(view: View) -> Iterator[Said]:
    """Each credential that is on. Raises `Trouble`."""
    user = view.identities.user(view.vendor.user_id)
    if user is None:
        return
    opens = _opens(user, view)
    row = _told(view, user)
    if row is None or row.password:
        yield from _each("A1", PASSWORD, lambda: _password(view, user, opens))
    for kind in KINDS:
        if row is None or _shows(row, kind):
            yield from _each(kind.row, kind.title, lambda k=kind: _listed(view, user, k, opens))  # type: ignore[misc]
    if row is None or row.mfa:
        yield from _each("A3", MFA, lambda: _mfa(view, user))
    yield from _each("A4", SERVICE, lambda: _service(view, user, opens))


def _told(view: View, user: Holder) -> Row | None:
    """Its row of the report, where that tells what is so now: what isn't there isn't asked for."""
    try:
        return view.report.row_of(user) if report_is_fresh(view) else None
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        return None


def _shows(row: Row, kind: Kind) -> bool:
    """Whether the report tells of one, or is silent about that kind."""
    counts = {"key": len(row.active_keys), "certificate": row.certificates}
    return bool(counts.get(kind.name, 1))


def _opens(user: Holder, view: View) -> Severity:
    """What one of its credentials opens. The block on it holds only while nobody lifts it."""
    if denied(user):
        return Severity.HIGH
    return worth(power_of(user, view.identities))


def _each(row: str, what: Message, read: Callable[[], Iterator[Said]]) -> Iterator[Said]:
    """What `read` says, or that it couldn't be seen: one kind doesn't hide the others."""
    try:
        yield from read()
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        yield Unseen(row, what, trouble)


def _password(view: View, user: Holder, opens: Severity) -> Iterator[Said]:
    try:
        profile = view.ask("iam", "get_login_profile", UserName=user.name)["LoginProfile"]
    except Trouble as trouble:
        if trouble.aws_code == GONE:
            return
        raise
    off = msg("Remove the password of “{name}”", name=user.name)
    action = call(
        f"password-{user.name}",
        "delete_login_profile",
        {"UserName": user.name},
        message=off,
        settled_by=(GONE,),
    )
    yield Finding(
        f"vendor_left:password/{user.id}",
        "A1",
        opens,
        user.name,
        msg("The vendor's own user has a password and can sign in to AWS's pages."),
        OF_NO_USE,
        (Remedy(CLOSE, off, (action,)),),
        made=profile["CreateDate"],
    )


def _breaks(view: View, user: Holder, kind: Kind, made: datetime | None) -> Message:
    """When an access key was last used, as far as the report tells it."""
    if kind.name != "key":
        return NOTHING
    try:
        row = view.report.row_of(user)
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        return NOTHING
    born = made.replace(microsecond=0) if made else None
    used = next((key for key in (row.keys if row else ()) if key.made == born and key.used), None)
    return msg(USED.text, day=used.used, service=used.used_by) if used else NOTHING


def _listed(view: View, user: Holder, kind: Kind, opens: Severity) -> Iterator[Said]:
    for item in view.list("iam", kind.list_by, kind.key, UserName=user.name):
        if item["Status"] == ACTIVE:
            found, made = item[kind.id_key], item.get("CreateDate") or item.get("UploadDate")
            yield Finding(
                f"vendor_left:{kind.name}/{found}",
                kind.row,
                min(opens, kind.at_most),
                found,
                msg(kind.what.text, id=found),
                _breaks(view, user, kind, made),
                (switch_off(user.name, kind, found),),
                made=made,
            )


def _mfa(view: View, user: Holder) -> Iterator[Said]:
    for item in view.list("iam", "list_mfa_devices", "MFADevices", UserName=user.name):
        serial = item["SerialNumber"]
        off = msg("Take the device {id} from “{name}”", id=serial, name=user.name)
        action = call(
            f"mfa-{serial}",
            "deactivate_mfa_device",
            {"UserName": user.name, "SerialNumber": serial},
            message=off,
            settled_by=(GONE,),
        )
        yield Finding(
            f"vendor_left:mfa/{serial}",
            "A3",
            Severity.LOW,
            serial,
            msg(
                "An MFA device (second lock) is still set for the vendor's own user. "
                "Without a password it opens nothing, and it goes when the user is "
                "deleted."
            ),
            OF_NO_USE,
            (Remedy(CLOSE, off, (action,)),),
            made=item.get("EnableDate"),
        )


def _service(view: View, user: Holder, opens: Severity) -> Iterator[Said]:
    for item in service_credentials_of(view, user.name):
        if item.active:
            yield Finding(
                f"vendor_left:service_credential/{item.id}",
                "A4",
                min(opens, Severity.HIGH),
                item.id,
                msg(
                    "The vendor's own user has a credential for {service} that is switched "
                    "on: {id}. It works without password and access key.",
                    id=item.id,
                    service=item.service,
                ),
                NOTHING,
                (item.switch_off(),),
                made=item.made,
            )


CHECKS = (
    Check(
        ("A1", "A2", "A3", "A4", "A5", "A6"),
        "vendor_left",
        msg("What is left of the vendor's own user"),
        (
            *("iam:GetAccountAuthorizationDetails", "iam:GetLoginProfile", "iam:ListAccessKeys"),
            *("iam:GenerateCredentialReport", "iam:GetCredentialReport"),
            *("iam:ListSSHPublicKeys", "iam:ListSigningCertificates", "iam:ListMFADevices"),
            "iam:ListServiceSpecificCredentials",
        ),
        look,
    ),
)
_HOW_LONG = msg(
    "AWS has no list of open sign-ins. The block on the vendor's user stops "
    "those of the user itself, and 36 hours after it none of them can be "
    "left. Sessions of roles (sets of rights that it took on) are looked at "
    "apart."
)
NOT_CHECKED: dict[str, Message] = {"A7": _HOW_LONG, "A8": _HOW_LONG, "A9": _HOW_LONG}
