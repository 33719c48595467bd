"""How long sessions that were opened earlier last, and what that means.

On paper both figures stand together; where the customer looks on, one thing at a time.

A user's own end 36 hours after they were begun, the longest that AWS's STS makes, and what is
denied to the user is denied in them too. A role's end after 12 hours at most, but one that was
reached from another role can be renewed, and it goes by the role's own rights:
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
"""

from __future__ import annotations

from app.messages import msg

OWN = msg(
    "The user's own open sign-ins (sessions) end within 36 hours. While blocked, they can do "
    "nothing."
)
ROLES = msg(
    "The block doesn't reach a role (rights to borrow) to which the vendor had switched before. "
    "Such a session ends within 12 hours, or later where roles may switch to each other."
)
STILL = msg(
    "What may still work: a role (rights to borrow) to which the vendor had switched before, "
    "usually for 12 hours at most."
)
OWN_NOW = msg(
    "What it has open (its sessions) can do nothing any more, either, but for what is said below."
)
STILL_HOW_LONG = msg(
    "In rare cases longer. Under “Other ways in”, on the next page, you can switch off roles "
    "that were found."
)
HOW_LONG = (OWN, ROLES)
