"""Holds bills of materials against CycloneDX's own schema.

    python packaging/validbill.py FILE …

Run by the Python of `make audit`'s own environment, which has CycloneDX's library.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(paths: list[str]) -> int:
    """1 where one isn't valid, and what of it."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    wrong = 0
    for path in paths:
        fault = validator.validate_str(Path(path).read_text(encoding="utf-8"))
        if fault:
            wrong = 1
            print(f"{path}: {str(fault)[:500]}")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
