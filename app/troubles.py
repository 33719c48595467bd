"""What can go wrong, as a closed list, and the one way from any error to an entry of it.

The customer never sees a library's text. A `Trouble` carries a `Kind` (code, what happened, what
to do next), what was and wasn't changed, and for support a line that holds no secret.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.messages import Message, msg


@dataclass(frozen=True)
class Kind:
    """One entry of the list: `code` for support, `what` happened, what to do `next`."""

    code: str
    what: Message
    next: Message
    sign_in_again: bool = False


_KINDS: dict[str, Kind] = {}


def _kind(code: str, what: Message, next_: Message, *, sign_in_again: bool = False) -> Kind:
    kind = Kind(code, what, next_, sign_in_again)
    _KINDS[code] = kind
    return kind


def all_kinds() -> tuple[Kind, ...]:
    """Every kind of trouble, in the order of this file."""
    return tuple(_KINDS.values())


# --- the way to AWS -------------------------------------------------------------------------
OFFLINE = _kind(
    "offline",
    msg("Aikagi can't reach AWS."),
    msg("Check that this computer is connected to the internet, then try again."),
)
NAME_LOOKUP = _kind(
    "dns",
    msg("This computer can't find the address of AWS."),
    msg(
        "Check the internet connection. In a company network, ask whoever runs it, then try again."
    ),
)
TLS = _kind(
    "tls",
    msg("The connection to AWS couldn't be verified as genuine, so nothing was sent."),
    msg(
        "Check this computer's date and time. In a company network, ask whoever runs it whether "
        "connections to amazonaws.com are inspected."
    ),
)
PROXY = _kind(
    "proxy",
    msg("The company's proxy (the gateway to the internet) refused the connection to AWS."),
    msg("Ask whoever runs the network to allow amazonaws.com and aws.amazon.com."),
)
PORTAL = _kind(
    "portal",
    msg("Something in this network answers in the place of AWS."),
    msg(
        "In a hotel or with a guest Wi-Fi, open any web page in your browser and finish the "
        "network's own sign-in first. In a company network, ask whoever runs it to allow "
        "signin.aws.amazon.com and amazonaws.com."
    ),
)
TIMED_OUT = _kind(
    "timeout",
    msg("AWS took too long to answer."),
    msg("Wait a minute, then try again."),
)
THROTTLED = _kind(
    "throttled",
    msg("AWS is asking us to slow down."),
    msg("Wait a minute, then try again."),
)
AWS_BROKEN = _kind(
    "aws-error",
    msg("AWS has a problem of its own at the moment."),
    msg("Wait a few minutes, then try again. If it lasts, see health.aws.amazon.com."),
)
ANSWER = _kind(
    "answer",
    msg("What AWS answered couldn't be understood."),
    msg(
        "Try again. If it happens again, something in the network may change what AWS answers, or "
        "this version of Aikagi is too old for it: copy the details for support and send them."
    ),
)
# --- who is signed in -----------------------------------------------------------------------
SESSION_EXPIRED = _kind(
    "session-expired",
    msg("The sign-in to AWS has run out."),
    msg("Sign in again. Aikagi carries on where it was."),
    sign_in_again=True,
)
PASSWORD_CHANGED = _kind(
    "credentials-changed",
    msg("The root user's password or MFA was changed, so AWS has ended this sign-in."),
    msg("Sign in again. Aikagi carries on where it was."),
    sign_in_again=True,
)
NOT_SIGNED_IN = _kind(
    "not-signed-in",
    msg("You aren't signed in to AWS."),
    msg("Sign in again. Aikagi carries on where it was."),
    sign_in_again=True,
)
SESSION_OVER = _kind(
    "session-over",
    msg("AWS ends every sign-in after twelve hours, and those have passed."),
    msg("Sign in again. Aikagi carries on where it was."),
    sign_in_again=True,
)
SESSION_NOT_RENEWED = _kind(
    "session-not-renewed",
    msg("AWS didn't renew the sign-in."),
    msg("Sign in again. If it happens once more, press “Sign in by another AWS address” there."),
    sign_in_again=True,
)
NOT_ALLOWED = _kind(
    "not-allowed",
    msg("AWS doesn't allow this to whoever is signed in."),
    msg("Sign in as the root user (the account's owner), then try again."),
)
DENIED = _kind(
    "explicit-deny",
    msg("A rule in the account (a policy that says “Deny”) forbids this."),
    msg(
        "Whoever made that rule, the vendor perhaps, has to change it. Copy the details for "
        "support and send them."
    ),
)
ORGANISATION = _kind(
    "organization-policy",
    msg("This account belongs to an organization whose rules forbid this."),
    msg("Ask whoever runs the organization. Its rules bind the root user too."),
)
ORGANISATION_RESOURCES = _kind(
    "organization-resource-policy",
    msg(
        "This account belongs to an organization that lets its resources be used only by certain "
        "people or from certain networks, and this isn't one of them."
    ),
    msg(
        "Ask whoever runs the organization about its resource control policies (RCP). They bind "
        "the root user too."
    ),
)
WRONG_ACCOUNT = _kind(
    "wrong-account",
    msg(
        "You signed in to {found}, but this belongs to {wanted}.",
        found=msg("another AWS account"),
        wanted=msg("the account from before"),
    ),
    msg("Sign out of AWS in your browser, then sign in again with the right e-mail address."),
    sign_in_again=True,
)
NOT_ROOT = _kind(
    "not-root",
    msg("You aren't signed in as the root user (the account's owner), but as {who}.", who="?"),
    msg("Sign out of AWS in the browser. Then sign in again and choose “Root user”."),
)
NOT_ROOT_USER = _kind(
    "not-root-user",
    msg(
        "You signed in as “{who}”, a user inside the account (an IAM user), not its owner.", who="?"
    ),
    msg(
        "1. Sign out of AWS in the browser.\n2. Press “Sign in again” below, and choose “Root "
        "user” instead of “IAM user”.\n3. Use the e-mail address with which the account was "
        "made."
    ),
)
NOT_ROOT_SSO = _kind(
    "not-root-identity-center",
    msg(
        "You came in through your company's AWS access portal (IAM Identity Center), with the "
        "role “{who}”.",
        who="?",
    ),
    msg(
        "The portal doesn't lead to the root user. Sign out of AWS in the browser, then sign in "
        "again on AWS's own page: choose “Root user” and use the e-mail address with which the "
        "account was made. Whoever runs AWS in your company knows it."
    ),
)
NOT_ROOT_ROLE = _kind(
    "not-root-role",
    msg("You signed in with a role, “{who}” (rights to borrow).", who="?"),
    msg(
        "Sign out of AWS in the browser. Then sign in again and choose “Root user”, with the "
        "e-mail address with which the account was made."
    ),
)
PROJECT_ACCOUNT = _kind(
    "project-account",
    msg(
        "It isn't your mistake: this is AWS's newer kind of account, with projects in “AWS "
        "Settings”, AWS's own page. It has no root user and no users for vendors (IAM users)."
    ),
    msg(
        "1. Ask the vendor whether it can use this kind of account.\n"
        "2. If so, invite the vendor as a team member in “AWS Settings”: that needs no Aikagi.\n"
        "3. Only if not, open a second account. It has no basic fee, and this one stays."
    ),
)
CLOCK = _kind(
    "clock",
    msg(
        "This computer's clock is {how}. While it is, AWS refuses the sign-in.",
        how=msg("wrong"),
    ),
    msg("Set the date and time to automatic in the computer's settings, then start again."),
)
# --- the browser ----------------------------------------------------------------------------
SIGNIN_ENTRANCE = _kind(
    "signin-entrance",
    msg("This entrance of AWS is out of order at the moment: it didn't complete your sign-in."),
    msg("Press “Sign in by another AWS address”: it is in another place."),
)
SIGNIN_NOT_PERMITTED = _kind(
    "signin-not-permitted",
    msg("AWS doesn't let whoever signed in in the browser sign in to a program as well."),
    msg(
        "The root user always may, so it was probably an IAM user or a role. Sign out of AWS in "
        "the browser. Then sign in again and choose “Root user”."
    ),
)
SIGNIN_POLICY = _kind(
    "signin-policy",
    msg("The account has a rule on who may sign in and from where, and it refused this sign-in."),
    msg(
        "Try from the network that the rule names, usually the company's own. If nobody knows the "
        "rule, ask AWS's support for accounts."
    ),
)
SIGNIN_DENIED = _kind(
    "signin-denied",
    msg("The sign-in was refused in the browser."),
    msg("Press “Sign in with AWS” to start again."),
)
SIGNIN_TIMED_OUT = _kind(
    "signin-timeout",
    msg("No sign-in arrived from the browser within ten minutes."),
    msg(
        "Start again. If the browser showed an error, sign out of AWS there first, or paste the "
        "code instead."
    ),
)
SIGNIN_CODE = _kind(
    "signin-code",
    msg("AWS didn't accept the code of this sign-in. It may be too old or already used."),
    msg("Press “Sign in with AWS” to start again."),
)
SIGNIN_PASTE = _kind(
    "signin-paste",
    msg("That isn't the code of this sign-in."),
    msg("Copy the whole text that the browser shows, and paste it again."),
)
SIGNIN_PORT = _kind(
    "signin-port",
    msg("A program on this computer stops Aikagi from waiting for the browser's answer."),
    msg("Use “Paste a code instead”."),
)
BROWSER = _kind(
    "browser",
    msg("Aikagi couldn't open your browser."),
    msg("Press “Copy the link”, and paste it into the browser's address bar."),
)
# --- the computer's keyring -----------------------------------------------------------------
KEYRING_MISSING = _kind(
    "keyring-missing",
    msg("This computer has no password store (keyring) that Aikagi may use."),
    msg(
        "Aikagi keeps the sign-in only there, never in a file. On Linux, install gnome-keyring or "
        "KWallet and log in again. On Windows and macOS it is part of the system."
    ),
)
KEYRING_LOCKED = _kind(
    "keyring-locked",
    msg("This computer's password store (keyring) is locked."),
    msg("Unlock it when the computer asks for its password, then try again."),
)
KEYRING_REFUSED = _kind(
    "keyring-refused",
    msg("This computer's password store (keyring) refused to keep the entry."),
    msg("Unlock it or restart the computer, then try again."),
)
KEYRING_SLOW = _kind(
    "keyring-slow",
    msg("This computer's password store (keyring) doesn't answer."),
    msg("Look for a window that asks for a password, answer it, then try again."),
)
KEYRING_LOST = _kind(
    "keyring-lost",
    msg("The passphrase isn't in this computer's password store (keyring) any more."),
    msg("Use “Re-issue”: it makes a new password, a new file and a new passphrase."),
)
KEYRING_KEPT = _kind(
    "keyring-kept",
    msg("This computer's password store (keyring) didn't let go of a sign-in's entry."),
    msg("Unlock the password store, then close Aikagi and open it again: it removes the entry."),
)
# --- the vendor's user ----------------------------------------------------------------------
USER_TAKEN = _kind(
    "user-taken",
    msg("A user of this name exists already, and Aikagi didn't make it."),
    msg("Choose another name, or say that this user is the vendor's."),
)
USER_LET_IN = _kind(
    "user-let-in",
    msg("A vendor has been let in with this user."),
    msg("Choose another name; for a new password and file, use “Re-issue” on the home window."),
)
USER_SHUT_OUT = _kind(
    "user-shut-out",
    msg("Everything is denied to this user: it is shut out, so it has no rights to reduce."),
    msg("Undo the block first, then reduce its rights. Or delete the user."),
)
USER_GONE = _kind(
    "user-gone",
    msg("This user isn't in the account any more."),
    msg("Press “Check now” to see what is there."),
)
PASSWORD_POLICY = _kind(
    "password-policy",
    msg("No password can be made that meets the account's rules."),
    msg("Look at the password policy under “Account settings” in the IAM console, then try again."),
)
QUOTA = _kind(
    "quota",
    msg("The account has reached a limit of AWS."),
    msg("Remove what isn't needed any more, or ask the vendor, then try again."),
)
CONFLICT = _kind(
    "conflict",
    msg("Something in the account changed while Aikagi was at work."),
    msg("Try again. If it happens again, somebody else is changing the account: ask the vendor."),
)
LATER_FIRST = _kind(
    "put-back-later-first",
    msg(
        "After this, something else was closed on the same thing: {subject}",
        subject=msg("look for the same name in the list"),
    ),
    msg(
        "Choose that one in the list and put it back first, then this. In the other order, this "
        "would open both, and the list would say of the other that it is closed."
    ),
)
REFUSED = _kind(
    "aws-refused",
    msg("AWS refused this request."),
    msg("Try again. If it happens again, copy the details for support and send them."),
)
PRINCIPAL_GONE = _kind(
    "principal-gone",
    msg("AWS refused the policy: it names a user, role or account that isn't there any more."),
    msg(
        "It stays as it is now, and can't be put back as it was. Whoever still needs access has to "
        "be added by hand, in the AWS console under “Permissions”."
    ),
)
NOT_UNDONE = _kind(
    "not-undone",
    msg("Aikagi stopped, but couldn't take everything back."),
    msg("When AWS can be reached again, open Aikagi: it offers to finish or to undo the rest."),
)
POLICY_MISSING = _kind(
    "policy-missing",
    msg("The rights that the vendor's settings ask for don't exist in this account."),
    msg("Choose other rights from the list, or ask the vendor for a corrected settings file."),
)
END_PASSED = _kind(
    "end-passed",
    msg("The last day is over: the user could do nothing at all."),
    msg("Choose a later last day, or none, then try again."),
)
# --- files ----------------------------------------------------------------------------------
FOLDER_READ_ONLY = _kind(
    "folder-read-only",
    msg("Aikagi isn't allowed to write to this folder."),
    msg("Choose another folder, for example “Documents”."),
)
FOLDER_GONE = _kind(
    "folder-gone",
    msg("This folder isn't there any more."),
    msg("Choose another folder, for example “Documents”."),
)
DISK_FULL = _kind(
    "disk-full",
    msg("The disk is full."),
    msg("Make room, or choose a folder on another disk, then try again."),
)
FILE_TROUBLE = _kind(
    "file",
    msg("The file couldn't be read or written."),
    msg("Choose another folder, for example “Documents”."),
)
ZIP_DAMAGED = _kind(
    "zip-damaged",
    msg("The file didn't read back as it was written, so it wasn't used."),
    msg("Choose a folder on this computer's own disk, then try again."),
)
RECORD_DAMAGED = _kind(
    "record-damaged",
    msg("This file isn't a vendor record of Aikagi, or it is damaged."),
    msg("Choose the file that Aikagi saved when the vendor was let in, or go on without one."),
)
RECORD_NEWER = _kind(
    "record-newer",
    msg("This was written by a newer version of Aikagi. It was left as it is."),
    msg("Install the newest version of Aikagi, and open it there."),
)
PROGRESS_NEWER = _kind(
    "progress-newer",
    msg(
        "Your progress was kept by a newer version of Aikagi, and this one can't read it. It was "
        "left as it is, so how far you get now isn't kept."
    ),
    msg("Install the newest version of Aikagi, and go on there."),
)
# --- newer versions of this program ---------------------------------------------------------
UPDATE_UNREACHABLE = _kind(
    "update-unreachable",
    msg("Aikagi can't reach {host}, where newer versions are announced.", host="?"),
    msg(
        "Check the internet connection, then try again. In a company network, ask whoever runs it "
        "to allow {host}.",
        host="?",
    ),
)
UPDATE_TLS = _kind(
    "update-tls",
    msg("The connection to {host} couldn't be verified as genuine.", host="?"),
    msg(
        "Check this computer's date and time. In a hotel or with a guest Wi-Fi, finish the "
        "network's own sign-in first. In a company network, ask whoever runs it."
    ),
)
UPDATE_SLOW = _kind(
    "update-timeout",
    msg("{host} took too long to answer.", host="?"),
    msg("Wait a minute, then try again."),
)
UPDATE_REFUSED = _kind(
    "update-refused",
    msg("{host} didn't give out what it was asked for.", host="?"),
    msg("Try again later. If it stays so, tell whoever gave you Aikagi."),
)
UPDATE_ELSEWHERE = _kind(
    "update-elsewhere",
    msg("{host} points to another place, where Aikagi doesn't go.", host="?"),
    msg(
        "In a hotel or with a guest Wi-Fi, finish the network's own sign-in in your browser first, "
        "then try again. Otherwise tell whoever gave you Aikagi."
    ),
)
UPDATE_TOO_LARGE = _kind(
    "update-too-large",
    msg("{host} sent more than it should, so Aikagi stopped.", host="?"),
    msg("Try again later. If it stays so, tell whoever gave you Aikagi."),
)
UPDATE_CUT = _kind(
    "update-cut",
    msg("The connection to {host} broke off in the middle.", host="?"),
    msg("Try again."),
)
UPDATE_GARBLED = _kind(
    "update-garbled",
    msg("What {host} answered isn't a list of versions.", host="?"),
    msg(
        "In a hotel or with a guest Wi-Fi, finish the network's own sign-in in your browser first, "
        "then try again. Otherwise tell whoever gave you Aikagi."
    ),
)
UPDATE_SIGNATURE = _kind(
    "update-signature",
    msg("What {host} answered isn't signed by whom it should be. Aikagi doesn't use it.", host="?"),
    msg("Don't install a file from there. Tell whoever gave you Aikagi, by telephone for example."),
)
UPDATE_CHECKSUM = _kind(
    "update-checksum",
    msg("The file isn't the one that was announced, so it was thrown away."),
    msg("Try again. If it happens again, tell whoever gave you Aikagi, and don't install it."),
)
# --- this program ---------------------------------------------------------------------------
PRACTICE = _kind(
    "practice",
    msg("Practice mode couldn't be started."),
    msg("Close Aikagi, open it again and try once more."),
)
UNKNOWN = _kind(
    "unknown",
    msg("Something unexpected happened."),
    msg("Try again. If it happens again, copy the details for support and send them."),
)

NOTHING_CHANGED = msg("Nothing in your AWS account was changed.")
NOTHING_FETCHED = msg("Nothing was installed, and no file was kept.")
ALL_UNDONE = msg("What had been changed in your AWS account was taken back.")
MADE_ALL_THE_SAME = msg(
    "The user and the file are made all the same; only Aikagi's own note of it couldn't be kept."
)
NOT_ALL_UNDONE = msg(
    "Not everything could be taken back in your AWS account. Aikagi will finish it next time."
)
KEPT_BUT_ENDED = msg("AWS has ended that sign-in, so the entry opens nothing any more.")
KEPT_NOT_ENDED = msg(
    "AWS didn't confirm the sign-out: whoever reads the entry could use it for up to twelve hours."
)
KEPT_OF_BEFORE = msg("It is of an earlier start of Aikagi, and runs out within twelve hours.")
SAFE_TO_REPEAT = msg(
    "Some of the steps may have been carried out. Do it again: Aikagi carries on where it was."
)
MAYBE_CHANGED = msg("It isn't certain how much reached AWS. “Check now” shows what is there.")


# Somebody's rules, or AWS's own, don't let whoever is signed in do this.
FORBIDDEN = (NOT_ALLOWED, DENIED, ORGANISATION, ORGANISATION_RESOURCES)
# AWS can't be reached at all: going on to the next call would only wait in vain.
UNREACHABLE = (OFFLINE, NAME_LOOKUP, TLS, PROXY, TIMED_OUT)


class Trouble(Exception):  # noqa: N818  (the customer's word)
    """A known trouble. Its text is its code and details for support; never a library's text."""

    def __init__(
        self,
        kind: Kind,
        *,
        detail: str = "",
        aws_code: str = "",
        uncertain: bool = False,
        changed: Message = NOTHING_CHANGED,
        values: dict[str, object] | None = None,
    ) -> None:
        super().__init__(f"{kind.code} {detail}".strip())
        self.kind = kind
        self.detail = detail
        self.aws_code = aws_code
        self.request_id = ""  # AWS's number for the request, where it has answered
        self.not_offered = False  # it couldn't be reached where AWS doesn't offer the service
        self.uncertain = uncertain
        self.changed = changed
        self.left: Sequence[Any] = ()
        self.values = values or {}

    def after(self, *, undone: int, left: Sequence[Any]) -> Trouble:
        """The same trouble, saying what became of the actions that had been carried out."""
        if left:
            self.changed = NOT_ALL_UNDONE
        elif undone:
            self.changed = ALL_UNDONE
        self.left = tuple(left)
        return self

    def saying(self, changed: Message) -> Trouble:
        """The same trouble with another word on what was changed."""
        self.changed = changed
        return self


