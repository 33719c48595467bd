"""What SECURITY.md and README say of the source is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["CHANGELOG.md", "CONTRIBUTING.md", "README.ja.md", "README.md"]
DOCUMENTS += ["SECURITY.ja.md", "SECURITY.md"]
_KEY_MAKING = re.compile(r"create_?access_?key", re.IGNORECASE)


def words(tree: ast.Module) -> set[str]:
    """Every name and every text of a file."""
    found = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {str(n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant)}


def makes_keys(text: str) -> bool:
    """Whether a source file calls for an access key to be made."""
    return any(_KEY_MAKING.search(word) for word in words(ast.parse(text)))


def test_no_access_key_is_ever_made() -> None:
    sources = [*(ROOT / "app").glob("*.py"), *(ROOT / "ui").rglob("*.py")]
    assert not [path for path in sources if makes_keys(path.read_text(encoding="utf-8"))]


def test_nor_does_the_review_make_one() -> None:
    """It names the right to make keys, which somebody may hold; it never uses it."""
    for path in (ROOT / "app" / "review").rglob("*.py"):
        assert "create_access_key" not in words(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("bad", ["call('CreateAccessKey')", "iam.create_access_key(UserName=n)"])
def test_making_a_key_is_seen(bad: str) -> None:
    assert makes_keys(bad)


def test_the_search_that_security_names_would_find_one() -> None:
    given = re.search(r'`grep -riE "([^"]+)"', (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert given, "promise 2 says how to look"
    for written in ("CreateAccessKey", "create_access_key"):
        assert re.search(given[1], written, re.IGNORECASE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    named = re.findall(r"`((?:app|ui|tests|resources|packaging)/[\w./-]+)`", text)
    missing = {place for place in (*linked, *named) if not (ROOT / place).exists()}
    assert not missing - {"send_file.py"}


def test_both_readmes_say_the_same() -> None:
    english, japanese = ((ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS[3:1:-1])
    for pattern in (r"```\w+\n(.*?)```", r"^\| (`[^|]+) \|", r"^(#+) "):
        flags = re.DOTALL | re.MULTILINE
        said = re.findall(pattern, english, flags)
        assert [re.sub(r"[`,、 ]|#.*|\n", "", each) for each in said] == [
            re.sub(r"[`,、 ]|#.*|\n", "", each) for each in re.findall(pattern, japanese, flags)
        ]
