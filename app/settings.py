"""What the command line said, and where the program's own files are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
LANGUAGES = ("ja", "en")
DEFAULT_REGION = "us-east-1"
# Sign-in's second entrance, offered when the first has trouble: one Region can be out of order
# for a day (https://github.com/aws/aws-cli/issues/10267).
OTHER_REGION = "ap-northeast-1"


@dataclass(frozen=True)
class Settings:
    """One run's settings. `endpoint` is a URL that stands in for AWS, or "" for AWS itself."""

    data_dir: Path
    practice: bool = False
    endpoint: str = ""
    language: str = ""
    vendor_file: Path | None = None

    @property
    def service(self) -> str:
        """The prefix of this run's keyring entries: what isn't the real AWS is kept apart."""
        if self.practice:
            return "aikagi-practice"
        return f"aikagi/{self._stand_in}" if self.endpoint else "aikagi"

    @property
    def records_dir(self) -> Path:
        """Where this run's records go, apart from the real ones where it isn't the real AWS."""
        if self.practice:
            return self.data_dir / "practice"
        return self.data_dir / self._stand_in if self.endpoint else self.data_dir

    @property
    def _stand_in(self) -> str:
        """A name for the endpoint that a folder may have."""
        return "endpoint-" + re.sub(r"[^a-z0-9]+", "-", self.endpoint.lower()).strip("-")

    @property
    def real(self) -> bool:
        """Whether AWS itself is meant."""
        return not (self.practice or self.endpoint)
