"""EKS: whom a cluster lets in. moto doesn't know.

https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAccessEntries.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from app.practice.account import Account

if TYPE_CHECKING:
    from app.practice.api import Asked


def entries(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:ListAccessEntries."""
    name = unquote(asked.request.path.split("/")[2])
    return {"accessEntries": account.state.above.access_entries.get(name, [])}


TABLE = {"eks:ListAccessEntries": entries}
