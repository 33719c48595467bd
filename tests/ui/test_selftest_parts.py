"""The self-test's parts find what they look for, and tell when it isn't so."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontDatabase, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app import handover, licences, mfa, revoke, secretstore, tls
from app.buildinfo import INSTALLED, BuildInfo
from app.journey import REVIEW, REVOKE, SETUP
from app.licences import Component, Components
from app.settings import RESOURCES
from app.troubles import KEYRING_REFUSED, Trouble
from ui import (
    drawing,
    paperdraw,
    selftest_base,
    selftest_parts,
    selftest_practice,
    selftest_windows,
    words,
)
from ui.about import AboutWindow
from ui.background import Background
from ui.licences import LicencesWindow
from ui.reissue import REISSUE
from ui.selftest_memory import Memory, in_memory
from ui.selftest_parts import NotWellError
from ui.wizard import page_class

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = {"QDialog", "JourneyWizard", "RunWindow", "QMainWindow"}


def test_a_vendor_goes_in_and_out_and_no_secret_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    passphrase, unpacked = handover.passphrase, selftest_practice._unpacked

    def asked(*given: object) -> str:
        seen.append(passphrase(*given))  # type: ignore[arg-type]
        return seen[-1]

    def read(*given: object) -> tuple[str, str]:
        found = unpacked(*given)  # type: ignore[arg-type]
        seen.append(found[1])
        return found

    monkeypatch.setattr(handover, "passphrase", asked)
    monkeypatch.setattr(selftest_practice, "_unpacked", read)
    list(selftest_practice.practice(tmp_path))
    assert len(seen) == 2
    assert not Memory._entries
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"vendor-admin" in written
    assert not [secret for secret in seen if secret.encode() in written]


@pytest.mark.parametrize(
    ("shut_out", "why"), [(False, "isn't shut out"), (True, "can still sign in")]
)
def test_a_revoking_that_does_nothing_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shut_out: bool, why: str
) -> None:
    outcome = SimpleNamespace(shut_out=shut_out)
    monkeypatch.setattr(revoke, "carry_out", lambda *_: outcome)
    with pytest.raises(NotWellError, match=why):
        list(selftest_practice.practice(tmp_path))


def test_an_installed_program_without_its_list_of_files_isnt_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "isn't a sealed build" in next(selftest_parts._files(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for system in ("linux", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        with pytest.raises(NotWellError, match=r"files\.json\) is missing"):
            list(selftest_parts._files(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "isn't a sealed build" in next(selftest_parts._files(tmp_path))


def test_the_keyring_in_memory_is_there_only_when_asked_for() -> None:
    real = secretstore.BACKENDS
    with in_memory():
        store = secretstore.SecretStore.open("aikagi-practice")
        store.put("session", "x" * 5000)
        assert store.get("session") == "x" * 5000
        assert isinstance(store.backend, Memory)
    assert secretstore.BACKENDS is real
    assert not Memory._entries


def test_every_window_is_drawn() -> None:
    found = {
        node.name
        for path in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and WINDOWS & {ast.unparse(base) for base in node.bases}
        and node.name != "JourneyWizard"
    }
    assert found | {"AlreadyOpen"} == set(selftest_windows.every_window())


def test_windows(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each window and each page of each journey, once a language, with what it shows in the end."""
    seen: list[str] = []
    grab = QWidget.grab

    def grabbed(widget: QWidget, *given: Any) -> QPixmap:
        if given:  # a corner, for which a wizard lays its pages out ahead of time
            return grab(widget, *given)
        seen.append(type(widget).__name__)
        if isinstance(widget, AboutWindow | LicencesWindow):
            named = "open_facts" if isinstance(widget, AboutWindow) else "licence_list"
            assert widget.findChild(QWidget, named), "it is drawn before it was filled"
        return grab(widget)

    monkeypatch.setattr(QWidget, "grab", grabbed)
    count = next(selftest_windows.windows(tmp_path))
    words.install("en")
    journeys = (SETUP, REVOKE, REVIEW, REISSUE)
    pages = [page_class(step.name).__name__ for journey in journeys for step in journey]
    expected = [*selftest_windows.every_window(), *pages]
    assert Counter(seen) == Counter([*expected, *expected])
    assert int(count.split()[0]) == len(seen)


