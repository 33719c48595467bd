"""The log: a file in the data directory, to be read by the customer and sent to support.

Only what `app` and `ui` say is kept. Libraries' own logs are not: botocore's, at its most
talkative, holds whole requests, passwords and tokens among them.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "aikagi.log"
LARGEST = 512 * 1024  # bytes, before an older half is kept beside it
OURS = ("app", "ui")
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start(data_dir: Path) -> Path | None:
    """Begin to write the log in `data_dir`; None where it can't be written, which is no trouble."""
    path = data_dir / NAME
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=1, encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(FORMAT))
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.handlers[:] = [handler]
        logger.propagate = False
    return path