_BY_AWS_CODE = {
    "ExpiredToken": SESSION_EXPIRED,
    "ExpiredTokenException": SESSION_EXPIRED,
    "InvalidClientTokenId": SESSION_EXPIRED,
    "UnrecognizedClientException": SESSION_EXPIRED,
    "RequestExpired": CLOCK,
    "SignatureDoesNotMatch": CLOCK,
    "RequestTimeTooSkewed": CLOCK,
    "InvalidSignatureException": CLOCK,
    "AccessDenied": NOT_ALLOWED,
    "AccessDeniedException": NOT_ALLOWED,
    "Throttling": THROTTLED,
    "ThrottlingException": THROTTLED,
    "TooManyRequestsException": THROTTLED,
    "TooManyRequestsError": THROTTLED,
    "RequestLimitExceeded": THROTTLED,
    "LimitExceeded": QUOTA,
    "NoSuchEntity": USER_GONE,
    "EntityAlreadyExists": USER_TAKEN,
    "DeleteConflict": CONFLICT,
    "ConcurrentModification": CONFLICT,
    "EntityTemporarilyUnmodifiable": CONFLICT,
    "PasswordPolicyViolation": PASSWORD_POLICY,
}
_BY_SIGNIN_CODE = {
    "ValidationException": SIGNIN_ENTRANCE,
    "InternalServerException": SIGNIN_ENTRANCE,
}
SIGN_IN_OPERATION = "CreateOAuth2Token"
# `error` of the sign-in's AccessDeniedException, from botocore's model signin/2023-01-01.
_BY_SIGNIN_ERROR = {
    "TOKEN_EXPIRED": SESSION_EXPIRED,
    "AUTHCODE_EXPIRED": SIGNIN_CODE,
    "USER_CREDENTIALS_CHANGED": PASSWORD_CHANGED,
    "INSUFFICIENT_PERMISSIONS": NOT_ALLOWED,
}
_BY_CLASS = {
    "ProxyConnectionError": PROXY,
    "SSLError": TLS,
    "ConnectTimeoutError": TIMED_OUT,
    "ReadTimeoutError": TIMED_OUT,
    "EndpointConnectionError": OFFLINE,
    "ConnectionClosedError": OFFLINE,
    "HTTPClientError": OFFLINE,
    "ConnectionError": OFFLINE,
    "ResponseStreamingError": OFFLINE,
    "LoginRefreshRequired": SESSION_EXPIRED,
    "LoginInsufficientPermissions": NOT_ALLOWED,
    "LoginTokenLoadError": NOT_SIGNED_IN,
    "LoginError": SESSION_EXPIRED,
    "NoCredentialsError": NOT_SIGNED_IN,
    "KeyringLocked": KEYRING_LOCKED,
    "LockedException": KEYRING_LOCKED,  # between the look and the call
    "PromptDismissedException": KEYRING_LOCKED,
    "SecretServiceNotAvailableException": KEYRING_MISSING,  # it went meanwhile
    "NoKeyringError": KEYRING_MISSING,
    # The store is there, or keyring would have said so; its owner dismissed the first question.
    "InitError": KEYRING_LOCKED,
    "PasswordSetError": KEYRING_REFUSED,
    "PasswordDeleteError": KEYRING_REFUSED,
    "KeyringError": KEYRING_REFUSED,
}
# A reply that never came may hide a success; one that AWS sent (4xx) does not.
_CERTAIN = {"EndpointConnectionError", "ConnectTimeoutError", "SSLError", "ProxyConnectionError"}
_BY_ERRNO = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EACCES: FOLDER_READ_ONLY,
    errno.EPERM: FOLDER_READ_ONLY,
    errno.EROFS: FOLDER_READ_ONLY,
    errno.ENOENT: FOLDER_GONE,
    errno.ENOTDIR: FOLDER_GONE,
}
SERVER_ERROR = 500


