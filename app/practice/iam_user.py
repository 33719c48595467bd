"""A user of the practice account, and what AWS takes as its name, path and tags.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import category

from moto.iam.exceptions import ValidationError
from moto.iam.models import User

from app.practice.credentials import unique_id

_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)
_TAG_MARKS = frozenset("_.:/=+-@")
_PATH = re.compile(r"(/)|(/[\x21-\x7e]{1,510}/)")


class PracticeUser(User):
    """A user, with what moto's lacks. The reply writer finds these by their names."""

    def __init__(self, account_id: str, region_name: str, name: str, path: str) -> None:
        super().__init__(account_id, region_name, name, path)
        self.id = unique_id("AIDA", 21)
        self.create_date = self.create_date.replace(microsecond=0)
        self.permissions_boundary: dict[str, str] | None = None
        self.profile_born = self.create_date
        self.password_changed = self.create_date
        self.service_credentials: dict[str, dict[str, Any]] = {}

    def is_created(self) -> bool:
        """CloudFormation's question, which practice never asks."""
        return True


def check_name(name: str) -> None:
    """Raise ValidationError unless AWS would take ``name`` for a user."""
    if not name or not _NAME.fullmatch(name):
        text = (
            "The specified value for userName is invalid. It must contain only "
            "alphanumeric characters and/or the following: +=,.@_-"
        )
        raise ValidationError(text)


def check_path(path: str) -> None:
    """Raise ValidationError unless AWS would take ``path``."""
    if not _PATH.fullmatch(path):
        text = "The specified value for path is invalid. It must begin and end with /"
        raise ValidationError(text)


def check_tag_values(tags: list[dict[str, str]]) -> None:
    """Raise ValidationError unless every value has only characters that tags may have."""
    for tag in tags:
        if not all(c in _TAG_MARKS or category(c)[0] in "LZN" for c in tag["Value"]):
            text = (
                "1 validation error detected: a tag's value failed to satisfy constraint: "
                r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*"
            )
            raise ValidationError(text)
