"""What is set of a bucket as a whole: taken back by setting it anew, and put back the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.messages import Message
from app.plan import Action
from app.review.remedies import call


@dataclass(frozen=True)
class BucketSetting:
    """One setting of one bucket. `operation` replaces it whole; `name` is for the actions' ids."""

    name: str
    operation: str
    bucket: str
    region: str

    def replaced(
        self,
        now: Mapping[str, object],
        before: Mapping[str, object],
        *,
        off: Message,
        back: Message,
    ) -> Action:
        """Set it as `now` says; undoing sets it as it was `before`."""
        undo = call(
            f"{self.name}-back-{self.bucket}",
            self.operation,
            {"Bucket": self.bucket, **before},
            message=back,
            service="s3",
            region=self.region,
        )
        return call(
            f"{self.name}-off-{self.bucket}",
            self.operation,
            {"Bucket": self.bucket, **now},
            message=off,
            service="s3",
            region=self.region,
            settled_by=("NoSuchBucket",),
            undo=undo,
        )