def from_error(error: BaseException) -> Trouble:
    """The trouble that a botocore, keyring or OS error amounts to. A `Trouble` is itself.

    Works by class name, so that neither botocore nor keyring need be loaded to say "disk full".
    """
    if isinstance(error, Trouble):
        return error
    response = getattr(error, "response", None)
    if isinstance(response, dict) and "Error" in response:
        return _from_aws(error, response)
    for cls in type(error).__mro__:
        if cls.__name__ in _BY_CLASS:
            return _from_library(error, cls.__name__)
    if isinstance(error, OSError):
        return Trouble(
            _BY_ERRNO.get(error.errno or 0, FILE_TROUBLE),
            detail=errno.errorcode.get(error.errno or 0, type(error).__name__),
        )
    unknown = Trouble(UNKNOWN, detail=type(error).__name__, uncertain=True)
    return unknown.saying(MAYBE_CHANGED)


@contextmanager
def troubled() -> Iterator[None]:
    """Turn an `OSError` into the `Trouble` that it is."""
    try:
        yield
    except OSError as error:
        raise from_error(error) from None


def denied(text: str, *, signing_in: bool = False) -> Kind:
    """Which rule a refusal in AWS's words is about.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    """
    said = text.lower()
    if "service control policy" in said:
        return ORGANISATION
    if "resource control policy" in said:
        return ORGANISATION_RESOURCES
    explicit = "explicit deny" in said
    if signing_in:
        rule = explicit or "resource-based policy" in said or "resource policy" in said
        return SIGNIN_POLICY if rule else SIGNIN_NOT_PERMITTED
    return DENIED if explicit else NOT_ALLOWED


