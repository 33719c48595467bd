"""Writes a bundle's bill of materials, sbom.cdx.json: CycloneDX 1.6, the same bytes each time.

https://cyclonedx.org/docs/1.6/json/. Its serial number comes from what it says, its time from
SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distributions import Component


NAME = "sbom.cdx.json"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom-1.6.schema.json")
_ROOT = "aikagi"


def write(everything: Iterable[Component], version: str, folder: Path) -> Path:
    """Writes the bill of what Aikagi of this version consists of into a folder, and tells where.

    Raises OSError if it can't be written.
    """
    path = folder / NAME
    text = json.dumps(bill(everything, version), indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return path


def bill(everything: Iterable[Component], version: str) -> dict[str, Any]:
    """The bill of materials, ready for JSON."""
    listed = list(everything)
    tops = {one.name: one for one in listed if not one.parent}
    inner = [one for one in listed if one.parent]
    said: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            **moment(),
            "component": {
                "type": "application",
                "bom-ref": _ROOT,
                "name": "Aikagi",
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
            },
        },
        "components": [described(one) for one in listed],
        "dependencies": [
            {"ref": _ROOT, "dependsOn": sorted(reference(one) for one in tops.values())},
            *(
                {"ref": reference(one), "dependsOn": needed(one, tops, inner)}
                for one in tops.values()
            ),
            *({"ref": reference(one)} for one in inner),
        ],
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(said, sort_keys=True))
    return {"serialNumber": f"urn:uuid:{serial}", **said}


def moment() -> dict[str, str]:
    """When this was built, for the bill; nothing without SOURCE_DATE_EPOCH, and never the clock."""
    if "SOURCE_DATE_EPOCH" not in os.environ:
        return {}
    built = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), tz=UTC)
    return {"timestamp": built.strftime("%Y-%m-%dT%H:%M:%SZ")}


def reference(one: Component) -> str:
    """What the bill calls a component: its purl, within that of what carries it."""
    return f"{one.parent}:{one.purl}" if one.parent else one.purl


def needed(one: Component, tops: dict[str, Component], inner: list[Component]) -> list[str]:
    """The references of what a component needs, and of what it carries in itself."""
    wanted = [reference(tops[name]) for name in one.needs if name in tops]
    return sorted({*wanted, *(reference(part) for part in inner if part.parent == one.name)})


def described(one: Component) -> dict[str, Any]:
    """A component as the bill has it."""
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference(one),
        "name": one.name,
        "purl": one.purl,
        "licenses": [{"expression": one.licence}],
    }
    if one.version:
        found["version"] = one.version
    if one.hashes:
        found["externalReferences"] = [
            {
                "type": "distribution",
                "url": one.source,
                "comment": "one of the archives that the lock allows",
                "hashes": [{"alg": "SHA-256", "content": value} for value in one.hashes],
            }
        ]
    elif one.source:
        found["externalReferences"] = [{"type": "website", "url": one.source}]
    if one.parent:
        found["properties"] = [{"name": "aikagi:inside", "value": one.parent}]
    return found
