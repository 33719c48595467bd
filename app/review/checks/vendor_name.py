"""A user that bears the vendor's name and isn't the vendor's, and the vendor's under another. A10.

Renaming a user keeps its id, keys and rights; an empty one can take the old name:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import msg
from app.review.check import Check
from app.review.finding import Finding, Said, Severity
from app.review.grades import rights
from app.review.remedies import quarantine, quarantined
from app.review.rights import power_of
from app.review.view import View


def look(view: View) -> Iterator[Said]:
    """The decoy and the renamed one. Raises `Trouble`."""
    vendor = view.vendor
    if not (vendor.user_id and vendor.name):
        return
    real = view.identities.user(vendor.user_id)
    if real is not None and real.name != vendor.name:
        yield Finding(
            f"vendor_name:renamed/{real.id}",
            "A10",
            Severity.MEDIUM,
            real.name,
            msg(
                "The vendor's user was given another name: it was “{old}” and is now "
                "“{new}”. Aikagi goes by its id and blocks the right one.",
                old=vendor.name,
                new=real.name,
            ),
            msg("Nothing."),
            by_hand=msg("Nothing is to be done about the name. Ask the vendor why it was changed."),
        )
    for user in view.others():
        if user.name.lower() == vendor.name.lower() and not quarantined(user):
            yield Finding(
                f"vendor_name:decoy/{user.id}",
                "A10",
                Severity.HIGH,
                user.name,
                msg(
                    "This user bears the name of the vendor's user but is another one, made "
                    "later. Blocking it alone would leave the vendor in. {rights}",
                    rights=rights(power_of(user, view.identities)),
                ),
                msg("Nothing of yours, as far as its name tells. Ask the vendor what it is for."),
                (quarantine(user),),
                new=True,
                made=user.created,
            )


CHECKS = (
    Check(
        ("A10",),
        "vendor_name",
        msg("Whether the vendor's user is the one that was let in"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
