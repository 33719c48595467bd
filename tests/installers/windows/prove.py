"""Proves the Windows installer under Wine: installs, uses, upgrades, breaks and removes it.

    python -m tests.installers.windows.prove INSTALLER BUNDLE [WORK]

INSTALLER, a file or the folder that it's in, was made from BUNDLE. Prints a line for each thing
that was shown, and ends with 1 at the first that wasn't. An older version for the upgrade is made
here, from BUNDLE with another number and a file that the newer one hasn't.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import seal
from windows import installer, product

from tests.installers.windows import wine
from tests.installers.windows.places import Places
from tests.installers.windows.stage import ROOT, Unproven, need, until

OLD = "0.0.9"
OPEN = 5  # the installer's exit status where Aikagi is open


class Proof(Places):
    """What is tried."""

    def all(self) -> None:
        """Every part, in order: each begins where the one before it ended."""
        self.step("Windows is made, for a person called " + wine.PERSON, self.windows.make)
        self.step(f"an older version ({OLD}) is installed silently, without questions", self.older)
        self.step("an older version notes what was done", self.noted)
        self.step("an upgrade while Aikagi is open waits, gives up and changes nothing", self.busy)
        self.step("a second start brings the first to the front, and ends", self.second)
        self.step("also where it is opened while the upgrade goes on", self.late)
        self.step(
            "an upgrade that fails at the last file, or was cut short: the old one", self.failed
        )
        self.step("a folder of another program is refused, and stays as it was", self.foreign)
        self.step("into another folder it moves, and leaves nothing in the first", self.moved)
        self.step("the upgrade puts the new version in the place of the old", self.upgrade)
        self.step("aikagi.exe --version and --self-test", self.well)
        self.step("the new version goes on where the old one stopped", self.resumed)
        self.step("every module of the standard library works with this CPython", self.modules)
        self.step("a session larger than one entry of Credential Manager", self.keyring)
        self.step("the practice journey, in the installed program", self.journey)
        self.step("time to the first painted window", self.paint)
        self.step(
            "a missing and a changed file are told of, and installing again mends them", self.broken
        )
        self.step("a silent uninstall leaves the records and nothing else", self.removed)
        self.step("a company's own folder is used, and what else is in it stays", self.elsewhere)
        self.step("pages and questions of the installer, pressed in both languages", self.wizard)

    def older(self) -> str:
        """Install a version that is older, by number, and has a file more."""
        old = self.work / "older" / "aikagi"
        shutil.rmtree(old.parent, ignore_errors=True)
        shutil.copytree(self.bundle, old)
        inside = old / "_internal"
        note = inside / "resources" / "build.json"
        note.write_text(note.read_text().replace(f'"{self.version}"', f'"{OLD}"'))
        (inside / "of-an-older-version.txt").write_text("x")
        seal.seal(old)
        setup = installer.make(old, self.work / "older", quick=True)
        self.install(setup)
        need(self.windows.registered(self.key, "DisplayVersion") == OLD, "isn't in Windows' list")
        need((self.place / "_internal" / "of-an-older-version.txt").is_file(), "isn't there")
        return f"{sum(1 for _ in self.place.rglob('*'))} files in {self.windows.path(self.place)}"

    def noted(self) -> str:
        """Let a vendor in, up to the zip."""
        folder = self.windows.home / "受け渡し 2026"
        found = self.inside("grant", self.windows.path(self.data), self.windows.path(folder))
        need(found["page"] == "package" and len(found["zips"]) == 1, found)
        return f"stopped on {found['page']}"

    def busy(self) -> str:
        """Install while it runs. This installer waits three seconds, the real one sixty."""
        with self.running() as first:
            setup = self.work / "older" / product.read(self.work / "older" / "aikagi").installer
            status, _ = self.windows.run(setup, "/S")
            need(status == OPEN, f"exit status {status}, not {OPEN}")
            need(first.poll() is None, "the open program was ended")
        need(not (self.place / "_internal.new").exists(), "something was left")
        return f"exit status {OPEN}"

    def second(self) -> str:
        """Start it twice on the same records."""
        with self.running() as first:
            began = time.monotonic()
            status, said = self.windows.run(self.place / "aikagi.exe", "--practice", limit=60)
            need(status == 0 and first.poll() is None, f"{status} {said}")
            return f"{time.monotonic() - began:.1f} s"

    def upgrade(self) -> str:
        """Install the real one over it."""
        seconds = self.install(self.setup)
        need(self.windows.registered(self.key, "DisplayVersion") == self.version, "old in the list")
        need(
            not (self.place / "_internal" / "of-an-older-version.txt").exists(),
            "an old file stayed",
        )
        need(len(self.links()) == 1, f"shortcuts: {self.links()}")
        need(
            set(names(self.place)) == {"_internal", "aikagi.exe", "uninstall.exe"},
            names(self.place),
        )
        return f"{seconds:.0f} s"

    def well(self) -> str:
        """Ask the program itself."""
        status, said = self.windows.run(self.place / "aikagi.exe", "--version")
        need(status == 0 and said.strip() == f"aikagi {self.version}", said)
        status, said = self.windows.run(self.place / "aikagi.exe", "--self-test", limit=600)
        print("".join(f"      {line}\n" for line in said.splitlines()), end="")
        need(status == 0, "the self-test failed")
        return said.splitlines()[-1]

    def resumed(self) -> str:
        """Find the older version's notes."""
        found = self.inside("resume", self.windows.path(self.data))
        need(found["handovers"] == ["vendor-admin"] and found["page"] == "package", found)
        return f"on {found['page']}, with {found['handovers'][0]} in the list"

    def modules(self) -> str:
        """Import everything."""
        found = self.inside("modules")
        need(not found["wrong"], found["wrong"])
        note = (self.place / "_internal" / "BUILD.txt").read_text().strip()
        return f"{found['right']} modules; {note}"

    def keyring(self) -> str:
        """Keep, renew and remove a long secret."""
        found = self.inside("keyring")
        need(found["backend"] == "keyring.backends.Windows" and all(found["kept"]), found)
        need(found["pieces"] > 1 and not found["left"], found)
        return f"{found['pieces']} entries, none left"

    def journey(self) -> str:
        """A vendor let in and shut out."""
        folder = self.windows.home / "受け渡し 2027"
        data = self.windows.path(self.windows.local / "another 記録")
        found = self.inside("journey", data, self.windows.path(folder))
        need("credentials.csv" in found["files"] and not found["told"], found)
        return f"{found['seconds']:.0f} s"

    def paint(self) -> str:
        """Start to paint."""
        data = self.windows.path(self.windows.local / "paint")
        times = [self.inside("paint", data, str(time.time())) for _ in range(3)]
        return f"{sorted(times)[1]:.1f} s, the median of three"

    def broken(self) -> str:
        """Take one file away and change another."""
        resources = self.place / "_internal" / "resources"
        (resources / "procedure.toml").unlink()
        (resources / "console.toml").write_text("changed")
        status, said = self.windows.run(self.place / "aikagi.exe", "--self-test", limit=600)
        line = next((line for line in said.splitlines() if line.startswith("FAILED  files")), said)
        need(status == 1 and "procedure.toml" in line and "console.toml" in line, said)
        self.install(self.setup)
        need((resources / "procedure.toml").is_file(), "it isn't mended")
        return line

    def removed(self) -> str:
        """Remove it, and look at what stays."""
        status, said = self.windows.run(self.place / "uninstall.exe", "/S")
        until(lambda: not self.place.exists())  # it goes on as a copy of itself
        need(status == 0, said)
        need(not self.windows.registered(self.key, "DisplayVersion"), "still in Windows' list")
        need(not self.links(), "a shortcut stayed")
        need((self.data / "practice").is_dir(), "the records are gone")
        return f"{sum(1 for _ in self.data.rglob('*'))} files of the customer's are there"

    def elsewhere(self) -> str:
        """Install into a named folder that holds something, and remove it again."""
        place, program = self.windows.drive / "company" / "tools", product.PROGRAM
        place.mkdir(parents=True)
        (place / "theirs.txt").write_text("theirs")
        old = self.work / "older"
        setup = old / product.read(old / "aikagi").installer
        status, said = self.windows.run(setup, "/S", f"/D={self.windows.path(place)}")
        need(status == 0 and (place / program).is_file(), f"{status} {said}")
        self.windows.run(place / "uninstall.exe", "/S")
        until(lambda: not (place / "uninstall.exe").exists())
        need(names(place) == ["theirs.txt"], names(place))
        return self.windows.path(place)


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def main() -> int:
    """Do what the module's docstring says."""
    wine.ready()
    began = time.monotonic()
    setup, bundle, *more = (Path(word).resolve() for word in sys.argv[1:])
    if setup.is_dir():
        setup /= product.read(bundle).installer
    proof = Proof(setup, bundle, more[0] if more else ROOT / "build" / "windows" / "proof")
    proof.prepare()
    print(wine.NOT_WINDOWS, flush=True)
    try:
        with proof.windows.screen():
            proof.all()
    except Unproven:
        return 1
    print(f"proven in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
