"""Which vendor's settings are used: the command line's, else those kept, else the build's own."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from app.troubles import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from app.handoverfile import Handover
    from app.vendorprofile import Problem, VendorProfile
    from app.work import Token
    from ui.desk import Desk

log = logging.getLogger(__name__)


class VendorChoice:
    """The profile of the vendor that the journey is about, for `desk`.

    A file that the customer chose is read once and kept in the data directory: weeks later it may
    have been moved, and the next start has to know it all the same.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loaded: tuple[VendorProfile, Problem | None] | None = None
        self._file: Path | None = None
        self.left = ""  # the vendor whose settings were dropped, until others are chosen
        self._said = desk.settings.vendor_file is not None  # on the command line
        self._turn = 0  # counts what was asked for: an answer that comes late isn't wanted

    @property
    def unused(self) -> bool:
        """Whether it was chosen for a hand-over that is still to be made."""
        return self._said or self._desk.facts.vendor_chosen

    @property
    def file(self) -> Path | None:
        """Where the settings in use come from; None for Aikagi's own."""
        self._now()
        return self._file

    @property
    def profile(self) -> VendorProfile:
        """The vendor's profile; without one, ours with nothing particular in it."""
        return self._now()[0]

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the vendor's file, if it couldn't be used."""
        return self._now()[1]

    @property
    def channels(self) -> tuple[str, ...]:
        """By which the vendor can receive: as it was when this hand-over was made."""
        return self._desk.facts.channels or self.profile.channels

    def use(self, path: Path) -> None:
        """Go on with the vendor's file at `path`, now and after the next start."""
        self._turn += 1
        turn = self._turn

        def read(_token: Token) -> tuple[VendorProfile, Problem | None]:
            from app import vendorprofile

            return vendorprofile.load(path)

        def done(found: tuple[VendorProfile, Problem | None]) -> None:
            if turn == self._turn:
                self._go_on(*found, path)

        # A thread of its own: the file may be on a network drive that doesn't answer.
        self._desk.background.ask(self._desk, read, done)

    def follow(self, record: Handover) -> None:
        """Go on with the vendor who was let in as `record` tells: for one more of its people."""
        if record.vendor != self.profile.name:
            from app import vendorprofile

            self._turn += 1
            self._go_on(vendorprofile.of_record(record), None, None)

    def used(self, record: Handover) -> None:
        """A user was made: the next hand-over doesn't get these settings unasked."""
        if record.vendor == self.profile.name:
            self._said = False
            self._desk.know(vendor_chosen=False)

    def begin_another(self) -> None:
        """Another vendor is to be let in: what was the last one's is dropped, and that is said."""
        if not self.unused:
            self.left = self.profile.name
            self._drop()

    def drop(self) -> None:
        """Go on without a vendor's file."""
        self.left = ""
        self._drop()

    def _drop(self) -> None:
        self._turn += 1
        self._said = False
        self._desk.know(vendor_chosen=False)
        self._file = None
        self._desk.settings = replace(self._desk.settings, vendor_file=None)
        records = self._desk.records
        self._desk.background.run(self._desk, lambda _: records.forget_vendor(), failed=_not_kept)
        self._set(_ours(), None)

    def _go_on(self, profile: VendorProfile, problem: Problem | None, path: Path | None) -> None:
        if problem is not None:
            self._set(self.profile, problem)  # what was used before stays in use
            return
        self.left, self._said = "", False
        self._desk.know(vendor_chosen=path is not None)
        self._file = path
        self._desk.settings = replace(self._desk.settings, vendor_file=path)
        self._set(profile, None)
        records = self._desk.records

        def keep(_token: Token) -> None:
            from app import vendorprofile

            records.save_vendor(vendorprofile.as_toml(profile))

        self._desk.background.run(self._desk, keep, failed=_not_kept)

    def _set(self, profile: VendorProfile, problem: Problem | None) -> None:
        self._loaded = (profile, problem)
        self._desk.facts_changed.emit()

    def _now(self) -> tuple[VendorProfile, Problem | None]:
        if self._loaded is None:
            from app import brand, vendorprofile

            said = self._desk.settings.vendor_file or self._desk.records.vendor_file()
            self._file = said or brand.profile()  # a vendor's own build knows whose it is
            self._loaded = vendorprofile.load(self._file)
        return self._loaded


def _ours() -> VendorProfile:
    from app import vendorprofile

    return vendorprofile.load(None)[0]


def _not_kept(trouble: Trouble) -> None:
    """It is used all the same, until Aikagi is closed."""
    log.warning("the vendor's settings weren't kept: %s", trouble)
