"""The account's sign-in name and its rules for passwords. H4 to H6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.review.account_marks import (
    AGE,
    FIELDS,
    LENGTH,
    REUSE,
    STRICT,
    aliases,
    password_policy,
)
from app.review.check import Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View

# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
AWS_LENGTH = 8
ALIAS = msg(
    "The account's sign-in page got the name “{name}” after the vendor was let in. "
    "Nobody gets in by a name, but it shows on the page where your people sign in."
)
WEAKER = msg(
    "The rules for passwords of users have become weaker since the vendor was let in, so that a "
    "password can be guessed more easily."
)
WEAK = msg("Users of the account may have passwords shorter than AWS itself asks for.")
BY_HAND = msg(
    "Open IAM in the AWS console, choose “Account settings”, and set the password policy."
)


def alias(view: View) -> Iterator[Said]:
    """A name that has appeared. Raises `Trouble`."""
    if view.baseline is None or not view.baseline.knows("alias"):
        return
    for name in aliases(view):
        if not view.baseline.has("alias", name):
            yield Finding(
                f"alias:{name}",
                "H4",
                Severity.LOW,
                name,
                msg(ALIAS.text, name=name),
                msg(
                    "Links to the sign-in page by that name stop working. The one with the "
                    "account's number goes on."
                ),
                (_delete(name),),
                new=True,
            )


def _delete(name: str) -> Remedy:
    what = msg("Remove the name “{name}” from the sign-in page; it can be set again.", name=name)
    back = call(
        f"alias-back-{name}",
        "create_account_alias",
        {"AccountAlias": name},
        message=msg("Give the sign-in page the name “{name}” again", name=name),
    )
    delete = call(
        f"alias-{name}",
        "delete_account_alias",
        {"AccountAlias": name},
        message=what,
        settled_by=("NoSuchEntity",),
        undo=back,
    )
    return Remedy(CLOSE, what, (delete,))


def passwords(view: View) -> Iterator[Said]:
    """Rules that are weaker than they were, or than AWS's own. Raises `Trouble`."""
    now = password_policy(view)
    known = view.baseline is not None and view.baseline.knows("password_policy")
    before = dict(view.baseline.tables["password_policy"]) if known and view.baseline else {}
    weaker = _weaker(now, before)
    if not weaker and not (now and int(now.get(LENGTH, AWS_LENGTH)) < AWS_LENGTH and not before):
        return
    yield Finding(
        "password_rules:account",
        "H5",
        Severity.LOW,
        _shown(now),
        WEAKER if weaker else WEAK,
        msg("Nothing. A stricter rule holds from the next change of a password."),
        (_restore(now, before),) if weaker else (),
        None if weaker else BY_HAND,
        new=True if weaker else None,
    )


def _shown(now: Mapping[str, Any] | None) -> str:
    """What to look for in the console: the length that is asked for."""
    return f"{LENGTH}={now[LENGTH]}" if now and LENGTH in now else "PasswordPolicy"


def _weaker(now: Mapping[str, Any] | None, before: Mapping[str, str]) -> bool:
    """Whether something that was asked for before isn't any more."""
    if not before:
        return False
    there = now or {}
    shorter = int(there.get(LENGTH, AWS_LENGTH)) < int(before.get(LENGTH, "0"))
    dropped = any(before.get(key) == "True" and not there.get(key) for key in STRICT)
    fewer = int(there.get(REUSE, 0)) < int(before.get(REUSE, "0"))
    ages = int(before.get(AGE, "0")), int(there.get(AGE, 0))
    older = ages[0] > 0 and (ages[1] == 0 or ages[1] > ages[0])
    return shorter or dropped or fewer or older


def _restore(now: Mapping[str, Any] | None, before: Mapping[str, str]) -> Remedy:
    what = msg(
        "Set the rules for passwords as they were when the vendor was let in. This can be undone."
    )
    then = _settable({key: _value(value) for key, value in before.items()})
    back_message = msg("Set the rules for passwords as they were found")
    if now is None:
        back = call("rules-back", "delete_account_password_policy", {}, message=back_message)
    else:
        found = _settable({key: now[key] for key in FIELDS if key in now})
        back = call("rules-back", "update_account_password_policy", found, message=back_message)
    put = call("rules", "update_account_password_policy", then, message=what, undo=back)
    return Remedy(CLOSE, what, (put,))


def _settable(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without the zeros by which a listing says "not asked for" and which no call takes."""
    return {key: value for key, value in found.items() if value or isinstance(value, bool)}


def _value(text: str) -> bool | int:
    return text == "True" if text in ("True", "False") else int(text)


CHECKS = (
    Check(
        ("H4",),
        "alias",
        msg("The name of the account's sign-in page"),
        ("iam:ListAccountAliases",),
        alias,
    ),
    Check(
        ("H5",),
        "password_rules",
        msg("The rules for users' passwords"),
        ("iam:GetAccountPasswordPolicy",),
        passwords,
    ),
)
NOT_CHECKED: dict[str, Message] = {
    "H6": msg(
        "Whether users may see the bills isn't shown by any call of AWS. By "
        "hand: open “Account” in the AWS console as the root user and look under "
        "“IAM user and role access to Billing information”."
    ),
}
