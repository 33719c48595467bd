"""What can be held of the macOS build without a Mac: texts, icon, order and commands."""

from __future__ import annotations

import plistlib
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from tests.installers import bundles

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import picture
import signing
import trimming
from macos import dmg, keychain, links, notarise, product, sign

PNG = b"\x89PNG\r\n\x1a\n"
IDENTITY = "Developer ID Application: Example (TEAM123456)"
KEYS = {
    notarise.KEY: "the key's own text",
    notarise.KEY_ID: "ABC1234567",
    notarise.ISSUER: "11111111-2222-3333-4444-555555555555",
}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """Aikagi.app, as PyInstaller leaves it."""
    return bundles.app(tmp_path)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Takes the place of running commands; an image that is to be made is made."""
    found: list[list[str]] = []

    def run(*command: str) -> None:
        found.append(list(command))
        if command[0] == "hdiutil":
            Path(command[-1]).write_bytes(b"an image")

    for module in (dmg, sign, notarise):
        monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(dmg, "check", lambda app: found.append(["self-test", str(app)]))
    return found


def test_info_is_a_property_list_that_names_what_is_there(app: Path) -> None:
    product.finish(app)
    info = plistlib.loads((app / "Contents/Info.plist").read_bytes())
    assert (app / "Contents/MacOS" / info["CFBundleExecutable"]).is_file()
    assert info["CFBundleIdentifier"] == product.IDENTIFIER
    for language in info["CFBundleLocalizations"]:
        words = app / f"Contents/Resources/{language}.lproj/InfoPlist.strings"
        assert plistlib.loads(words.read_bytes()).keys() <= info.keys()


def test_gatekeeper_is_told_of_what_is_fetched() -> None:
    """app/marking.py relies on it: without the mark the system asks nobody."""
    assert product.info("1.2.0")["LSFileQuarantineEnabled"] is True


def test_two_vendors_own_builds_can_lie_side_by_side(
    app: Path, ran: list[list[str]], tmp_path: Path
) -> None:
    profile = {"Contents/Resources/resources/brand/vendor.toml": b'name = "North/South Inc."\n'}
    bundles.write(app, profile)
    made = dmg.make(app, tmp_path / "dist")
    assert made.name == "Aikagi-north-south-inc-1.2.0rc1-macos-arm64.dmg"
    info = plistlib.loads((app / "Contents/Info.plist").read_bytes())
    assert info["CFBundleIdentifier"] == f"{product.IDENTIFIER}.north-south-inc"
    assert info["CFBundleDisplayName"] == "Aikagi (North/South Inc.)"
    (copied,) = [command[-1] for command in ran if command[0] == "ditto"]
    assert Path(copied).name == "Aikagi (North South Inc.).app"


@pytest.mark.parametrize(
    ("version", "plain"),
    [(__version__, __version__), ("1.2.0rc1", "1.2.0"), ("1.2", "1.2.0"), ("1.2.3.dev4", "1.2.3")],
)
def test_version_is_three_numbers(version: str, plain: str) -> None:
    info = product.info(version)
    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == plain


def test_oldest_system_is_the_one_that_qts_wheel_needs() -> None:
    root = Path(__file__).resolve().parents[2]
    assert "PySide6-Essentials==6.11.3" in (root / "pyproject.toml").read_text(encoding="utf-8")
    assert product.OLDEST_SYSTEM == "13.0"  # pyside6_essentials-6.11.3-…-macosx_13_0_universal2


def test_icon_holds_each_size_as_a_picture_of_that_size(tmp_path: Path) -> None:
    data = product.icon(tmp_path / "Aikagi.icns").read_bytes()
    kind, length = struct.unpack(">4sI", data[:8])
    assert (kind, length) == (b"icns", len(data))
    at, sizes = 8, []
    while at < len(data):
        kind, length = struct.unpack(">4sI", data[at : at + 8])
        image = data[at + 8 : at + length]
        assert image.startswith(PNG)
        sizes.append(struct.unpack(">II", image[16:24]))
        at += length
    assert at == len(data)
    assert {size for size, _ in sizes} == {16, 32, 64, 128, 256, 512, 1024}
    assert all(wide == high for wide, high in sizes)


def test_a_drawing_that_is_none_gives_no_icon(tmp_path: Path) -> None:
    (tmp_path / "broken.svg").write_text("<sv", encoding="utf-8")
    with pytest.raises(OSError, match=r"broken\.svg"):
        picture.png(16, tmp_path / "broken.svg")


def test_signing_goes_from_the_inside_out_and_signs_each_thing_once(app: Path) -> None:
    found = [path.relative_to(app).as_posix() for path in sign.order(app)]
    assert found == [
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework",
        "Contents/Frameworks/PySide6/QtCore.abi3.so",
        "Contents/Frameworks/lib-dynload/_ssl.cpython-311-darwin.so",
        "Contents/Frameworks/Python.framework",
        ".",
    ]


def test_a_library_deep_in_a_framework_is_signed_before_it(app: Path) -> None:
    inner = "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/Helpers/one"
    bundles.write(app, {inner: bundles.MACH_O})
    found = sign.order(app)
    framework = app / "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework"
    assert found.index(app / inner) < found.index(framework)


def test_with_an_identity_it_is_hardened_and_dated(app: Path) -> None:
    for command in sign.commands(app, IDENTITY):
        assert command[:4] == ["codesign", "--force", "--sign", IDENTITY]
        assert "--timestamp" in command
        assert command[command.index("--options") + 1] == "runtime"
        assert ("--entitlements" in command) == (command[-1] == str(app))


def test_without_one_it_is_signed_ad_hoc(app: Path) -> None:
    for command in sign.commands(app, sign.AD_HOC):
        assert not {"--timestamp", "--options"} & set(command)


def test_nothing_is_asked_to_be_let_off_from() -> None:
    assert plistlib.loads(sign.ENTITLEMENTS.read_bytes()) == {}


def test_an_image_is_made_signed_and_verified_in_this_order(
    app: Path, ran: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(signing.NEEDED["darwin"], IDENTITY)
    build = app / "Contents/Resources/resources/build.json"
    build.write_text(build.read_text("utf-8").replace("false", "true"), encoding="utf-8")
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    submitted: list[str] = []

    def notarised(file: Path, stapled: Path) -> None:
        submitted.append(f"{file.suffix} for {stapled.suffix}")
        ran.append(["notarised", str(file)])

    monkeypatch.setattr(notarise, "notarise", notarised)
    made = dmg.make(app.with_name("aikagi"), tmp_path / "dist")
    assert made.name == "Aikagi-1.2.0rc1-macos-arm64.dmg"
    assert made.read_bytes() == b"an image"
    assert submitted == [".zip for .app", ".dmg for .dmg"]
    kinds = [command[0] for command in ran]
    signed = len(sign.order(app))
    assert kinds[: signed + 2] == ["codesign"] * (signed + 1) + ["self-test"]
    assert kinds[signed + 2 :][:6] == [
        "ditto",
        "notarised",
        "ditto",
        "hdiutil",
        "codesign",
        "notarised",
    ]
    assert kinds.count("spctl") == 2
    assert ["xcrun", "stapler", "validate", str(app)] in ran


def test_unsigned_is_said_loudly(
    app: Path, ran: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dmg.make(app, tmp_path / "dist")
    assert "UNSIGNED" in capsys.readouterr().out
    assert not [command for command in ran if command[0] in {"spctl", "notarised"}]


def test_an_app_that_says_it_is_signed_is_not_packed_unsigned(
    app: Path, ran: list[list[str]], tmp_path: Path
) -> None:
    build = app / "Contents/Resources/resources/build.json"
    build.write_text(build.read_text("utf-8").replace("false", "true"), encoding="utf-8")
    with pytest.raises(SystemExit, match="build it anew"):
        dmg.make(app, tmp_path / "dist")
    assert not ran


def test_nothing_is_left_behind_where_signing_fails(
    app: Path, ran: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*command: str) -> None:
        raise SystemExit(command[0])

    monkeypatch.setattr(sign, "run", fails)
    with pytest.raises(SystemExit):
        dmg.make(app, tmp_path / "dist")
    assert not list((tmp_path / "dist").iterdir())
    assert not ran


def test_no_secret_is_an_argument(tmp_path: Path) -> None:
    with notarise.key_file(KEYS) as key:
        assert key.stat().st_mode & 0o077 == 0
        command = notarise.submission(tmp_path / "Aikagi.dmg", key, KEYS)
        assert KEYS[notarise.KEY] not in " ".join(command)
        assert key.read_text("utf-8") == KEYS[notarise.KEY]
    assert not key.exists()


def test_a_part_of_a_notary_key_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not notarise.wanted({})
    assert notarise.wanted(KEYS)
    with pytest.raises(SystemExit, match=notarise.KEY_ID):
        notarise.wanted({notarise.KEY: "x"})


@pytest.mark.parametrize("answer", ['{"status": "Invalid", "id": "1"}', "no JSON", "[]"])
def test_apples_no_stops_the_build(
    answer: str, ran: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, answer, "")

    monkeypatch.setattr(subprocess, "run", asked)
    with pytest.raises(SystemExit, match="Apple's answer"):
        notarise.notarise(tmp_path / "Aikagi.dmg", tmp_path / "Aikagi.dmg", KEYS)
    assert "staple" not in {word for command in ran for word in command}


class Security:
    """Takes the place of macOS's `security`: remembers its arguments and what it was told."""

    def __init__(self, *, fails: bool = False) -> None:
        self.arguments: list[str] = []
        self.told = ""
        self.fails = fails

    def __call__(self, command: list[str], **given: object) -> subprocess.CompletedProcess[str]:
        self.arguments += [*command, "\n"]
        self.told += str(given.get("input") or "")
        wrong = self.fails and command[1] == "-i"
        listed = '    "login.keychain-db"\n' if command[1] == "list-keychains" else ""
        return subprocess.CompletedProcess(command, int(wrong), listed, "")


