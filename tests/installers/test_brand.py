"""A vendor's own build: what a profile and a logo must be, and that a bad one builds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import brand  # noqa: E402  (the path comes first)

GOOD_PROFILE = 'name = "株式会社あいかぎ商店"\nuser_name = "aikagi-shop"\n'
GOOD_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 9 9"><defs><linearGradient id="g"/></defs><style>.a{fill:url(#g)}</style>'
    '<rect class="a" width="9" height="9" fill="url(#g)"/>'
    '<linearGradient id="h" xlink:href="#g"/></svg>'
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def inside(text: str) -> str:
    return GOOD_LOGO.replace("</svg>", f"{text}</svg>")


def test_a_good_brand_is_put_beside_the_program(tmp_path: Path) -> None:
    profile = written(tmp_path, "vendor.toml", GOOD_PROFILE)
    logo = written(tmp_path, "a logo.svg", GOOD_LOGO)
    resources = tmp_path / "resources"
    resources.mkdir()
    brand.check(profile, logo)
    brand.put(profile, logo, resources)
    assert (resources / "brand" / "vendor.toml").read_text(encoding="utf-8") == GOOD_PROFILE
    assert (resources / "brand" / "logo.svg").read_text(encoding="utf-8") == GOOD_LOGO


def test_no_brand_leaves_nothing(tmp_path: Path) -> None:
    brand.check(None, None)
    brand.put(None, None, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_projects_own_icon_would_do(tmp_path: Path) -> None:
    profile = written(tmp_path, "vendor.toml", GOOD_PROFILE)
    brand.check(profile, ROOT / "resources" / "icons" / "aikagi.svg")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no vendor"),
        ('name = "A"\nuser_name = "bad name!"\n', "Line 2"),
        ('name = "A"\nsecret = "x"\n', "no setting"),
        ("name = ", "isn't valid TOML"),
    ],
)
def test_a_bad_profile_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(brand.Unfit, match=why):
        brand.check(written(tmp_path, "vendor.toml", text), None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "isn't an SVG"),
        ("\x89PNG", "isn't an SVG"),
        ("<html/>", "isn't an SVG"),
        (inside("<script>x()</script>"), "only shapes and text, not “script”"),
        (inside('<g onload="x()"/>'), "not “onload”"),
        (inside('<image href="https://example.org/a.png"/>'), "not “image”"),
        (inside('<stop xlink:href="other.svg#a"/>'), "not “href”"),
        (inside('<use xlink:href="#g"/>'), "not “use”"),
        (inside('<rect fill="url(https://example.org/#g)"/>'), "not “fill”"),
        (inside("<style>@import 'a.css';</style>"), "not “style”"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + GOOD_LOGO, "not “DOCTYPE”"),
        (inside("<desc>" + "x" * 200_000 + "</desc>"), "too large"),
    ],
)
def test_a_bad_logo_is_refused(tmp_path: Path, text: str, why: str) -> None:
    profile = written(tmp_path, "vendor.toml", GOOD_PROFILE)
    with pytest.raises(brand.Unfit, match=why) as refused:
        brand.check(profile, written(tmp_path, "logo.svg", text))
    assert str(refused.value).startswith("logo.svg: ")


def test_a_logo_without_a_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(brand.Unfit, match="--vendor"):
        brand.check(None, written(tmp_path, "logo.svg", GOOD_LOGO))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    profile = written(tmp_path, "vendor.toml", GOOD_PROFILE)
    with pytest.raises(brand.Unfit, match=r"gone\.toml"):
        brand.check(tmp_path / "gone.toml", None)
    with pytest.raises(brand.Unfit, match=r"gone\.svg"):
        brand.check(profile, tmp_path / "gone.svg")


def test_a_refused_build_builds_nothing(tmp_path: Path) -> None:
    profile = written(tmp_path, "vendor.toml", "name = 3\n")
    out = tmp_path / "dist"
    command = [sys.executable, str(ROOT / "packaging" / "build.py"), "--vendor", str(profile)]
    done = subprocess.run(
        [*command, "--out", str(out)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode
    assert "Nothing was built. vendor.toml: Line 1" in done.stderr
    assert not out.exists()
