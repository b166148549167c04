"""From an alert to the next shift, in a browser: seen, handed over, taken over; each page for everybody."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_desk_pages_for_everybody import faults

from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow
LEAST = 20_000
"""Bytes that a picture with words on it has at least."""


def head_count(page: Page) -> int:
    """How many open alerts the head of a page tells."""
    text = page.locator("header a", has_text="Alerts").first.inner_text()
    return int(text.split("(")[1].rstrip("+)"))


def test_a_lead_says_that_an_alert_is_seen_and_the_count_in_the_head_falls(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD, scripts=False)
    page.goto("/alerts")
    before = head_count(page)
    course = page.locator(".al-open a").first.inner_text()
    page.locator(".al-open button").first.click()

    assert head_count(page) == before - 1
    expect(page.get_by_role("heading", name="Over lately")).to_be_visible()
    over = page.locator(".al-card:not(.al-open)").first
    expect(over).to_contain_text(course)
    expect(over).to_contain_text("Seen by Ruth Calder")


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_a_shift_is_handed_over_and_taken_over(signed_in, narrow: bool) -> None:
    lead = signed_in(Role.STALKING_LEAD, narrow=narrow)
    lead.goto("/hand-over?since=24&ahead=12")
    lead.fill("#id_note", "The ward rings back at seven.")
    found = faults(lead)
    lead.get_by_role("button", name="Hand over", exact=True).click()
    expect(lead.locator("main")).to_contain_text("Nobody has taken this over yet")
    found += faults(lead)

    other = signed_in(Role.SUPERVISOR, narrow=narrow)
    other.goto("/hand-over")
    other.locator(".al-waiting a").first.click()
    expect(other.locator("main")).to_contain_text("The ward rings back at seven.")
    found += faults(other)
    other.get_by_role("button", name="I take this over").click()
    expect(other.locator("main")).to_contain_text("Taken over by Gwen Adeyemi")

    assert found + faults(other) == []


def test_the_list_is_given_out_as_a_pdf(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD)
    page.goto("/hand-over")
    with page.expect_download() as given:
        page.get_by_role("button", name="PDF without names").click()

    assert given.value.suggested_filename == "hand-over.pdf"
    assert Path(given.value.path()).read_bytes().startswith(b"%PDF")


def test_on_paper_no_form_is_printed(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD)
    page.goto("/hand-over")
    page.emulate_media(media="print")

    expect(page.locator("#id_note")).to_be_hidden()
    expect(page.get_by_role("heading", name="New alerts")).to_be_visible()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_an_administrator_enters_an_address_and_the_member_asks_for_e_mails(signed_in, narrow: bool) -> None:
    admin = signed_in(Role.ADMINISTRATOR, narrow=narrow)
    admin.goto("/members")
    admin.locator("main a", has_text="Ruth Calder").first.click()
    admin.get_by_role("link", name="Enter or change the address for e-mails").click()
    found = faults(admin)
    admin.fill("#id_address", "ruth@northmoor.example")
    admin.get_by_role("button", name="Keep").click()

    lead = signed_in(Role.STALKING_LEAD, narrow=narrow)
    lead.goto("/alerts/e-mail")
    lead.get_by_role("button", name="Send me e-mails").click()
    expect(lead.locator("main")).to_contain_text("You are told of new alerts by e-mail.")

    assert found + faults(lead) == []


@pytest.mark.parametrize(("address", "name"), [("/alerts", "desk-alerts.png"), ("/hand-over", "desk-hand-over.png")])
def test_pages_have_their_pictures(signed_in, tmp_path: Path, address: str, name: str) -> None:
    folder = Path(os.environ.get("HEEDED_PICTURES") or tmp_path)
    page = signed_in(Role.STALKING_LEAD)
    page.goto(address)
    page.screenshot(path=folder / name)

    assert (folder / name).stat().st_size > LEAST


def test_the_page_of_clocks_has_its_picture_from_the_day_of_the_last_report(signed_in, tmp_path: Path) -> None:
    folder = Path(os.environ.get("HEEDED_PICTURES") or tmp_path)
    page = signed_in(Role.STALKING_LEAD)
    page.goto("/today")
    expect(page.locator("main")).to_contain_text("the day of the last report on this desk")
    page.screenshot(path=folder / "desk-today.png")

    assert (folder / "desk-today.png").stat().st_size > LEAST