def test_the_keychain_lasts_as_long_as_the_build_and_its_passwords_are_no_arguments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    security = Security()
    monkeypatch.setattr(subprocess, "run", security)
    given = {keychain.CERTIFICATE: "Y2VydGlmaWNhdGU=", keychain.PASSWORD: 'pa"ss\\word'}
    with keychain.opened(given):
        assert "delete-keychain" not in security.arguments
    assert 'pa"ss' not in " ".join(security.arguments)
    assert '"pa\\"ss\\\\word"' in security.told
    assert security.arguments.count("-s") == 2
    assert security.arguments[-3:-2] == ["delete-keychain"]


def test_the_keychain_goes_where_the_certificate_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    security = Security(fails=True)
    monkeypatch.setattr(subprocess, "run", security)
    with (
        pytest.raises(SystemExit, match="password right"),
        keychain.opened({keychain.CERTIFICATE: "eA==", keychain.PASSWORD: "wrong"}),
    ):
        pass
    assert "delete-keychain" in security.arguments


def test_without_a_certificate_no_keychain_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    security = Security()
    monkeypatch.setattr(subprocess, "run", security)
    with keychain.opened({}):
        pass
    assert not security.arguments


def test_signing_is_told_from_the_environment() -> None:
    for system, name in signing.NEEDED.items():
        assert signing.will_be(system, {name: "x"})
        assert not signing.will_be(system, {name: ""})
        assert name in signing.loud(system)
    assert not signing.will_be("linux", dict.fromkeys(signing.NEEDED.values(), "x"))


