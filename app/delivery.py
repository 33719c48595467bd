"""The ways to the vendor: one for the file, another for its passphrase, never the same.

An attachment is not among them unless the vendor asks for it: many Japanese companies delete or
refuse encrypted zips (https://internet.gmo/news/article/111), and the government advised in 2020
that a password goes by an entirely different way
(https://www.cao.go.jp/minister/2009_t_hirai/kaiken/20201124kaiken.html). Who has nothing but
e-mail sends a link to the file, or the file itself by post, and tells the passphrase by telephone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.messages import Message, msg


@dataclass(frozen=True)
class Channel:
    """A way to the vendor. `paths` are the places where a stranger could pick up what is sent."""

    id: str
    label: Message
    advice: Message
    good_for_file: bool
    good_for_password: bool
    paths: frozenset[str]


class Offers(Protocol):
    """What says which channels are on offer: `app.vendorprofile.VendorProfile`."""

    @property
    def channels(self) -> tuple[str, ...]:
        """The ids of the channels; none means the usual ones."""


CHAT = Channel(
    "chat",
    msg("Business chat (Slack, LINE WORKS …)"),
    msg("Use a direct message to the person in charge, not a room with many people."),
    good_for_file=True,
    good_for_password=True,
    paths=frozenset({"chat"}),
)
CLOUD = Channel(
    "cloud",
    msg("Shared folder (Box, OneDrive …)"),
    msg("Share it with the person in charge by name, not with everyone who has the link."),
    good_for_file=True,
    good_for_password=False,
    paths=frozenset({"cloud", "chat", "email"}),  # the link goes by chat or e-mail
)
TRANSFER = Channel(
    "transfer",
    msg("File transfer service (by a link)"),
    msg("Use a service that your company allows, and let the link end in a few days."),
    good_for_file=True,
    good_for_password=False,
    paths=frozenset({"cloud", "chat", "email"}),  # the link goes by e-mail, or by chat
)
IN_PERSON = Channel(
    "in_person",
    msg("In person (face to face)"),
    msg("Hand it over to the person in charge, and to nobody else; a file on a USB stick."),
    good_for_file=True,
    good_for_password=True,
    paths=frozenset({"in_person"}),
)
PHONE = Channel(
    "phone",
    msg("Telephone"),
    msg(
        "Call a number that you know already, and read the passphrase out as “How to say it on "
        "the phone” shows."
    ),
    good_for_file=False,
    good_for_password=True,
    paths=frozenset({"phone"}),
)
SMS = Channel(
    "sms",
    msg("SMS (text message to a mobile phone)"),
    msg("Send it to a number that you know already. Write nothing beside the passphrase."),
    good_for_file=False,
    good_for_password=True,
    paths=frozenset({"sms"}),
)
PAPER = Channel(
    "paper",
    msg("Letter (registered post)"),
    msg("Address it to the person in charge. It takes a day or two."),
    good_for_file=False,
    good_for_password=True,
    paths=frozenset({"post"}),
)
USB_POST = Channel(
    "usb_post",
    msg("USB stick by registered post"),
    msg(
        "As simplified registered mail (kan'i kakitome), to the person in charge. It takes a day "
        "or two."
    ),
    good_for_file=True,
    good_for_password=False,
    paths=frozenset({"post"}),
)
EMAIL = Channel(
    "email",
    msg("E-mail attachment (often doesn't arrive)"),
    msg(
        "Many companies delete or refuse encrypted zips by e-mail. Ask the vendor whether it has "
        "arrived."
    ),
    good_for_file=True,
    good_for_password=False,
    paths=frozenset({"email"}),
)
# In the order in which they are offered: the usual first, what often fails last.
CHANNELS = (CHAT, CLOUD, TRANSFER, PHONE, SMS, IN_PERSON, PAPER, USB_POST, EMAIL)
IDS = tuple(channel.id for channel in CHANNELS)
USUAL = tuple(channel.id for channel in CHANNELS if channel is not EMAIL)

WHY_TWO_WAYS = msg(
    "The file and its passphrase go by different ways, so that whoever sees one of them can't open "
    "the vendor's door."
)
WHY_NO_EMAIL = msg("E-mail isn't offered: many companies refuse encrypted zips.")
SHARE_INSTEAD = msg(
    "In doubt, choose the shared folder: ask the vendor for a link where you can upload the file."
)


def channel(id_: str) -> Channel | None:
    """The channel of that id, or None."""
    return next((c for c in CHANNELS if c.id == id_), None)


def for_file(profile: Offers) -> tuple[Channel, ...]:
    """The channels to offer for the file, best first; e-mail only if the profile names it."""
    return tuple(c for c in _on_offer(profile.channels) if c.good_for_file)


def for_password(profile: Offers, file_channel: str) -> tuple[Channel, ...]:
    """The channels to offer for the passphrase once the file has gone by `file_channel`.

    Never that one, nor one on whose path the file, or a link to it, could be picked up as well.
    """
    return _apart_from(file_channel, _on_offer(profile.channels))


def apart(file_channel: str, password_channel: str) -> bool:
    """Whether the two share no path on which one stranger could pick up both."""
    file, password = channel(file_channel), channel(password_channel)
    return bool(file and password and not file.paths & password.paths)


def enough(channels: Iterable[str]) -> bool:
    """Whether there is a way for a file, and for each such file another for its passphrase."""
    offered = _on_offer(tuple(channels))
    files = [c for c in offered if c.good_for_file]
    return bool(files) and all(_apart_from(c.id, offered) for c in files)


def file_note(file: str) -> Message:
    """A note to paste beside the file for the vendor, in the customer's language."""
    return msg(
        "We have made a user for you in our AWS account. Its sign-in details are in {file}. Please "
        "open it with 7-Zip (Windows) or Keka (macOS). We tell you the passphrase by another way.",
        file=file,
    )


def _on_offer(ids: tuple[str, ...]) -> tuple[Channel, ...]:
    return tuple(c for c in CHANNELS if c.id in (ids or USUAL))


def _apart_from(file_channel: str, offered: Iterable[Channel]) -> tuple[Channel, ...]:
    file = channel(file_channel)
    used = file.paths if file else frozenset()
    return tuple(c for c in offered if c.good_for_password and not c.paths & used)
