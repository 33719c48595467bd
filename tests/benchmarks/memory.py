"""What a program holds in memory at the end. Run as a process; the last line it prints is JSON.

python -m tests.benchmarks.memory journey FOLDER ENDPOINT
python -m tests.benchmarks.memory bare SERVICE…
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

LINGER_MS = 3000


def resident() -> float:
    """This process's resident memory in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def journey(folder: str, endpoint: str) -> dict[str, object]:
    """The whole way through both wizards."""
    from PySide6.QtTest import QTest

    from tests.journey import walk
    from tests.journey.customer import Customer, Follower, Patience
    from ui.home import Home
    from ui.main import start

    home = start(["--endpoint-url", endpoint, "--lang", "ja", "--data-dir", folder])
    assert isinstance(home, Home)
    home.desk.open_url = Follower().open
    customer, browser = Customer(Patience(), home), Follower()
    walk.grant(customer, browser, Path(folder))
    walk.deliver(customer)
    walk.finish(customer)
    walk.revoke(customer, "vendor-admin", "delete")
    session = home.desk.session
    assert session is not None
    services = sorted({service for service, _ in session.clients._shelf._made})
    customer.press("done")
    QTest.qWait(LINGER_MS)
    return {"memory": resident(), "services": services}


def bare(services: list[str]) -> dict[str, object]:
    """A wizard with one label, and the same clients by boto3."""
    import boto3
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.benchmarks.first_paint import bare as wizard

    app = QApplication(["bare"])
    window = wizard()
    client: Any = boto3.client  # its stubs know each service by a type of its own
    made = [client(name, region_name="us-east-1") for name in services]
    QTest.qWait(LINGER_MS)
    found: dict[str, object] = {"memory": resident(), "clients": len(made)}
    del window, app
    return found


if __name__ == "__main__":
    which, *arguments = sys.argv[1:]
    print(json.dumps(journey(*arguments) if which == "journey" else bare(arguments)))
