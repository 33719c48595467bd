"""The log keeps what Aikagi says, and nothing of what libraries say."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    saved = {
        n: (logging.getLogger(n).handlers[:], logging.getLogger(n).propagate) for n in log.OURS
    }
    yield
    for name, (handlers, propagate) in saved.items():
        logging.getLogger(name).handlers[:] = handlers
        logging.getLogger(name).propagate = propagate


def test_only_our_own_words_are_kept(data_dir: Path) -> None:
    path = log.start(data_dir)
    assert path is not None
    logging.getLogger("app.handover").info("a step was taken")
    logging.getLogger("botocore.endpoint").warning("Password=hunter2")
    text = path.read_text()
    assert "a step was taken" in text
    assert "hunter2" not in text
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert log.start(blocked / "data") is None
