"""Proves a Debian package in clean Debian 12 and 13 trees. Needs root; installs debootstrap.

    python -m tests.installers.deb.prove PACKAGE.deb [SUITE ...]
    python -m tests.installers.deb.prove FOLDER [SUITE ...]          the newest package in it

Everything happens in namespaces of its own: no mount and no process is left, whatever happens.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.installers.deb.inside import TOLD
from tests.installers.deb.older import name_of, older
from tests.installers.deb.trees import APT, REPOSITORY, SUITES, UID, Failed, Tree, desktop

sys.path.append(str(REPOSITORY / "packaging"))

import system

INSIDE = "AIKAGI_PROOF_INSIDE"
# What apt and dpkg keep of a package that was there, and caches that belong to no package.
_OTHERS = re.compile(r"^/(var/(lib/(dpkg|apt|pam|systemd|ucf)|log|cache)|etc/ld\.so\.cache)(/|$|-)")


def said(suite: str, what: str) -> None:
    """Tell whoever waits."""
    print(f"[{suite}] {what}", flush=True)


def expect(true: object, what: str) -> None:
    """Raise `Failed` unless something is so."""
    if not true:
        raise Failed(what)


def self_test(tree: Tree, command: str) -> tuple[int, str]:
    """Run the program's own test, as the user."""
    return tree.tried(command, "--self-test", user=True)


def clean_install(suite: str, package: Path) -> None:
    """With nothing but what it depends on; then spoilt; then purged, and nothing is left."""
    tree, name = Tree.clean(suite), name_of(package)
    before = tree.listing()
    tree.install(package)
    said(suite, f"installed with {len(tree.listing() - before)} files")
    said(suite, tree.run(name, "--version", user=True).strip())
    expect(not (missing := unresolved(tree, name)), f"libraries are missing: {missing}")
    status, told = self_test(tree, name)
    said(suite, told.strip().splitlines()[-1] if told.strip() else "")
    expect(status == 0, f"the self-test failed:\n{told}")
    read_only(tree, name)
    spoilt(tree, name)
    tree.run(*APT, "purge", name)
    tree.run(*APT, "autoremove", "--purge")
    left = {path for path in tree.listing() - before if not _OTHERS.match(path)}
    ours = {path for path in left if name in path and not path.startswith("/home/")}
    expect(not ours, f"left behind: {sorted(ours)}")
    theirs = {path for path in left if not path.startswith("/home/")}
    said(suite, f"purged; of its dependencies there is left: {sorted(theirs)[:20] or 'nothing'}")
    tree.unmount()


def unresolved(tree: Tree, name: str) -> list[str]:
    """The lines of ldd that find no library, over all that the package has."""
    home = f"/usr/lib/{name}"
    script = f"find {home} -type f \\( -name '*.so*' -o -name aikagi \\) -exec ldd {{}} + || true"
    told = tree.run("sh", "-c", script, LD_LIBRARY_PATH=f"{home}/_internal")
    return sorted({line.strip() for line in told.splitlines() if "not found" in line})


