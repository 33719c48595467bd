"""Links and tokens that were made earlier: CloudFront's key groups can be seen, others can't. B6.

Whoever holds the private part of a key in such a group signs links to what CloudFront delivers:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import SWEEP, Check
from app.review.finding import Finding, Said, Severity
from app.review.view import View

GROUP = msg(
    "Whoever holds the private part of a key in this group signs links to "
    "what CloudFront (AWS's delivery of websites) delivers for you, without "
    "signing in to AWS."
)
BREAKS = msg(
    "Links that your own website signs with a key of the group stop working "
    "when the key is taken out."
)
BY_HAND = msg(
    "Ask whoever runs your website whether the vendor made the keys. If so: "
    "make a new key, put it into the group in CloudFront, have the website "
    "use it, then take the old one out."
)


def look(view: View) -> Iterator[Said]:
    """The key groups. Raises `Trouble`."""
    reply = view.ask("cloudfront", "list_key_groups")["KeyGroupList"]
    for item in reply.get("Items", ()):
        group = item["KeyGroup"]
        changed = group.get("LastModifiedTime")
        new = view.later(changed)
        yield Finding(
            f"signed_links:group/{group['Id']}",
            "B6",
            Severity.LOW if new is False else Severity.MEDIUM,
            group["KeyGroupConfig"]["Name"],
            GROUP,
            BREAKS,
            by_hand=BY_HAND,
            new=new,
            made=changed,
        )


CHECKS = (
    Check(
        ("B6",),
        "signed_links",
        msg("Keys that sign links to your website's content"),
        ("cloudfront:ListKeyGroups",),
        look,
        SWEEP,
    ),
)
NOT_CHECKED: dict[str, Message] = {
    "B6": msg(
        "Links and tokens that were handed out earlier can't be listed. They end "
        "by themselves, most within twelve hours and links to files within seven "
        "days, and those of a user that is blocked stop at once."
    ),
}