def test_a_window_that_cant_be_made_is_told(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.bill.BillWindow.__init__", lambda *_: dict[str, str]()["gone"])
    with pytest.raises(KeyError):
        list(selftest_windows.windows(tmp_path))
    words.install("en")


@pytest.mark.parametrize(
    ("reader", "why"),
    [("app.buildinfo.read", "About wasn't"), ("app.licences.read", "list of the parts wasn't")],
)
def test_a_window_that_isnt_filled_is_told(
    dressed: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reader: str,
    why: str,
) -> None:
    monkeypatch.setattr(reader, lambda *_: dict[str, str]()["gone"])
    monkeypatch.setattr(selftest_windows, "READ_SECONDS", 0.5)
    with pytest.raises(NotWellError, match=why):
        list(selftest_windows.windows(tmp_path))
    words.install("en")


def test_an_installed_program_has_its_licences_and_its_note(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(NotWellError, match="what the build noted is missing"):
        list(selftest_windows.windows(tmp_path))
    built = BuildInfo(INSTALLED)
    monkeypatch.setattr("app.buildinfo.read", lambda _: built)
    part = (Component("Qt"),)
    for found in (
        Components(licences.INSTALLED, part, "", tmp_path),
        Components(licences.DAMAGED, part, "", tmp_path),
        Components(licences.BUILT, part),
        Components(licences.BUILT, (), "", tmp_path),
    ):
        monkeypatch.setattr("app.licences.read", lambda *_, found=found: found)
        with pytest.raises(NotWellError, match="their licences is missing"):
            list(selftest_windows.windows(tmp_path))
    whole = Components(licences.BUILT, part, "", tmp_path)
    monkeypatch.setattr("app.licences.read", lambda *_: whole)
    assert "drawn" in next(selftest_windows.windows(tmp_path))
    words.install("en")


def test_work_that_doesnt_end_is_told(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Background, "stop", lambda *_, **__: False)
    with pytest.raises(NotWellError, match="didn't end within"):
        list(selftest_windows.windows(tmp_path))
    words.install("en")


def test_screens_are_looked_for(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    list(selftest_windows._screens())
    monkeypatch.setattr(selftest_windows, "SCREENS", {"linux": ("qnosuch",)})
    with pytest.raises(NotWellError, match="qnosuch"):
        list(selftest_windows._screens())
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms/libqxcb.so").write_bytes(b"not a library")
    monkeypatch.setattr(selftest_windows, "SCREENS", {"linux": ("qxcb",)})
    monkeypatch.setattr(QLibraryInfo, "path", lambda _: str(tmp_path))
    with pytest.raises(NotWellError, match=r"libqxcb\.so"):
        list(selftest_windows._screens())


def test_papers(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(selftest_windows.papers()) == []
    assert selftest_windows._boxes("\U0010fffe")
    monkeypatch.setattr(selftest_windows, "_boxes", lambda _text: True)
    with pytest.raises(NotWellError, match="boxes"):
        list(selftest_windows.papers())
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    assert "no Japanese font" in next(selftest_windows.papers())
    monkeypatch.setattr(paperdraw, "pdf", lambda *_: b"%PDF-1.4")
    with pytest.raises(NotWellError, match="no letters"):
        list(selftest_windows.papers())
    words.install("en")


def test_a_drawing_that_is_missing_is_told(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drawing, "ILLUSTRATIONS", tmp_path)
    with pytest.raises(NotWellError, match=r"not drawn: .*welcome\.svg"):
        list(selftest_windows.papers())
    words.install("en")


def test_the_keyring_is_told(no_secret_service: None) -> None:
    assert "no password store answers" in next(selftest_base.keyring())


def test_a_keyring_that_answers_is_told(secret_service: object) -> None:
    assert list(selftest_base.keyring()) == ["keyring.backends.SecretService answers"]


def test_a_library_of_the_keyring_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "secretstorage", None)
    with pytest.raises(ImportError) as caught:
        list(selftest_base.keyring())
    assert "secretstorage" in selftest_parts.plain(caught.value)


@pytest.mark.parametrize(
    ("system", "beneath"), [("win32", "win32ctypes"), ("darwin", "keyring.backends.macOS.api")]
)
def test_so_it_is_on_the_other_systems(
    monkeypatch: pytest.MonkeyPatch, system: str, beneath: str
) -> None:
    """keyring's own modules can be imported without it."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setitem(sys.modules, secretstore.BENEATH[system], None)
    with pytest.raises(ImportError) as caught:
        list(selftest_base.keyring())
    assert beneath in selftest_parts.plain(caught.value)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_system_that_always_has_a_password_store_has_to_be_spoken_to(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(secretstore, "import_backends", lambda: secretstore.BACKENDS[system])
    with pytest.raises(NotWellError, match=f"{system}'s password store"):
        list(selftest_base.keyring())


def test_one_that_is_busy_is_only_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> KeyringBackend:
        raise Trouble(KEYRING_REFUSED)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(secretstore, "import_backends", lambda: secretstore.BACKENDS["win32"])
    monkeypatch.setattr(secretstore, "find_backend", busy)
    assert "no password store answers" in next(selftest_base.keyring())


def test_whom_tls_trusts_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert int(next(selftest_base.tls()).split()[0]) >= 50
    for other, why in (
        (tls.Trust(False, "x", 100), "don't ask this system"),
        (tls.Trust(True, "x", 3), "x names only 3"),
    ):
        monkeypatch.setattr(tls, "trust", lambda other=other: other)
        with pytest.raises(NotWellError, match=why):
            list(selftest_base.tls())


def test_a_bundle_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tls.httpsession, "get_cert_path", lambda _: str(tmp_path / "cacert.pem"))
    with pytest.raises(OSError, match="No such file") as caught:
        list(selftest_base.tls())
    missing = f"the file {tmp_path / 'cacert.pem'} is missing"
    assert selftest_parts.plain(caught.value) == missing


def test_models_codes_and_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(selftest_base.aws()) == ["42 services"]
    assert list(selftest_base.codes()) == list(selftest_base.speech()) == []
    monkeypatch.setattr("app.services.without_model", lambda: ("iam", "sts"))
    with pytest.raises(NotWellError, match="is missing: iam, sts"):
        list(selftest_base.aws())
    monkeypatch.setattr(mfa, "codes", lambda *_: ("000000", "", 0))
    with pytest.raises(NotWellError, match="codes are wrong"):
        list(selftest_base.codes())
    monkeypatch.setattr(words, "RESOURCES", RESOURCES / "nowhere")
    with pytest.raises(NotWellError, match="Japanese words"):
        list(selftest_base.speech())


def test_an_installed_program_takes_file_names_for_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest_base, "LATER", ())
    monkeypatch.setattr(selftest_base, "own", lambda _package: ["app"])
    assert list(selftest_base.modules()) == ["2 modules"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(NotWellError, match="locale"):
        list(selftest_base.modules())


def test_many_names_are_few_in_a_sentence() -> None:
    assert selftest_parts.several([str(n) for n in range(9)]) == "0, 1, 2, 3, 4 and 4 more"
    assert selftest_parts.several(["a"]) == "a"
