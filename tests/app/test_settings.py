"""What isn't the real AWS keeps its records and secrets apart."""

from __future__ import annotations

from pathlib import Path

from app.settings import Settings

DATA = Path("data")


def test_three_worlds_share_nothing() -> None:
    real = Settings(DATA)
    practice = Settings(DATA, practice=True, endpoint="http://127.0.0.1:5000")
    other = Settings(DATA, endpoint="http://127.0.0.1:5000/")
    assert (real.service, real.records_dir) == ("aikagi", DATA)
    assert (practice.service, practice.records_dir) == ("aikagi-practice", DATA / "practice")
    assert other.service == "aikagi/endpoint-http-127-0-0-1-5000"
    assert other.records_dir == DATA / "endpoint-http-127-0-0-1-5000"