def read_only(tree: Tree, name: str) -> None:
    """An installation that nobody can write to, as on a managed computer."""
    usr = str(tree.root / "usr")
    subprocess.run(["mount", "--bind", usr, usr], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", usr], check=True)
    status, told = self_test(tree, name)
    subprocess.run(["umount", usr], check=True)
    expect(status == 0, f"the self-test failed in a read-only installation:\n{told}")
    said(tree.suite, "the self-test is well in a read-only installation")


def spoilt(tree: Tree, name: str) -> None:
    """A file is gone: the self-test says which, and dpkg does."""
    gone = f"usr/lib/{name}/_internal/resources/console.toml"
    kept = (tree.root / gone).read_bytes()
    (tree.root / gone).unlink()
    status, told = self_test(tree, name)
    expect(status == 1, f"the self-test of a spoilt installation ended with {status}:\n{told}")
    expect("console.toml" in told, f"the self-test doesn't say what is missing:\n{told}")
    _status, verified = tree.tried("dpkg", "--verify", name)
    expect("console.toml" in verified, f"dpkg doesn't say what is missing: {verified}")
    (tree.root / gone).write_bytes(kept)
    said(tree.suite, "the self-test names a file that is gone")


def person(tree: Tree, stage: str, name: str) -> None:
    """Go a stage of `inside.py`, as the user, without a way out of this computer."""
    run = tree.root / "run" / "user"
    run.mkdir(mode=0o700, exist_ok=True)
    os.chown(run, UID, UID)
    inside = ["python3", "-m", "tests.installers.deb.inside", stage, name]
    began = time.monotonic()
    told = tree.run(
        *("sh", "-c", 'cd /proof && exec "$@"', "sh", "dbus-run-session", "--", *inside),
        user=True,
        XDG_RUNTIME_DIR="/run/user",
        PYTHONDONTWRITEBYTECODE="1",
    )
    for line in told.splitlines():
        if line.startswith(TOLD):
            said(tree.suite, f"  {line}")
    said(tree.suite, f"{stage} took {time.monotonic() - began:.0f} s")


def in_use(suite: str, package: Path) -> None:
    """The whole journey, a second start, and a desktop without a keyring."""
    tree, name = Tree.lived_in(suite), name_of(package)
    tree.install(package)
    person(tree, "journey", name)
    person(tree, "second-start", name)
    tree.run("dpkg", "--purge", "--force-depends", "gnome-keyring")
    tree.run("rm", "-rf", "/home/山田 太郎/.local/share/aikagi")
    person(tree, "no-keyring", name)
    tree.unmount()


def upgraded(suite: str, package: Path) -> None:
    """Half of the way in an older version, the rest in this one; then removed."""
    tree, name = Tree.lived_in(suite), name_of(package)
    tree.install(older(package))
    person(tree, "half", name)
    tree.install(package)
    marker = tree.root / f"usr/lib/{name}/_internal/only-in-the-older"
    expect(not marker.exists(), "a file of the older version is left")
    person(tree, "the-rest", name)
    records = tree.root / "home/山田 太郎/.local/share/aikagi"
    kept = {path for path in records.rglob("*") if path.is_file()}
    expect(kept, "there are no records")
    tree.run(*APT, "purge", name)
    expect({path for path in records.rglob("*") if path.is_file()} == kept, "records are gone")
    said(suite, f"purged; the customer's {len(kept)} files of records are kept")
    tree.unmount()


def upgraded_under_it(suite: str, package: Path) -> None:
    """An upgrade while the program runs: it goes on with what it has, or says what to do."""
    tree, name = Tree.lived_in(suite), name_of(package)
    tree.install(older(package))
    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(person, tree, "under-it", name)
        while not (tree.root / "run/user/ready").exists() and not going.done():
            time.sleep(0.1)
        tree.install(package)
        (tree.root / "run/user/upgraded").touch()
        going.result()
    tree.unmount()


PROOFS: tuple[Callable[[str, Path], None], ...] = (
    clean_install,
    in_use,
    upgraded,
    upgraded_under_it,
)


def main(package: Path, suites: list[str], only: str) -> None:
    """Prove it. Raises `Failed` with the reason."""
    began = time.monotonic()
    for suite in suites:
        desktop(suite)
        for proof in PROOFS:
            if only in ("", proof.__name__):
                proof(suite, package)
    print(f"proven in {time.monotonic() - began:.0f} s", flush=True)


def enter() -> None:
    """Go on in namespaces of mounts and processes that end with this program."""
    if os.geteuid():
        sys.exit("The proof makes whole systems and mounts them: it needs root.")
    if not shutil.which("debootstrap"):
        system.install(["debootstrap"])
    apart = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
    again = [sys.executable, "-m", "tests.installers.deb.prove", *sys.argv[1:]]
    os.environ[INSIDE] = "1"
    os.execvp("unshare", [*apart, *again])


def newest(given: Path) -> Path:
    """The package that is given, or the last that was built into a folder. Raises `Failed`."""
    if not given.is_dir():
        return given
    found = sorted(given.glob("aikagi*_*.deb"), key=lambda path: path.stat().st_mtime)
    expect(found, f"there is no package in {given}: make installer")
    return found[-1]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if INSIDE not in os.environ:
        enter()
    try:
        main(
            newest(Path(sys.argv[1])),
            [one for one in sys.argv[2:] if one in SUITES] or list(SUITES),
            next((one for one in sys.argv[2:] if one not in SUITES), ""),
        )
    except Failed as failure:
        sys.exit(f"FAILED: {failure}")
