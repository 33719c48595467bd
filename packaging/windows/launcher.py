"""Compiles, with mingw-w64, the few lines of our own that a Windows layout needs.

The launcher (icon, manifest, version resource), and `python3.dll`, which forwards the stable ABI
to CPython's own DLL (https://docs.python.org/3/c-api/stable.html): PySide6 and others ask for it.
Same source, same bytes: no time is written into them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from windows import donor, product

HERE = Path(__file__).resolve().parent
TOOLS = "x86_64-w64-mingw32-"
SAME_BYTES = "-Wl,--no-insert-timestamp"
HARD = (
    "-Wall",
    "-Wextra",
    "-Werror",
    "-O2",
    "-s",
    "-Wl,--dynamicbase,--nxcompat,--high-entropy-va",
)
EXPORT = re.compile(r"^\s*\[\s*\d+\] (\w+)$", re.MULTILINE)
RESOURCE = """#include <windows.h>
#pragma code_page(65001)
1 ICON "{icon}"
1 24 "{manifest}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS VOS_NT_WINDOWS32
FILETYPE VFT_APP
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
{blocks}  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x0411, 0x04b0, 0x0409, 0x04b0
  END
END
"""
BLOCK = """    BLOCK "{language}"
    BEGIN
      VALUE "CompanyName", "{publisher}"
      VALUE "FileDescription", L"{description}"
      VALUE "FileVersion", "{version}"
      VALUE "InternalName", "aikagi"
      VALUE "LegalCopyright", "Apache License 2.0"
      VALUE "OriginalFilename", "aikagi.exe"
      VALUE "ProductName", "Aikagi"
      VALUE "ProductVersion", "{version}"
    END
"""


def tool(name: str) -> str:
    """The path of one of mingw-w64's programs. Raises SystemExit where it isn't installed."""
    found = shutil.which(TOOLS + name)
    if found is None:
        sys.exit(f"{TOOLS}{name} is missing: apt-get install gcc-mingw-w64-x86-64")
    return found


def run(*command: str | Path) -> str:
    """What a tool prints. Raises SystemExit where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def resource(version: str, icon: Path) -> str:
    """The resource script of the launcher."""
    blocks = "".join(
        BLOCK.format(
            language=language, description=text, version=version, publisher=product.PUBLISHER
        )
        for language, text in product.DESCRIPTIONS.items()
    )
    four = ",".join(map(str, product.numbers(version)))
    manifest = HERE / "aikagi.manifest"
    return RESOURCE.format(icon=icon, manifest=manifest, numbers=four, blocks=blocks)


def make(target: Path, version: str, icon: Path, work: Path) -> None:
    """Compile the launcher as `target`; what it takes on the way is kept in `work`."""
    script, compiled = work / "launcher.rc", work / "launcher.res.o"
    script.write_text(resource(version, icon), encoding="utf-8")
    run(tool("windres"), "--codepage=65001", script, "-O", "coff", "-o", compiled)
    define = f'-DPYTHON_DLL=L"{donor.dll_name()}"'
    source = HERE / "launcher.c"
    run(
        tool("gcc"),
        *HARD,
        SAME_BYTES,
        "-municode",
        "-mwindows",
        define,
        source,
        compiled,
        "-o",
        target,
    )


def make_test(target: Path) -> None:
    """Compile what runs a test's script by an installed program's own Python. Never shipped."""
    source = HERE / "launcher.c"
    run(tool("gcc"), *HARD, SAME_BYTES, "-municode", "-mconsole", "-DTEST", source, "-o", target)


def exports(dll: Path) -> list[str]:
    """The names that a DLL offers."""
    table = run(tool("objdump"), "-p", dll).partition("[Ordinal/Name Pointer] Table")[2]
    return sorted(EXPORT.findall(table))


def make_stable_abi(dll: Path, work: Path) -> None:
    """Make `python3.dll` beside CPython's `dll`: each name of the one leads to the other's."""
    names, base = exports(dll), dll.stem
    definition, empty = work / "python3.def", work / "python3.c"
    lines = [f"  {name}={base}.{name}" for name in names]
    definition.write_text(
        "LIBRARY python3.dll\nEXPORTS\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    empty.write_text(
        "int DllMain(void *a, int b, void *c) { return a || b || c || 1; }\n", encoding="utf-8"
    )
    target = dll.with_name("python3.dll")
    flags = ("-shared", "-nostdlib", "-s", "-Wl,-e,DllMain", SAME_BYTES)
    run(tool("gcc"), *flags, empty, definition, "-o", target)
