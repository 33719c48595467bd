"""Credentials for single services (Git, Keyspaces, Bedrock keys) of all users, in one listing.

No other list shows them: neither the access keys nor the credential report.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.messages import msg
from app.review.finding import SWITCH_OFF, Remedy
from app.review.remedies import call
from app.review.view import View
from app.troubles import Trouble

BEDROCK = "bedrock.amazonaws.com"
MOST_PAGES = 10


@dataclass(frozen=True)
class ServiceCredential:
    """One of them, of the user with the name `user`."""

    id: str
    user: str
    service: str
    active: bool
    made: datetime | None = None

    def switch_off(self) -> Remedy:
        """Make it inactive; it can be switched on again."""
        name = {"UserName": self.user, "ServiceSpecificCredentialId": self.id}
        what = msg("Switch {id} off. This can be undone.", id=self.id)
        back = call(
            f"active-{self.id}",
            "update_service_specific_credential",
            {**name, "Status": "Active"},
            message=msg("Switch {id} on again", id=self.id),
        )
        off = call(
            f"inactive-{self.id}",
            "update_service_specific_credential",
            {**name, "Status": "Inactive"},
            message=what,
            settled_by=("NoSuchEntity",),
            undo=back,
        )
        return Remedy(SWITCH_OFF, what, (off,))


def service_credentials(view: View) -> tuple[ServiceCredential, ...]:
    """Those of all users. Raises `Trouble`."""
    return _all(view)[0]


def cut_off(view: View) -> bool:
    """Whether there were more than were read. Raises `Trouble`."""
    return _all(view)[1]


def _all(view: View) -> tuple[tuple[ServiceCredential, ...], bool]:
    return view.once("service credentials", lambda: _read(view, AllUsers=True))


def service_credentials_of(view: View, user: str) -> tuple[ServiceCredential, ...]:
    """Those of the user with that name, where those of all can't be had. Raises `Trouble`."""
    found: tuple[ServiceCredential, ...] = ()
    try:
        found, cut = _all(view)
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        cut = True
    if cut:
        name = f"service credentials of {user}"
        return view.once(name, lambda: _read(view, UserName=user))[0]
    return tuple(one for one in found if one.user == user)


def _read(view: View, **whose: object) -> tuple[tuple[ServiceCredential, ...], bool]:
    """So many pages at most (there is no paginator for them), and whether there were more."""
    found: list[Any] = []
    marker: dict[str, str] = {}
    cut = False
    for _ in range(MOST_PAGES):
        reply = view.clients.call("iam", "list_service_specific_credentials", **whose, **marker)
        found += reply.get("ServiceSpecificCredentials", ())
        if not reply.get("IsTruncated"):
            break
        view.token.check()
        marker = {"Marker": reply["Marker"]}
    else:
        cut = True
    read = tuple(
        ServiceCredential(
            item["ServiceSpecificCredentialId"],
            item["UserName"],
            item.get("ServiceName", ""),
            item["Status"] == "Active",
            item.get("CreateDate"),
        )
        for item in found
    )
    return read, cut
