"""What is to be seen after a run: in the account, on the disk, in the keyring."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyzipper

from app.denial import DENY_ALL_ARN
from app.handover_act import entry
from app.handoverfile import Handover
from app.practice import Practice
from tests.prove.account import Picture, alike, picture
from tests.prove.runs import VENDOR, Place

_ID = re.compile(r"[0-9a-f]{32}|AIDA[A-Z0-9]{17}")
FIELDS = (
    *("state", "user_name", "issue", "policy_arn", "require_mfa", "change_password"),
    *("ends_at", "missing", "needs_reissue", "contract", "existed"),
)


def seen(aws: Practice, place: Place, secrets: dict[str, str], before: Picture) -> Picture:
    """Everything that has to be the same after every way to the end.

    A record may not know its user's number yet, where AWS didn't answer the look at the end; by
    “Check now” it does.
    """
    records = [one for one in place.records.handovers() if one.state != "undone"]
    undone = {f"{one.id}.json" for one in place.records.handovers() if one.state == "undone"}
    files = [path for path in files_of(place) if path.name not in undone]
    now = picture(aws)
    return {
        "account": alike(now, before),
        "records": [_record(one, now) for one in records],
        "keyring": sorted(_ID.sub("id", name) for name in secrets),
        "files": sorted(_ID.sub("id", _known(path, place)) for path in files),
    }


def _record(one: Handover, now: Picture) -> Picture:
    user = now["users"].get(one.user_name)
    whose = "nobody's" if user is None else one.user_id in {user["id"], ""}
    return {**{name: getattr(one, name) for name in FIELDS}, "its user": whose}


def _known(path: Path, place: Place) -> str:
    """Its name; zips are told apart by their number alone."""
    return "a zip" if path.suffix == ".zip" else str(path.relative_to(place.data_dir.parent))


def is_blocked(now: Picture, user_id: str) -> bool:
    """Whether everything is denied to the user with that id, or it is gone."""
    return all(_denies(user) for user in now["users"].values() if user["id"] == user_id)


def _denies(user: Picture) -> bool:
    boundary = (user["boundary"] or {}).get("PermissionsBoundaryArn")
    named = DENY_ALL_ARN in (*user["rights"]["attached"], boundary)
    statements = [one for doc in user["rights"]["inline"].values() for one in doc["Statement"]]
    return named or any(_is_deny_of_all(one) for one in statements)


def _is_deny_of_all(statement: Picture) -> bool:
    all_of = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    return {name: text for name, text in statement.items() if name != "Sid"} == all_of


def files_of(place: Place) -> Iterator[Path]:
    """Every file that the program wrote there, the log left out: it has a test of its own."""
    for folder in (place.data_dir, place.folder):
        yield from (path for path in folder.rglob("*") if path.is_file())


def locked_out(aws: Practice, place: Place, secrets: dict[str, str]) -> list[str]:
    """Users with a password that is in no package which the customer can open and send."""
    packed = set()
    for one in place.handovers():
        passphrase = secrets.get(entry(one))
        if passphrase and one.zip_path:
            packed.add(_password_in(Path(one.zip_path), passphrase))
    users = picture(aws)["users"]
    return [name for name, one in users.items() if one["password"] not in {None, *packed}]


def _password_in(path: Path, passphrase: str) -> str:
    with pyzipper.AESZipFile(path) as file:
        file.setpassword(passphrase.encode())
        lines = file.read("credentials.csv").decode("utf-8-sig").splitlines()
    name, password, _ = lines[1].split(",", 2)
    assert name == VENDOR
    return str(password).strip('"')


def plain(secrets: Iterable[str], paths: Iterable[Path]) -> list[str]:
    """The files in which one of the secrets stands, raw or written in some other way."""
    ways = {way for secret in secrets for way in _ways(secret)}
    return [path.name for path in paths if any(way in path.read_bytes() for way in ways)]


def _ways(secret: str) -> Iterator[bytes]:
    raw = secret.encode()
    yield raw
    yield secret.encode("utf-16-le")
    yield quote(secret, safe="").encode()
    for shift in range(3):  # wherever it stands in what was encoded
        whole = base64.b64encode(b"\0" * shift + raw)
        yield whole[4:-4] if shift else whole[:-4]