def _names_nobody(code: str, text: str) -> bool:
    """Whether a policy was refused for a principal that doesn't exist.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    about = "principal" in text.lower()
    return about and (code.startswith("MalformedPolicy") or code == "InvalidParameter")


def _from_library(error: BaseException, name: str) -> Trouble:
    cause = getattr(error.__cause__, "response", None)
    if name.startswith("Login") and isinstance(cause, dict):  # AWS's answer to a renewal
        found = _from_aws(error.__cause__ or error, cause)
        if found.kind is not SIGNIN_CODE:
            return found
    kind = _BY_CLASS[name]
    if kind is OFFLINE and "resolve" in repr(getattr(error, "kwargs", "")):
        kind = NAME_LOOKUP
    uncertain = name not in _CERTAIN and kind in (OFFLINE, TIMED_OUT)
    return Trouble(kind, detail=type(error).__name__, uncertain=uncertain)


def _mark(text: object) -> str:
    """A code or number of AWS's; what can't be one is somebody else's text, and isn't passed on."""
    found = str(text)
    return found if re.fullmatch(r"[A-Za-z0-9._:/#=+-]{0,128}", found) else "?"


def _from_aws(error: BaseException, response: dict[str, Any]) -> Trouble:
    code = _mark(response["Error"].get("Code", ""))
    meta = response.get("ResponseMetadata", {})
    status = int(meta.get("HTTPStatusCode", 0))
    operation = getattr(error, "operation_name", "")
    signing_in = operation == SIGN_IN_OPERATION
    kind = _BY_SIGNIN_ERROR.get(str(response.get("error", ""))) or _BY_AWS_CODE.get(code)
    if kind is None and _names_nobody(code, str(response["Error"].get("Message", ""))):
        kind = PRINCIPAL_GONE
    if kind is NOT_ALLOWED:
        kind = denied(str(response["Error"].get("Message")), signing_in=signing_in)
    if kind is None and signing_in:
        kind = SIGNIN_ENTRANCE if status >= SERVER_ERROR else _BY_SIGNIN_CODE.get(code)
    if kind is None:
        kind = AWS_BROKEN if status >= SERVER_ERROR else REFUSED
    request = _mark(meta.get("RequestId", ""))
    detail = f"{operation} {code or status} {request}".strip()
    trouble = Trouble(kind, detail=detail, aws_code=code, uncertain=status >= SERVER_ERROR)
    trouble.request_id = request
    return trouble
