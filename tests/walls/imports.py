"""Rules about imports. Each takes a file's name and syntax tree and tells what breaks it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# The only files, or folders (with a slash), that may import a library.
HOMES: dict[str, frozenset[str]] = {
    "PySide6": frozenset({"ui/"}),
    "shiboken6": frozenset({"ui/"}),
    "ui": frozenset({"ui/"}),
    # AWS clients are made in one place; a root session is kept fresh by botocore's own classes;
    # signing in adds the DPoP proof that botocore makes; tls tells it whom to trust; troubles knows
    # botocore's errors.
    "boto3": frozenset({"app/clients.py"}),
    "botocore.session": frozenset({"app/clients.py"}),
    "botocore": frozenset(
        {
            *("app/clients.py", "app/oauth.py", "app/session.py", "app/tls.py", "app/troubles.py"),
            "app/genuine.py",  # judges a reply before botocore reads it
            "app/fetching.py",  # the same way out, trust store and proxies, to what isn't AWS
            "app/practice/",
        }
    ),
    "urllib3": frozenset({"app/fetching.py"}),  # what botocore doesn't translate of it
    # Beside the proof of possession, it checks the signature of a list of newer versions.
    "awscrt": frozenset({"app/oauth.py", "app/updatelist.py"}),
    "truststore": frozenset({"app/tls.py"}),
    "keyring": frozenset({"app/secretstore.py"}),
    "secretstorage": frozenset({"app/secretstore.py"}),
    "platformdirs": frozenset({"ui/cli.py"}),
    "pyotp": frozenset({"app/mfa.py"}),
    "pyzipper": frozenset({"app/package.py"}),
    "qrcode": frozenset({"app/mfa.py"}),
    "zxcvbn": frozenset({"app/rootpassword.py"}),
    # The practice AWS is a server, and comes with an extra of its own.
    "cryptography": frozenset({"app/practice/"}),
    "flask": frozenset({"app/practice/"}),
    "moto": frozenset({"app/practice/"}),
    "werkzeug": frozenset({"app/practice/"}),
    "app.practice": frozenset({"app/practice/", "ui/"}),
}
DOORS = frozenset(
    {
        *("callback", "clients", "fetching", "oauth", "practice", "records", "secretstore"),
        *("session", "signin"),
    }
)
FEATURES = frozenset(
    {"budget", "delivery", "grant", "mfa", "package", "report", "review", "revoke"}
)


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{alias.name}") for alias in node.names)


def lies_in(name: str, package: str) -> bool:
    """Whether a dotted name is a package or something in it."""
    return f"{name}.".startswith(f"{package}.")


def at_home(path: str, homes: frozenset[str]) -> bool:
    """Whether a file is one of the homes, or in one."""
    return any(path == home or (home.endswith("/") and path.startswith(home)) for home in homes)


def for_types(tree: ast.Module) -> set[int]:
    """The lines under ``if TYPE_CHECKING:``, which no running program imports."""
    return {
        inner.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
        if isinstance(inner, ast.stmt)
    }


def each_library_has_its_home(path: str, tree: ast.Module) -> Iterator[str]:
    """Every library is imported where the design says, and nowhere else."""
    typed = for_types(tree)
    for line, name in imported(tree):
        for library, homes in HOMES.items():
            only_a_type = line in typed and library not in {"PySide6", "shiboken6", "ui"}
            if lies_in(name, library) and not at_home(path, homes) and not only_a_type:
                yield f"{path}:{line} imports {name}, whose home is {', '.join(sorted(homes))}"


def imports_point_down(path: str, tree: ast.Module) -> Iterator[str]:
    """A door to the world never knows the features that go through it."""
    parts = path.removesuffix(".py").split("/")
    if parts[0] != "app" or parts[1] not in DOORS:
        return
    for line, name in imported(tree):
        if name.startswith("app.") and name.split(".")[1] in FEATURES:
            yield f"{path}:{line} is a door and imports {name}, a feature"


def nothing_is_relative(path: str, tree: ast.Module) -> Iterator[str]:
    """Imports name their module in full, or the other rules would not see it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{path}:{node.lineno} imports relatively"


RULES = (each_library_has_its_home, imports_point_down, nothing_is_relative)
