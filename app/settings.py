"""What the command line said, and where the program's own files are."""

from __future__ import annotations

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
        """The prefix of this run's keyring entries: practice is apart from the real thing."""
        return "aikagi-practice" if self.practice else "aikagi"

    @property
    def real(self) -> bool:
        """Whether AWS itself is meant."""
        return not (self.practice or self.endpoint)
