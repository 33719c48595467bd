"""Rules about what stands in a source file. Each tells what breaks it, with the place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

MAX_FUNCTION = 40
MAX_FILE = 250
# Files that are longer for a reason.
LONG_FILES: dict[str, str] = {
    "app/troubles.py": "one closed list, read from top to bottom, and the way into it",
}
BACKGROUND = "ui/background.py"
# Hands what it caught on a thread of its own to the thread that asked, where it is raised.
HANDS_OVER = "app/prompts.py"
ENTRY = "ui/main.py"
_BANNED = re.compile(r"(manager|controller|helper|util)s?$", re.IGNORECASE)
_CATCH_ALL = {"Exception", "BaseException"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(node: ast.AST) -> str:
    """The last name of what a node calls: ``processEvents`` of ``QApplication.processEvents()``."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def one_event_loop(path: str, tree: ast.Module) -> Iterator[str]:
    """The event loop is entered once, by main(), and never pumped by hand."""
    for node in ast.walk(tree):
        name = called(node)
        if name == "processEvents" or (name in {"exec", "exec_"} and path != ENTRY):
            yield f"{path}:{node.lineno} runs an event loop of its own: {name}()"  # type: ignore[attr-defined]


def no_global(path: str, tree: ast.Module) -> Iterator[str]:
    """Nothing is kept in a module's variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"{path}:{node.lineno} says global {', '.join(node.names)}"


def no_sleep(path: str, tree: ast.Module) -> Iterator[str]:
    """Every wait can be cancelled, so none is a sleep."""
    for node in ast.walk(tree):
        from_time = isinstance(node, ast.ImportFrom) and node.module == "time"
        if called(node) in {"sleep", "msleep", "usleep"} or (
            from_time and any(alias.name == "sleep" for alias in node.names)  # type: ignore[attr-defined]
        ):
            yield f"{path}:{node.lineno} sleeps"  # type: ignore[attr-defined]


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes anything that goes wrong, and keeps it."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    anything = any(kind is None or ast.unparse(kind) in _CATCH_ALL for kind in kinds)
    passed_on = isinstance(handler.body[-1], ast.Raise) or any(
        isinstance(node, ast.Raise) and not node.exc for node in ast.walk(handler)
    )
    return anything and not passed_on


def one_catch_all(path: str, tree: ast.Module) -> Iterator[str]:
    """Only the background worker catches everything, and only once."""
    found = [n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and catches_all(n)]
    for handler in found[1:] if path in {BACKGROUND, HANDS_OVER} else found:
        yield f"{path}:{handler.lineno} catches everything"
    for node in ast.walk(tree):
        if called(node) == "suppress" and any(
            isinstance(arg, ast.Name) and arg.id in _CATCH_ALL
            for arg in node.args  # type: ignore[attr-defined]
        ):
            yield f"{path}:{node.lineno} suppresses everything"  # type: ignore[attr-defined]


def short_functions(path: str, tree: ast.Module) -> Iterator[str]:
    """A function fits on a screen."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > MAX_FUNCTION:
                yield f"{path}:{node.lineno} {node.name} has {lines} lines, over {MAX_FUNCTION}"


def short_file(path: str, tree: ast.Module) -> Iterator[str]:
    """A file has one subject."""
    last = max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=0)
    if last > MAX_FILE and path not in LONG_FILES:
        yield f"{path} has {last} lines, over {MAX_FILE}"


def plain_names(path: str, tree: ast.Module) -> Iterator[str]:
    """Names say what a thing is, not which pattern it follows."""
    module = path.rsplit("/", 1)[-1].removesuffix(".py")
    names = [
        (1, module),
        *((n.lineno, n.name) for n in ast.walk(tree) if isinstance(n, ast.ClassDef)),
    ]
    for line, name in names:
        if _BANNED.search(name):
            yield f"{path}:{line} {name} names a pattern"


def words_stand_alone(path: str, tree: ast.Module) -> Iterator[str]:
    """No sentence is said inside an f-string: packaging/words.py wouldn't see it there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for inner in ast.walk(node):
                if called(inner) in {"_", "msg", "ngettext"}:
                    yield f"{path}:{node.lineno} says a sentence inside an f-string"


def no_items_of_layouts(path: str, tree: ast.Module) -> Iterator[str]:
    """A layout isn't asked for its items: `ui/taborder.py` says how that ends."""
    for node in ast.walk(tree):
        if called(node) in {"itemAt", "itemAtPosition", "replaceWidget", "takeAt"}:
            yield f"{path}:{node.lineno} asks a layout for an item"  # type: ignore[attr-defined]


RULES = (
    no_global,
    no_items_of_layouts,
    no_sleep,
    one_catch_all,
    one_event_loop,
    plain_names,
    short_file,
    short_functions,
    words_stand_alone,
)
