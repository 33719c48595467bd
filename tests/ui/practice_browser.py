"""A customer at the practice sign-in page: real HTTP and redirects, without a browser's weight."""

from __future__ import annotations

import re
import threading
from urllib.parse import urlencode, urljoin
from urllib.request import urlopen


def visit(url: str, choice: str = "root") -> str:
    """Open the sign-in page at `url` and press the button `choice`; returns the last page."""
    with urlopen(url, timeout=30) as page:
        html = page.read().decode()
        address = page.geturl()
    name = re.search(r'name="page" value="([^"]+)"', html)
    assert name is not None, html
    form = urlencode({"page": name[1], "choice": choice}).encode()
    with urlopen(urljoin(address, "/v1/authorize"), data=form, timeout=30) as page:
        return str(page.read().decode())


def visit_later(url: str, choice: str = "root") -> bool:
    """The same on a thread of its own, as a browser would; stands in for `desk.open_url`."""
    threading.Thread(target=visit, args=(url, choice), daemon=True).start()
    return True
