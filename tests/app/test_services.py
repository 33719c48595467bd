"""No AWS service is called that an installed program has no model of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.loaders import Loader

from app import services
from app.services import SERVICES, without_model

ROOT = Path(__file__).resolve().parents[2]
# Names of services that stand in the source and are never called.
WORDS = {
    "bedrock-agentcore": "whose rights let somebody become more (escalation.py)",
    "billing": "a button's name",
    "datapipeline": "as bedrock-agentcore",
    "glue": "as bedrock-agentcore",
    "kinesis": "the service in an ARN (running.py)",
    "location": "a header's name",
    "pipes": "as bedrock-agentcore",
    "sagemaker": "as bedrock-agentcore",
    "sso": "a principal's name (schedules.py)",
    "transfer": "a kind of hand-shake between organisations",
}
KNOWN = frozenset(Loader().list_available_services("service-2"))


def named(source: str) -> Iterator[str]:
    """Every text in a source file that is the name of a service."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in KNOWN:
            yield node.value


def sources() -> Iterator[str]:
    for path in sorted((*(ROOT / "app").rglob("*.py"), *(ROOT / "ui").rglob("*.py"))):
        if "practice" not in path.parts and path.name != "services.py":
            yield path.read_text(encoding="utf-8")


def test_every_service_that_is_called_is_listed() -> None:
    found = {name for source in sources() for name in named(source)}
    assert found - set(SERVICES) == set(WORDS), "is it called? Then app/services.py needs it"
    assert set(SERVICES) <= found, "nothing calls it any more"
    assert not set(SERVICES) & set(WORDS)


def test_the_list_is_in_order() -> None:
    assert list(SERVICES) == sorted(set(SERVICES))


@pytest.mark.parametrize("source", ["there.call('polly', 'x')", "S = 'polly'", "f(a=('polly',))"])
def test_a_new_service_would_be_seen(source: str) -> None:
    assert list(named(source)) == ["polly"]


def test_each_has_a_model() -> None:
    assert without_model() == ()


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "SERVICES", ("iam", "no-such-service", "sts"))
    assert without_model() == ("no-such-service",)
