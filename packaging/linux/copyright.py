"""The package's copyright file: whose each part is, and where its licence stands.

https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_HEAD = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Aikagi
Comment: Aikagi isn't made or endorsed by Amazon. The program is built with the parts that are
 listed below. The full text of each licence lies in
 /usr/lib/{name}/_internal/resources/licences/.
{notice}
Files: *
Copyright: 2026 The Aikagi contributors
License: Apache-2.0
 The full text is in /usr/share/common-licenses/Apache-2.0 on Debian systems.
"""


def copyright_file(internal: Path, name: str) -> str:
    """The file's text, from the licences that the build put beside the program."""
    licences = internal / "resources" / "licences"
    notice = licences / "NOTICE.txt"
    said = _indented(notice.read_text(encoding="utf-8")) if notice.is_file() else ""
    index = licences / "index.json"
    parts = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    head = _HEAD.format(name=name, notice=f" .\n{said}" if said else "")
    return head + (_program(parts, name) if parts else "")


def _program(parts: list[dict[str, Any]], name: str) -> str:
    """One paragraph for the program: of several for the same files, the last alone would count."""
    authors = sorted({f"{part['name']} {part['version']}".rstrip() for part in parts})
    licences = sorted({_short(part["licence"]) for part in parts} | {"Apache-2.0"})
    listed = "".join(_part(part) for part in parts)
    return (
        f"\nFiles: usr/lib/{name}/*\n"
        "Copyright: 2026 The Aikagi contributors\n"
        + "".join(f" the authors of {author}\n" for author in authors)
        + f"License: {' and '.join(licences)}\n"
        " Each part is under its own licence, as listed below; the texts are the named files of\n"
        f" /usr/lib/{name}/_internal/resources/licences/.\n"
        f"Comment: The parts:\n{listed}"
    )


def _part(part: dict[str, Any]) -> str:
    called = f"{part['name']} {part['version']}".rstrip()
    texts = ", ".join(part["texts"])
    return f" .\n {called}, from {part['source']}\n {part['licence']}: {texts}\n"


def _short(licence: str) -> str:
    """A licence as the format wants it: `and` and `or` in small letters, alternatives bracketed."""
    words = " ".join(licence.replace(" AND ", " and ").replace(" OR ", " or ").split())
    bare = words.startswith("(") or " or " not in words
    return (words if bare else f"({words})") or "unknown"


def _indented(text: str) -> str:
    """A text as the continuation of a field; an empty line is a dot."""
    return "".join(f" {line.rstrip() or '.'}\n" for line in text.strip().splitlines())
