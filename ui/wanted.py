"""What is wanted of the vendor's user: as the customer said, or as the vendor's profile asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.enddate import deny_from
from app.enddate import last_day as last_day_of

if TYPE_CHECKING:
    from app.facts import Facts
    from app.handoverfile import Handover
    from app.vendorprofile import VendorProfile


@dataclass(frozen=True)
class Wanted:
    """The fields are `Facts`' own, by name. `end_date` is YYYY-MM-DD, "" for none."""

    user_name: str = ""
    permission: str = ""
    require_mfa: bool = True
    change_password: bool = False
    rights_later: bool = False
    end_date: str = ""

    @property
    def more(self) -> bool:
        """Whether there is anything that not everybody wants."""
        return self.change_password or self.rights_later


class Proposal(Wanted):
    """What the profile asks, while the customer has said nothing: a name in use gives way."""


def wanted(facts: Facts, profile: VendorProfile) -> Wanted:
    """As said before; where nothing was said yet, as the profile asks: a `Proposal`."""
    if facts.user_name:
        return Wanted(**{name: getattr(facts, name) for name in Wanted.__dataclass_fields__})
    return Proposal(
        user_name=profile.user_name,
        permission=profile.policy_arn,
        require_mfa=profile.require_mfa,
        change_password=profile.change_password,
        rights_later=profile.rights_later,
        end_date=profile.last_day,
    )


def of_record(record: Handover) -> Wanted:
    """As it was when an act that was cut short had begun."""
    return Wanted(
        user_name=record.user_name,
        permission=record.policy_arn,
        require_mfa=record.require_mfa,
        change_password=record.change_password,
        rights_later=record.rights_later,
        end_date=last_day(record),
    )


def theirs(record: Handover | None, profile: VendorProfile) -> dict[str, Any]:
    """What the record says of the vendor itself: what is there already of `record` stays so."""
    if record is not None:
        asked, channels = record.documents_asked, record.channels
        return {"vendor": record.vendor, "documents": asked, "channels": channels}
    asked, channels = profile.documents, profile.channels
    return {"vendor": profile.name, "documents": asked, "channels": channels}


def last_day(record: Handover) -> str:
    """The vendor's last day by this computer, as YYYY-MM-DD; "" for none."""
    return last_day_of(record.ends_at).isoformat() if record.ends_at else ""


def ends_at(last: str) -> str:
    """The moment from which everything is denied where `last`, YYYY-MM-DD, is the last day."""
    return deny_from(date.fromisoformat(last)) if last else ""
