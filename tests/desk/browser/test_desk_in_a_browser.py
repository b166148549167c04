"""What each role comes for, done in Chromium against the desk as it is served."""

import re

import pytest
from playwright.sync_api import Page, expect

from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow


def open_first_course(page: Page) -> str:
    """Open the course that the worklist puts first; gives its id."""
    page.goto("/worklist")
    page.locator("main a[href^='/courses/C-']").first.click()
    return page.url.split("/courses/")[1].split("?")[0]


def test_a_stalking_lead_finds_the_unrecognised_and_reads_why(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD)
    expect(page.locator("h1")).to_have_text("Worklist")
    expect(page.locator("main h2").first).to_contain_text("Unrecognised")

    open_first_course(page)

    expect(page.locator("main")).to_contain_text("The words on file indicate stalking")
    expect(page.locator("main mark").first).to_be_visible()


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.OFFICER, Role.SUPERVISOR, Role.CRIME_REGISTRAR])
def test_whoever_may_see_cases_opens_one(signed_in, role: Role) -> None:
    page = signed_in(role)

    open_first_course(page)

    expect(page.locator("main")).to_contain_text("What was reported")


def test_an_analyst_sees_the_list_without_a_name(signed_in) -> None:
    lead = signed_in(Role.STALKING_LEAD)
    course = open_first_course(lead)
    name = lead.locator("h1").inner_text().split(" and ")[0]

    page = signed_in(Role.ANALYST)

    expect(page.locator("main")).to_contain_text(course)
    expect(page.locator("main")).not_to_contain_text(name)


def test_an_auditor_sees_who_looked(signed_in) -> None:
    course = open_first_course(signed_in(Role.OFFICER))

    page = signed_in(Role.AUDITOR)

    expect(page.locator("main")).to_contain_text("Tom Ferris")
    expect(page.locator("main")).to_contain_text(course)


def test_an_administrator_sees_the_members(signed_in) -> None:
    page = signed_in(Role.ADMINISTRATOR)

    page.goto("/members")

    expect(page.locator("main")).to_contain_text("Ruth Calder")


def test_whoever_may_not_is_told_why(signed_in) -> None:
    page = signed_in(Role.OFFICER)

    page.goto("/worklist")
    status = page.context.request.get("/audit").status

    assert status == 403


def test_the_list_and_an_account_work_without_scripts(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD, scripts=False)

    open_first_course(page)

    expect(page.locator("main")).to_contain_text("What was reported")


def test_the_keyboard_alone_reaches_the_content(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD)
    page.goto("/worklist")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert re.search(r"#main-content$", page.url)


def test_a_newcomer_says_that_it_is_stalking_and_the_decision_stands_on_the_page(signed_in) -> None:
    page = signed_in(Role.STALKING_LEAD, scripts=False)
    course = open_first_course(page)

    page.goto(f"/courses/{course}/decide/stalking")
    page.locator("main input[name=verdict][value=stalking]").check()
    page.locator("main textarea[name=reason]").fill("Followed and written to by the same man for weeks.")
    page.locator("main form button").first.click()

    page.goto(f"/courses/{course}")
    expect(page.locator("main")).to_contain_text("Followed and written to by the same man for weeks.")
    expect(page.locator("main")).to_contain_text("Ruth Calder")
