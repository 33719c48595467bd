"""Two channels, never the same way, whatever a vendor offers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

import pytest

from app import delivery
from app.vendorprofile import VendorProfile

EVERY_OFFER = list(
    chain.from_iterable(combinations(delivery.IDS, n) for n in range(len(delivery.IDS) + 1))
)
# Where a file that goes this way, or the link to it, can be picked up by who reads along.
SEEN_BY_READERS_OF = {
    "cloud": {"cloud", "transfer", "chat", "email"},
    "transfer": {"cloud", "transfer", "chat", "email"},
    "usb_post": {"usb_post", "paper"},
}


@dataclass(frozen=True)
class Offer:
    channels: tuple[str, ...]


def ids(channels: tuple[delivery.Channel, ...]) -> list[str]:
    return [channel.id for channel in channels]


def test_ids_are_unique_and_known() -> None:
    assert (
        *("chat", "cloud", "transfer"),
        *("phone", "sms", "in_person", "paper", "usb_post", "email"),
    ) == delivery.IDS
    assert tuple(map(delivery.channel, delivery.IDS)) == delivery.CHANNELS
    assert delivery.channel("pigeon") is None


def test_the_usual_offer_has_no_email() -> None:
    offered = ids(delivery.for_file(VendorProfile()))
    assert offered == ["chat", "cloud", "transfer", "in_person", "usb_post"]


def test_who_has_email_alone_can_send_a_link_and_never_mails_the_passphrase() -> None:
    """Nor by chat, where the link can be read as well; what goes by post isn't followed by post."""
    assert ids(delivery.for_password(VendorProfile(), "transfer")) == [
        *("phone", "sms", "in_person", "paper"),
    ]
    assert ids(delivery.for_password(VendorProfile(), "usb_post")) == [
        *("chat", "phone", "sms", "in_person"),
    ]
    assert not delivery.apart("usb_post", "paper")
    assert not delivery.apart("transfer", "chat")


@pytest.mark.parametrize("file", [c.id for c in delivery.for_file(VendorProfile())])
def test_every_way_of_the_file_leaves_another_for_the_passphrase(file: str) -> None:
    assert ids(delivery.for_password(VendorProfile(), file))


@pytest.mark.parametrize("offer", EVERY_OFFER, ids=lambda offer: "+".join(offer) or "none")
def test_the_passphrase_never_goes_the_files_way(offer: tuple[str, ...]) -> None:
    for file in delivery.for_file(Offer(offer)):
        second = ids(delivery.for_password(Offer(offer), file.id))
        assert not set(second) & SEEN_BY_READERS_OF.get(file.id, {file.id})
        assert "email" not in second
        assert not {"cloud", "transfer", "usb_post"} & set(second)
        assert not offer or set(second) <= set(offer)


@pytest.mark.parametrize("offer", EVERY_OFFER, ids=lambda offer: "+".join(offer) or "none")
def test_an_offer_is_enough_if_no_file_is_stranded(offer: tuple[str, ...]) -> None:
    files = delivery.for_file(Offer(offer))
    no_dead_end = all(delivery.for_password(Offer(offer), file.id) for file in files)
    assert delivery.enough(offer) == (bool(files) and no_dead_end)


def test_email_is_offered_last_and_only_if_the_vendor_says_so() -> None:
    assert ids(delivery.for_file(Offer(("email", "chat", "phone")))) == ["chat", "email"]
    assert "don't" in str(delivery.EMAIL.advice) or "refuse" in str(delivery.EMAIL.advice)


def test_what_is_for_the_telephone_is_not_for_files() -> None:
    files = ids(delivery.for_file(Offer(delivery.IDS)))
    assert not set(files) & {"phone", "sms", "paper"}


def test_a_file_that_went_by_an_unknown_way_leaves_every_way_for_the_passphrase() -> None:
    assert ids(delivery.for_password(VendorProfile(), "")) == [
        "chat",
        "phone",
        "sms",
        "in_person",
        "paper",
    ]


def test_the_note_names_the_file_and_no_secret() -> None:
    note = delivery.file_note("aikagi-vendor-admin-20261123.zip")
    assert "aikagi-vendor-admin-20261123.zip" in str(note)
    assert set(note.values) == {"file"}
