"""The program has no path of whoever builds it: not where libraries are looked for, not in it."""

from __future__ import annotations

import marshal
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.installers.bundles import ELF, package_of_code
from tests.support.processes import program

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import builderpaths  # noqa: E402  (the path comes first)
import elfpaths  # noqa: E402

HOME = "/home/somebody/python/lib"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A module that is linked to be looked for in `HOME`, and beside itself."""
    compiler = shutil.which("gcc") or pytest.skip("no gcc is here")
    source = tmp_path / "module.c"
    source.write_text("int lib(void) { return 42; }\nint module(void) { return lib(); }\n")
    made = tmp_path / "bundle" / "module.so"
    made.parent.mkdir()
    paths = f"-Wl,-rpath,{HOME}:$ORIGIN/own"
    options = ["-shared", "-fPIC", "-Wl,--enable-new-dtags", paths]
    subprocess.run([compiler, *options, "-o", str(made), str(source)], check=True)
    return made


def test_a_foreign_place_is_taken_out_and_the_own_one_stays(linked: Path) -> None:
    before = linked.read_bytes()
    assert elfpaths.places(before) == [HOME, "$ORIGIN/own"]
    assert elfpaths.mend(linked.parent) == 1
    after = linked.read_bytes()
    assert elfpaths.places(after) == ["$ORIGIN/own"]
    assert HOME.encode() not in after
    assert len(after) == len(before)
    assert elfpaths.mend(linked.parent) == 0
    told = subprocess.run(
        [program("readelf"), "-dW", str(linked)], capture_output=True, text=True, check=True
    )
    assert "[$ORIGIN/own]" in told.stdout
    load = f"import ctypes; assert ctypes.CDLL({str(linked)!r}).module() == 42"
    subprocess.run([sys.executable, "-c", load], check=True)


def test_an_entry_with_foreign_places_alone_goes(linked: Path) -> None:
    data = linked.read_bytes().replace(b"$ORIGIN/own\0", b"/elsewhere/\0")
    mended = elfpaths.without_foreign(data)
    assert elfpaths.places(mended) == []
    assert elfpaths.names(mended) == elfpaths.names(data)[:-1]
    linked.write_bytes(mended)
    load = f"import ctypes; assert ctypes.CDLL({str(linked)!r}).module() == 42"
    subprocess.run([sys.executable, "-c", load], check=True)


def test_a_place_that_is_another_names_end_is_refused(linked: Path) -> None:
    data = linked.read_bytes().replace(f"{HOME}:$ORIGIN/own\0".encode(), b"/home\0".ljust(38, b"m"))
    at = data.index(b"/home\0") + 1
    symbol = data.index(b"\0lib\0") + 1
    assert symbol != at
    assert elfpaths.without_foreign(data) != data, "nothing shares it yet"
    table = _symbol_named(data, symbol)
    shared = data[:table] + _offset(data, at) + data[table + 4 :]
    with pytest.raises(elfpaths.Shared):
        elfpaths.without_foreign(shared)


def _offset(data: bytes, at: int) -> bytes:
    """The place of a text, from the start of the dynamic texts."""
    found = elfpaths._dynamic(data)
    assert found
    return (at - found.strings).to_bytes(4, "little")


def _symbol_named(data: bytes, at: int) -> int:
    """Where a dynamic symbol is listed whose name stands at `at`."""
    return data.index(_offset(data, at) + b"\x12")


def test_a_searched_home_is_a_fault(linked: Path) -> None:
    found = list(builderpaths.faults(linked.parent, {"/home/somebody"}))
    assert found == [
        f"module.so is searched for in {HOME}",
        "module.so names /home/somebody/",
    ]
    elfpaths.mend(linked.parent)
    assert not list(builderpaths.faults(linked.parent, {"/home/somebody"}))


@pytest.mark.parametrize(
    ("module", "faulty"), [("_sysconfigdata__linux_x86", True), ("words", False)]
)
def test_pythons_own_build_is_read_in_frozen_modules(
    tmp_path: Path, module: str, faulty: bool
) -> None:
    code = marshal.dumps(compile("prefix = '/home/somebody/python'", module, "exec"))
    (tmp_path / "aikagi").write_bytes(package_of_code({module: zlib.compress(code)}))
    found = list(builderpaths.faults(tmp_path, {"/home/somebody"}))
    assert found == (["aikagi names /home/somebody/"] if faulty else [])


def test_the_module_that_is_frozen_has_no_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, ours = tmp_path / "lib", tmp_path / "plain"
    theirs.mkdir()
    known = {"prefix": HOME, "SOABI": "cpython-311", "ABIFLAGS": "", "SIZEOF_INT": 4}
    (theirs / "_sysconfigdata__any.py").write_text(f"build_time_vars = {known}\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(theirs)])
    builderpaths.write_plain_module(ours)
    said: dict[str, object] = {}
    exec((ours / "_sysconfigdata__any.py").read_text(), said)  # noqa: S102  (as Python imports it)
    del known["prefix"]
    assert said["build_time_vars"] == known


def test_what_every_computer_has_is_nobodys(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.parent.mkdir(exist_ok=True)
    python.symlink_to("/usr/bin/env")
    found = builderpaths.of_builder(ROOT, python)
    assert {str(ROOT), str(Path.home())} <= found
    assert not found & {"/", "/usr"}


def test_what_is_no_such_file_has_no_places() -> None:
    assert elfpaths.places(b"text") == elfpaths.names(b"MZ") == []
    assert elfpaths.without_foreign(ELF.ljust(64, b"\0")) == ELF.ljust(64, b"\0")
