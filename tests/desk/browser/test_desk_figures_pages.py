"""The pages of figures in a browser: for everybody, at both widths; and their picture."""

import os
from pathlib import Path

import pytest
from test_desk_pages_for_everybody import faults

from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow
PAGES = (
    "/figures?period=all",
    "/figures?figure=duties&period=all",
    "/figures?figure=outcomes&period=all",
    "/figures/any-heading?stalking=indicated",
    "/figures/report",
)
LEAST = 20_000
"""Bytes that a picture with words on it has at least."""


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
@pytest.mark.parametrize("role", [Role.STALKING_LEAD, Role.ANALYST], ids=lambda r: r.value)
def test_figures_are_for_everybody(signed_in, role: Role, narrow: bool) -> None:
    page = signed_in(role, narrow=narrow)
    found = []
    for address in PAGES:
        page.goto(address)
        found += faults(page)
        if not narrow:
            page.locator("summary").first.click()
            found += faults(page)

    assert found == []


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_one_of_the_two_forms_of_a_chart_is_seen(signed_in, narrow: bool) -> None:
    page = signed_in(Role.STALKING_LEAD, narrow=narrow)
    page.goto("/figures?period=all")

    assert page.locator(".fg-chart").first.locator("svg:visible").count() == 1


def test_figures_have_their_picture(signed_in, tmp_path: Path) -> None:
    folder = Path(os.environ.get("HEEDED_PICTURES") or tmp_path)
    page = signed_in(Role.STALKING_LEAD)
    page.goto("/figures?period=all")

    page.screenshot(
        path=folder / "desk-figures.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1450}, full_page=True
    )

    assert (folder / "desk-figures.png").stat().st_size > LEAST
