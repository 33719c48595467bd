"""Clean Debian trees: made once by debootstrap, and each use in a layer of its own over them.

Everything is mounted in the mount namespace of the process, and so is gone when that ends.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
TREES = REPOSITORY / "build" / "trees"
SUITES = ("bookworm", "trixie")
# What a desktop has beside the program: screen, session, keyring, screen reader's bus, 7-Zip.
DESKTOP = (
    "at-spi2-core",
    "dbus",
    "fonts-vlgothic",
    "gnome-keyring",
    "p7zip-full",
    "python3",
    "python3-jeepney",
    "xdg-utils",
    "xvfb",
)
APT = ("apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0")
USER, HOME = "taro", "/home/山田 太郎"
UID = 1500
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Failed(Exception):  # noqa: N818  (it says what happened)
    """A command in a tree didn't do what it had to; says which, and what it printed."""


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True)


def mirror() -> str:
    """Where this machine has its Debian packages from, as its apt says."""
    targets = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    chosen = ["Created-By: Packages", "Origin: Debian", "Label: Debian"]
    told = subprocess.run([*targets, *chosen], capture_output=True, text=True, check=True)
    found = told.stdout.split()
    if not found:
        message = "apt knows no Debian archive here; `apt-get update` may help"
        raise Failed(message)
    return found[0]


def _stamped(folder: Path, wanted: str) -> bool:
    stamp = folder.with_name(f"{folder.name}.made")
    return folder.is_dir() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _stamp(folder: Path, wanted: str) -> None:
    folder.with_name(f"{folder.name}.made").write_text(wanted, encoding="utf-8")


def base(suite: str) -> Path:
    """The smallest tree of that Debian: debootstrap's minbase, made once."""
    folder = TREES / suite
    if not _stamped(folder, "minbase"):
        shutil.rmtree(folder, ignore_errors=True)
        cache = TREES / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        made = ["debootstrap", "--variant=minbase", f"--cache-dir={cache}", suite]
        _run(*made, folder, mirror())
        _stamp(folder, "minbase")
    return folder


def desktop(suite: str) -> Path:
    """What lies over the smallest tree so that a person could use it; made once."""
    folder = TREES / f"{suite}-desktop"
    wanted = " ".join(DESKTOP)
    if not _stamped(folder, wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        tree = Tree.mounted(suite, [base(suite)], folder)
        tree.run(*APT, "update")
        tree.run(*APT, "install", "--no-install-recommends", *DESKTOP)
        tree.unmount()
        _stamp(folder, wanted)
    return folder


@dataclass(frozen=True)
class Tree:
    """A tree that is mounted and may be changed."""

    suite: str
    root: Path

    @classmethod
    def mounted(cls, suite: str, lower: Sequence[Path], upper: Path | None = None) -> Tree:
        """Mount layers, top first, under one that takes the changes; a new one unless given."""
        runs = TREES / "run"
        runs.mkdir(parents=True, exist_ok=True)
        # Never one that an interrupted proof left: process numbers begin anew in each namespace.
        run = Path(tempfile.mkdtemp(prefix=f"{suite}-", dir=runs))
        root, work, changes = run / "root", run / "work", upper or run / "changes"
        if upper is not None:
            work = upper.with_name(f"{upper.name}.work")
        for folder in (root, work, changes):
            folder.mkdir(parents=True, exist_ok=True)
        layers = ":".join(map(str, lower))
        options = f"lowerdir={layers},upperdir={changes},workdir={work}"
        _run("mount", "-t", "overlay", "overlay", "-o", options, root)
        for place, kind in (("proc", "proc"), ("run", "tmpfs"), ("tmp", "tmpfs")):
            _run("mount", "-t", kind, kind, root / place)
        _run("mount", "--rbind", "/dev", root / "dev")
        for place, source in (("var/cache/apt/archives", TREES / "cache"), ("proof", REPOSITORY)):
            (root / place).mkdir(parents=True, exist_ok=True)
            _run("mount", "--bind", source, root / place)
        (root / "var/cache/apt/archives/partial").mkdir(exist_ok=True)
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(Path("/etc") / name, root / "etc" / name)
        return cls(suite, root)

    @classmethod
    def clean(cls, suite: str) -> Tree:
        """The smallest tree, with an ordinary user in it."""
        return cls.mounted(suite, [base(suite)])._with_user()

    @classmethod
    def lived_in(cls, suite: str) -> Tree:
        """A tree with what a desktop has, and an ordinary user."""
        return cls.mounted(suite, [desktop(suite), base(suite)])._with_user()

    def _with_user(self) -> Tree:
        self.run("useradd", "--create-home", "--home-dir", HOME, "--uid", str(UID), USER)
        self.run(*APT, "update")
        return self

    def unmount(self) -> None:
        """Take it apart; a new layer of changes is thrown away."""
        # A session's servers may still be about to end.
        _run("umount", "--recursive", "--lazy", self.root)
        run = self.root.parent
        shutil.rmtree(run, ignore_errors=True)

    def tried(self, *command: str, user: bool = False, **env: str) -> tuple[int, str]:
        """Run a command in the tree; its exit status and all it prints.

        As root, who may fetch packages; or as the user, whose network is this computer alone.
        """
        settings = {"PATH": _PATH, "HOME": "/root", "LANG": "C.UTF-8", **env}
        settings.setdefault("DEBIAN_FRONTEND", "noninteractive")
        chroot = ["chroot", str(self.root), *command]
        if user:
            settings |= {"HOME": HOME, "USER": USER}
            alone = [sys.executable, "-m", "tests.installers.deb.offline"]
            chroot = ["unshare", "--net", *alone, *chroot]
            chroot.insert(-len(command) - 1, f"--userspec={UID}:{UID}")
        done = subprocess.run(
            chroot,
            cwd=REPOSITORY,
            env=settings,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout

    def run(self, *command: str, user: bool = False, **env: str) -> str:
        """The same for what must go well; what it prints. Raises `Failed`."""
        status, said = self.tried(*command, user=user, **env)
        if status:
            message = f"{self.suite}: {shlex.join(command)} ended with {status}:\n{said}"
            raise Failed(message)
        return said

    def install(self, *packages: Path | str, recommends: bool = False) -> None:
        """Have apt install packages: by name, or files of the repository."""
        given = [
            f"/proof/{one.resolve().relative_to(REPOSITORY)}" if isinstance(one, Path) else one
            for one in packages
        ]
        how = "--install-recommends" if recommends else "--no-install-recommends"
        self.run(*APT, "install", "--allow-downgrades", how, *given)

    def listing(self) -> set[str]:
        """Every path in the tree, but for what is mounted into it."""
        return set(self.run("find", "/", "-xdev").splitlines())
