"""The pictures of README and manual, taken of the desk itself: `make pictures` keeps them, here they are only taken."""

import os
from pathlib import Path

import pytest

from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow
LEAST = 20_000
"""Bytes that a picture with words on it has at least."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go."""
    return Path(os.environ.get("HEEDED_PICTURES") or tmp_path)


def test_the_worklist_has_its_picture(signed_in, folder: Path) -> None:
    page = signed_in(Role.STALKING_LEAD)
    page.goto("/worklist")

    page.screenshot(path=folder / "desk-worklist.png")

    assert (folder / "desk-worklist.png").stat().st_size > LEAST


@pytest.mark.parametrize(("narrow", "name"), [(False, "desk-account.png"), (True, "desk-account-narrow.png")])
def test_the_account_has_its_picture(signed_in, folder: Path, narrow: bool, name: str) -> None:
    page = signed_in(Role.STALKING_LEAD, narrow=narrow)
    page.goto("/worklist")
    page.locator("main a[href^='/courses/C-']:not([href*='/work'])").nth(1).click()
    page.wait_for_load_state()

    page.screenshot(
        path=folder / name, clip={"x": 0, "y": 0, "width": 320 if narrow else 1280, "height": 1500}, full_page=True
    )

    assert (folder / name).stat().st_size > LEAST


def test_the_audit_has_its_picture(signed_in, folder: Path) -> None:
    page = signed_in(Role.AUDITOR)
    page.goto("/audit")

    page.screenshot(path=folder / "desk-audit.png")

    assert (folder / "desk-audit.png").stat().st_size > LEAST
