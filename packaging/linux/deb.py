"""Makes a Debian package of a frozen bundle.

    python packaging/linux/deb.py BUNDLE OUT

Everything goes to /usr/lib/NAME, with a link from /usr/bin: no other package's files are touched,
and there are no scripts that run as root at installing or removing, since the desktop's own
triggers renew their caches. The same bundle gives the same bytes.
https://www.debian.org/doc/debian-policy/
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":  # run alone, and not by packaging/build.py, whose folder this then is
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import elfpaths
from linux import product, share
from linux.copyright import copyright_file
from linux.needs import depends, elves, is_elf
from linux.product import INTERNAL, PROGRAM, NotABundle, Product

# The names of packages that provide what the program asks the desktop for. A person who has
# another one of its kind loses nothing: apt only proposes them.
RECOMMENDED = (
    "gnome-keyring | kwalletmanager | keepassxc",  # the password store: a Secret Service
    "fonts-noto-cjk | fonts-ipafont-gothic | fonts-vlgothic",  # for Japanese
    "xdg-utils",  # opens the browser
    "default-dbus-session-bus | dbus-session-bus",
)
MAINTAINER = "The Aikagi contributors"  # there is no address yet that anybody reads
DESCRIPTION = """Let a vendor into your AWS account, and shut the door again
 Aikagi is for the person who owns a company's AWS account and isn't an
 engineer. It makes the vendor's user, puts its password into an encrypted
 zip, shows how to hand it over, and shuts the vendor out when the work is
 done. Japanese and English. A practice mode never reaches AWS."""


def left_out() -> str:
    """Why no package can be made here; "" where one can."""
    missing = [tool for tool in ("dpkg-deb", "dpkg-shlibdeps") if not shutil.which(tool)]
    return f"{' and '.join(missing)} (dpkg-dev) not found" if missing else ""


def make(bundle: Path, out: Path) -> Path:
    """Write the package into the folder `out`; returns its path.

    Raises `NotABundle`, `Unknown`, `Invalid`, or `CalledProcessError` where dpkg-deb refuses.
    """
    made = product.read(bundle)
    _check_places(bundle)
    with tempfile.TemporaryDirectory(prefix="aikagi-deb-") as temporary:
        root = Path(temporary) / "root"
        _lay_out(made, bundle, root)
        _control(made, bundle, root)
        for path in (root, *root.rglob("*")):
            _settle(path, made.epoch)
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"{made.name}_{made.debian_version}_{architecture()}.deb"
        _pack(root, target, made.epoch)
    return target


def _check_places(bundle: Path) -> None:
    """Raises `NotABundle` where a library is looked for elsewhere than beside the program."""
    for path in elves(bundle):
        if foreign := [one for one in elfpaths.places(path.read_bytes()) if not elfpaths.own(one)]:
            message = f"{path.relative_to(bundle)} looks for libraries in {', '.join(foreign)}"
            raise NotABundle(message)


def architecture() -> str:
    """Debian's name of this machine's kind, such as amd64."""
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _lay_out(made: Product, bundle: Path, root: Path) -> None:
    home = root / "usr" / "lib" / made.name
    shutil.copytree(bundle, home, symlinks=True)
    command = root / "usr" / "bin" / made.name
    command.parent.mkdir()
    command.symlink_to(f"../lib/{made.name}/{PROGRAM}")
    share.lay_out(made, root / "usr" / "share")
    papers = root / "usr" / "share" / "doc" / made.name
    papers.mkdir(parents=True)
    told = copyright_file(home / INTERNAL, made.name)
    (papers / "copyright").write_text(told, encoding="utf-8")
    (papers / "changelog.gz").write_bytes(gzip.compress(_changelog(made), 9, mtime=0))
    overrides = root / "usr" / "share" / "lintian" / "overrides" / made.name
    overrides.parent.mkdir(parents=True)
    overrides.write_text(_overrides(made.name), encoding="utf-8")


def _changelog(made: Product) -> bytes:
    """Debian's own kind of changelog: this release alone. CHANGELOG.md has what is new."""
    day = time.strftime("%a, %d %b %Y 00:00:00 +0000", time.gmtime(made.epoch))
    head = f"{made.name} ({made.debian_version}) unstable; urgency=medium"
    return f"{head}\n\n  * Aikagi {made.version}.\n\n -- {MAINTAINER} <>  {day}\n".encode()


def _overrides(name: str) -> str:
    """What lintian is told not to report, and why."""
    return (
        f"# The program brings its own Qt and Python: one build, tested as a whole, that runs on\n"
        f"# every Debian since bookworm. Its modules aren't for the system's Python. Libraries\n"
        f"# are looked for beside the file that needs them ($ORIGIN) and nowhere else: the build\n"
        f"# takes every other place out, and no package is made of a program that has one.\n"
        f"{name}: custom-library-search-path\n"
        f"{name}: embedded-library\n"
        f"{name}: hardening-no-pie\n"
        f"{name}: library-not-linked-against-libc\n"
        f"{name}: package-installs-python-bytecode\n"
        f"{name}: shared-library-lacks-prerequisites\n"
        f"# As they came from PyPI: the same in every build.\n"
        f"{name}: package-contains-timestamped-gzip\n"
        f"# There is no address yet that anybody reads.\n"
        f"{name}: bogus-mail-host-in-debian-changelog *\n"
        f"{name}: malformed-contact\n"
    )


def _control(made: Product, bundle: Path, root: Path) -> None:
    """DEBIAN/control and DEBIAN/md5sums."""
    installed = sorted(path for path in root.rglob("*") if path != root)
    sizes = [_kibibytes(path) for path in installed]
    fields = {
        "Package": made.name,
        "Version": made.debian_version,
        "Architecture": architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(sum(sizes)),
        "Depends": depends(bundle),
        "Recommends": ", ".join(RECOMMENDED),
        "Section": "admin",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    debian = root / "DEBIAN"
    debian.mkdir()
    text = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    (debian / "control").write_text(text, encoding="utf-8")
    (debian / "md5sums").write_text("".join(_md5sums(installed, root)), encoding="utf-8")


def _kibibytes(path: Path) -> int:
    """What dpkg counts for it: whole kibibytes, and one for what has no content of its own."""
    plain = path.is_file() and not path.is_symlink()
    return -(-path.stat().st_size // 1024) if plain else 1


def _md5sums(paths: list[Path], root: Path) -> Iterator[str]:
    """The lines by which `dpkg --verify` finds a damaged file; no protection against a person."""
    for path in paths:
        if path.is_file() and not path.is_symlink():
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            yield f"{digest}  {path.relative_to(root)}\n"


def _settle(path: Path, epoch: int) -> None:
    """Give it the mode and date that it has whoever builds it, and when."""
    if not path.is_symlink():
        program = path.is_dir() or (path.name == PROGRAM and is_elf(path))
        path.chmod(0o755 if program else 0o644)
    os.utime(path, (epoch, epoch), follow_symlinks=False)


def _pack(root: Path, target: Path, epoch: int) -> None:
    """One thread: xz's blocks would differ by how many there are."""
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}
    quiet = subprocess.DEVNULL
    subprocess.run([*command, str(root), str(target)], env=environment, stdout=quiet, check=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(make(Path(sys.argv[1]), Path(sys.argv[2])))