def collected(module: str) -> list[links.Entry]:
    """What PyInstaller collects for a module of Qt on a Mac, as it was read from its own source."""
    root = f"PySide6/Qt/lib/{module}.framework"
    return [
        (f"{root}/Versions/A/{module}", "from", "BINARY"),
        (f"{root}/Versions/A/Resources/Info.plist", "from", "DATA"),
        (f"{root}/Versions/Current", "A", "SYMLINK"),
        (f"{root}/{module}", f"Versions/Current/{module}", "SYMLINK"),
        (f"{root}/Resources", "Versions/Current/Resources", "SYMLINK"),
        (module, f"{root}/Versions/A/{module}", "SYMLINK"),
    ]


def trimmed(entries: list[links.Entry]) -> list[links.Entry]:
    """The entries that the spec leaves, of binaries and the rest."""
    kept = [entry for entry in entries if trimming.keeps(entry[0])]
    binaries = [entry for entry in kept if entry[2] == "BINARY"]
    return binaries + links.live(binaries, [entry for entry in kept if entry not in binaries])


def test_a_framework_that_is_kept_stays_whole_or_it_could_not_be_signed() -> None:
    assert set(trimmed(collected("QtCore"))) == set(collected("QtCore"))


def test_of_a_framework_that_is_left_out_no_link_stays() -> None:
    left = trimmed([*collected("QtCore"), *collected("QtNetwork")])
    assert set(left) == set(collected("QtCore"))


@pytest.mark.parametrize(
    ("target", "there"),
    [("data", True), ("data/file", True), ("other", True), ("gone", False), ("../x", False)],
)
def test_a_link_stays_where_what_it_points_to_does(target: str, there: bool) -> None:
    others = [("folder/data/file", "from", "DATA"), ("folder/other", "data", "SYMLINK")]
    entry = ("folder/link", target, "SYMLINK")
    assert (entry in links.live([], [*others, entry])) is there


def test_links_in_a_ring_lead_nowhere() -> None:
    ring = [("a", "b", "SYMLINK"), ("b", "a", "SYMLINK")]
    assert not links.live([], ring)
