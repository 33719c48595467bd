"""What is in a bundle is found wherever its layout puts it, and in the program itself."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.installers import bundles

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import inbundle

MODULE, PACKAGE, NAMESPACE = 0, 1, 3


@pytest.mark.parametrize("root", ["_internal", "lib/site-packages", "Contents/Frameworks", "."])
def test_files_are_told_as_site_packages_has_them(tmp_path: Path, root: str) -> None:
    files = {
        f"{root}/botocore/data/iam.json": b"{}",
        f"{root}/moto/_internal/models.py": b"",
        f"{root}/yaml/_yaml.so": bundles.ELF,
    }
    found = inbundle.contents(bundles.write(tmp_path, files))
    assert {"botocore/data/iam.json", "moto/_internal/models.py"} <= found.paths
    assert list(found.natives.values()) == ["yaml/_yaml.so"]


@pytest.mark.parametrize(
    "path",
    ["zxcvbn/time.pyc", "zxcvbn/__pycache__/time.cpython-311.pyc", "zxcvbn/time.py"],
)
def test_compiled_modules_count_as_their_source(tmp_path: Path, path: str) -> None:
    bundles.write(tmp_path, {"botocore/x.py": b"", path: b""})
    assert "zxcvbn/time.py" in inbundle.contents(tmp_path).paths


def test_modules_frozen_into_the_program_are_found(tmp_path: Path) -> None:
    kinds = {"keyring": PACKAGE, "keyring.errors": MODULE, "jaraco": NAMESPACE}
    bundles.write(tmp_path, {"aikagi": bundles.frozen_program(kinds)})
    found = inbundle.contents(tmp_path).paths
    assert found >= {"keyring/__init__.py", "keyring/errors.py", "__main__.py"}
    assert not {"jaraco.py", "jaraco/__init__.py"} & found


def test_modules_in_a_zip_are_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "python311.zip", "w") as archive:
        archive.writestr("pyotp/totp.pyc", b"")
    assert "pyotp/totp.py" in inbundle.contents(tmp_path).paths


@pytest.mark.parametrize("tail", [b"", b"MEI\014\013\012\013\016", bytes(200)])
def test_other_programs_hold_no_modules(tail: bytes) -> None:
    assert not list(inbundle.frozen(bundles.ELF + tail + bytes(88)))


def test_links_are_not_counted_twice(tmp_path: Path) -> None:
    bundles.write(tmp_path, {"botocore/libQt6Core.so.6": bundles.ELF})
    (tmp_path / "libQt6Core.so.6").symlink_to("botocore/libQt6Core.so.6")
    assert len(inbundle.contents(tmp_path).natives) == 1
