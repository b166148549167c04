"""A call handler with somebody on the line, in Chromium: half a surname, part of a number, and what is on file."""

import json
import os
from pathlib import Path

import pytest
from people import REPORTS
from playwright.sync_api import Page, expect
from test_desk_pages_for_everybody import faults

from heeded.catalogue.folder import samples_folder
from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow
LEAST = 20_000
"""Bytes that a picture with words on it has at least."""

TURNS = 40
"""How often somebody looks up again while the models are loaded, on a machine that does much else."""


def somebody() -> dict[str, str]:
    """Give a victim of the sample with a surname and a number."""
    lines = (samples_folder() / "northmoor" / "cases.jsonl").read_text(encoding="utf-8").splitlines()[:REPORTS]
    people = [person for line in lines for person in json.loads(line).get("persons", [])]
    named = [p for p in people if p["role"] == "victim" and len(p.get("surname") or "") > 5 and p.get("phone")]
    return max(named, key=lambda p: sum(q.get("phone") == p["phone"] for q in people))


def look_up(page: Page, **typed: str) -> None:
    """Type into the form and send it, again while the look-up is being started."""
    page.set_default_timeout(120_000)
    page.goto("/first-contact")
    for name, words in typed.items():
        page.fill(f"#id_{name}", words)
    for _ in range(TURNS):
        page.locator(".fc-go button").click()
        page.wait_for_load_state()
        if not page.locator(".fc-problem").count():
            return


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_half_a_surname_and_part_of_a_number_show_what_is_on_file(signed_in, scripts: bool) -> None:
    known, page = somebody(), signed_in(Role.CALL_HANDLER, scripts=scripts)
    expect(page.locator("h1")).to_have_text("First contact")

    look_up(page, victim_surname=known["surname"][:4], victim_phone=known["phone"][-6:])

    expect(page.locator("#who")).to_have_text("Who this may be")
    expect(page.locator(".fc-people")).to_contain_text(known["surname"])
    expect(page.locator(".fc-course").first).to_be_visible()
    expect(page.locator("#id_victim_surname")).to_have_value(known["surname"][:4])
    assert known["surname"][:4] not in page.url and known["phone"][-6:] not in page.url
    page.locator(".fc-course a").first.click()
    expect(page.locator("main")).to_contain_text("What was reported")


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_every_state_of_the_page_is_for_everybody(signed_in, narrow: bool) -> None:
    known, page = somebody(), signed_in(Role.CALL_HANDLER, narrow=narrow)
    found = []
    for typed in (
        {"victim_surname": known["surname"], "victim_forename": known["forename"], "words": "He is outside now."},
        {"victim_surname": "Qqxyzz"},
        {"victim_dob": "31/13/1990", "victim_surname": known["surname"][:4]},
        {},
    ):
        look_up(page, **typed)
        found += faults(page)

    assert found == []


def test_the_page_has_its_picture(signed_in, tmp_path: Path) -> None:
    folder = Path(os.environ.get("HEEDED_PICTURES") or tmp_path)
    known, page = somebody(), signed_in(Role.CALL_HANDLER)
    words = "He is outside again, he keeps ringing and says he will not stop."
    look_up(page, victim_surname=known["surname"][:4], victim_phone=known["phone"][-6:], words=words)
    expect(page.locator("#ask")).to_be_visible()

    page.screenshot(
        path=folder / "desk-first-contact.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1500}, full_page=True
    )

    assert (folder / "desk-first-contact.png").stat().st_size > LEAST
