"""Whom AWS writes to and calls: alternate contacts, the account's own, root's mailbox. H1 to H3.

AWS's warnings about security go to the first; the phone of the second helps who has lost the root
user's MFA:
https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.messages import Message, msg
from app.review.account_marks import CONTACTS, contact, mark_of, primary
from app.review.check import Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.view import View
from app.troubles import Trouble

TITLES = {
    "BILLING": msg("the contact for bills"),
    "OPERATIONS": msg("the contact for operations"),
    "SECURITY": msg("the contact for security"),
}
NEW = msg(
    "Since the vendor was let in somebody else has become {title}: {email}. AWS's warnings and "
    "questions go there too."
)
NOW = msg(
    "AWS writes to {email} as {title} too. If that is the vendor, it goes on "
    "learning of what happens in your account."
)
GONE = msg(
    "Since the vendor was let in {title} was removed. AWS writes to the root user's address in "
    "its place."
)
SET_AGAIN = msg(
    "Open “Account” in the AWS console as the root user and set it again "
    "under “Alternate contacts”."
)
BREAKS = msg(
    "AWS writes to the root user's address in its place, until you set a contact of your own."
)
PHONE_CHANGED = msg(
    "The account's own contact has changed since the vendor was let in. It is now {name}, phone "
    "{phone}. AWS calls this phone when somebody says that they lost the root user's MFA, so it "
    "must be yours."
)
PHONE = msg(
    "AWS has {name}, phone {phone}, as the account's own contact. AWS calls "
    "this phone when somebody says that they lost the root user's MFA, so it "
    "must be yours."
)
PHONE_BY_HAND = msg(
    "If it isn't yours: open “Account” in the AWS console as the root user "
    "and correct it under “Contact information”."
)


def alternate(view: View) -> Iterator[Said]:
    """The three alternate contacts. What one refuses doesn't hide the others."""
    for kind in CONTACTS:
        try:
            found = contact(view, kind)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("H1", TITLES[kind], trouble)
            continue
        yield from _alternate(view, kind, found)


def _alternate(view: View, kind: str, found: Mapping[str, str] | None) -> Iterator[Said]:
    known = view.baseline is not None and view.baseline.knows("contact")
    before = known and view.baseline is not None and view.baseline.has("contact", kind)
    if found is None:
        if before:
            yield _finding(kind, Severity.LOW, msg(GONE.text, title=TITLES[kind]), new=True)
        return
    if before and view.baseline and view.baseline.same("contact", kind, mark_of(found)):
        return
    what = NEW if known else NOW
    said = msg(what.text, title=TITLES[kind], email=found.get("EmailAddress", ""))
    bad = Severity.MEDIUM if known else Severity.LOW
    yield _finding(kind, bad, said, (_delete(kind, found),), new=True if known else None)


def _finding(
    kind: str,
    bad: Severity,
    what: Message,
    remedies: tuple[Remedy, ...] = (),
    *,
    new: bool | None,
) -> Finding:
    by_hand = None if remedies else SET_AGAIN
    return Finding(f"contacts:{kind}", "H1", bad, kind, what, BREAKS, remedies, by_hand, new=new)


def _delete(kind: str, found: Mapping[str, str]) -> Remedy:
    keys = ("Name", "Title", "EmailAddress", "PhoneNumber")
    which = {"AlternateContactType": kind}
    back = call(
        f"contact-back-{kind}",
        "put_alternate_contact",
        {**which, **{key: found.get(key, "") for key in keys}},
        message=msg("Set {title} as before", title=TITLES[kind]),
        service="account",
    )
    what = msg("Remove {title}; it can be set again.", title=TITLES[kind])
    delete = call(
        f"contact-{kind}",
        "delete_alternate_contact",
        which,
        message=what,
        service="account",
        settled_by=("ResourceNotFoundException",),
        undo=back,
    )
    return Remedy(CLOSE, what, (delete,))


def own(view: View) -> Iterator[Said]:
    """The account's own contact. Raises `Trouble`."""
    found = primary(view)
    known = view.baseline is not None and view.baseline.knows("primary")
    if known and view.baseline and view.baseline.same("primary", "contact", mark_of(found)):
        return
    what = PHONE_CHANGED if known else PHONE
    yield Finding(
        "own_contact:contact",
        "H2",
        Severity.HIGH if known else Severity.LOW,
        found.get("FullName", ""),
        msg(what.text, name=found.get("FullName", ""), phone=found.get("PhoneNumber", "")),
        msg("Nothing."),
        by_hand=PHONE_BY_HAND,
        new=True if known else None,
    )


CHECKS = (
    Check(
        ("H1",),
        "contacts",
        msg("Whom AWS writes to"),
        ("account:GetAlternateContact",),
        alternate,
    ),
    Check(
        ("H2",),
        "own_contact",
        msg("The account's own contact and its phone"),
        ("account:GetContactInformation",),
        own,
    ),
)
NOT_CHECKED: dict[str, Message] = {
    "H3": msg(
        "AWS shows nobody the root user's address or who can read its mailbox. "
        "By hand: change the root user's password and that of its mailbox, and "
        "see that the address is one of your own company."
    ),
}
