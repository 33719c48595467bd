"""Announces a version: writes the list that “Look for a newer version” reads, and signs it.

    python packaging/announce.py DIST [--key key.pem] [--notes-en FILE] [--notes-ja FILE]

DIST is the folder with the installers and their SHA256SUMS, as a build leaves it: what that names
is announced, and nothing else that lies there. Beside them come latest.json and, with
a key, latest.json.sig. Put all of them where `updates_url` of the vendor's profile points. The key
is made once, by openssl, and kept where nobody else gets at it:

    openssl ecparam -name prime256v1 -genkey -noout -out key.pem
    openssl ec -in key.pem -pubout            what it prints goes into the profile's `updates_key`
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parent.parent))  # this very source

from app import __version__, updatelist

SUMS = "SHA256SUMS"
LIST, SIGNATURE = "latest.json", "latest.json.sig"
SYSTEMS = {".deb": "linux", ".appimage": "linux", ".exe": "windows", ".dmg": "macos"}
_PROCESSORS = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
_PIECE = 1024 * 1024


class Unfit(Exception):  # noqa: N818  (what the folder or the key is)
    """Nothing can be announced; says why, in plain words."""


def system(name: str) -> str:
    """What an installer is for, read from its name: "macos" alone is for every Mac."""
    words = re.split(r"[^a-z0-9]+", name.lower().replace("x86_64", "amd64"))
    processor = next((_PROCESSORS[word] for word in words if word in _PROCESSORS), "")
    kind = SYSTEMS[Path(name).suffix.lower()]
    return f"{kind}-{processor}" if processor else kind


def entry(path: Path) -> dict[str, object]:
    """What the list says of one installer."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    size = path.stat().st_size
    said = {"system": system(path.name), "name": path.name, "size": size}
    return {**said, "sha256": digest.hexdigest()}


def listed(dist: Path) -> dict[str, str]:
    """The installers that were built together, by name, and their checksums. Raises `Unfit`."""
    try:
        lines = (dist / SUMS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    rows = (line.partition("  ") for line in lines)
    found = {name: digest for digest, _, name in rows if Path(name).suffix.lower() in SYSTEMS}
    if not found:
        message = f"{dist}: there is no installer in it that {SUMS} names."
        raise Unfit(message)
    check(found)
    return found


def check(names: Iterable[str]) -> None:
    """Raise `Unfit` unless all are installers of this version, and of one product."""
    products = set()
    for name in names:
        # Debian's versions have a tilde before what comes before a release.
        start, version, rest = name.replace("~", "").partition(__version__)
        if not version or not start.endswith(("-", "_")) or rest[:1] not in {"-", "_", "."}:
            message = f"{name}: it isn't of version {__version__}."
            raise Unfit(message)
        products.add(start[:-1].lower())
    if len(products) > 1:
        message = f"These are installers of several products: {', '.join(sorted(products))}."
        raise Unfit(message)


def announce(dist: Path, notes: dict[str, str], day: str, key: Path | None = None) -> Path:
    """Write the list, and its signature, into `dist`. Returns the list's path. Raises `Unfit`."""
    sums = listed(dist)
    files = [entry(dist / name) for name in sorted(sums)]
    if changed := [each["name"] for each in files if sums[str(each["name"])] != each["sha256"]]:
        message = f"{SUMS} has another checksum for {changed[0]}: it isn't what was built."
        raise Unfit(message)
    said = {"name": updatelist.NAME, "version": __version__, "date": day}
    content = json.dumps({**said, "notes": notes, "files": files}, indent=1, ensure_ascii=False)
    try:
        updatelist.read(content.encode())
    except ValueError:
        message = "Aikagi wouldn't read this list: a file's name, the notes or the date is unfit."
        raise Unfit(message) from None
    path = dist / LIST
    path.write_bytes(content.encode())
    (dist / SIGNATURE).unlink(missing_ok=True)  # of the list before
    if key is not None:
        _sign(path, key, dist / SIGNATURE)
    return path


def _sign(path: Path, key: Path, target: Path) -> None:
    """Raises `Unfit` unless the signature is one that Aikagi accepts."""
    try:
        _openssl("dgst", "-sha256", "-sign", str(key), "-out", str(target), str(path))
        public = _openssl("ec", "-in", str(key), "-pubout").decode()
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"{key.name}: openssl couldn't sign with it ({type(error).__name__})."
        raise Unfit(message) from None
    if not updatelist.is_genuine(path.read_bytes(), target.read_bytes(), public):
        target.unlink()
        message = f"{key.name}: it isn't a key on P-256 (prime256v1)."
        raise Unfit(message)


def _openssl(*words: str) -> bytes:
    """What openssl says. Raises `OSError` and `CalledProcessError`."""
    return subprocess.run(["openssl", *words], capture_output=True, check=True).stdout


def _today() -> str:
    """https://reproducible-builds.org/specs/source-date-epoch/ ."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(said), UTC) if said else datetime.now(UTC)
    return now.date().isoformat()


def main() -> int:
    """The command. Returns the exit status."""
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("dist", type=Path, help="the folder with the installers")
    made.add_argument("--key", type=Path, help="the private key (PEM) to sign with")
    for language in ("en", "ja"):
        made.add_argument(f"--notes-{language}", type=Path, help="what is new, as plain text")
    given = made.parse_args()
    texts = {"en": given.notes_en, "ja": given.notes_ja}
    try:
        notes = {name: text.read_text("utf-8").strip() for name, text in texts.items() if text}
        path = announce(given.dist, notes, _today(), given.key)
    except (Unfit, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    signed = "signed" if given.key else "NOT SIGNED: give --key, so that a forged list is refused"
    print(f"{path}: version {__version__}, {signed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
