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
    return head + "".join(_part(part, name) for part in parts)


def _part(part: dict[str, Any], name: str) -> str:
    where = f"/usr/lib/{name}/_internal/resources/licences"
    texts = "".join(f" {where}/{text}\n" for text in part["texts"])
    return (
        f"\nFiles: usr/lib/{name}/*\n"
        f"Copyright: the authors of {part['name']} {part['version']}\n"
        f"License: {_short(part['licence'])}\n"
        f" {part['licence']}; the text is in\n{texts}"
        f"Comment: {part['name']} {part['version']}, from {part['source']}\n"
    )


def _short(licence: str) -> str:
    """A licence's name as the format wants it: words that `and` and `or` may stand between."""
    return " ".join(licence.replace("AND", "and").replace("OR", "or").split()) or "unknown"


def _indented(text: str) -> str:
    """A text as the continuation of a field; an empty line is a dot."""
    return "".join(f" {line.rstrip() or '.'}\n" for line in text.strip().splitlines())
