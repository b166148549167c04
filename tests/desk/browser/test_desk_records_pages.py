"""The pages about the records of one course and of one person: for everybody, wide and narrow."""

import pytest
from test_desk_pages_for_everybody import faults

from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow
OF_COURSE = ("records", "review", "correct", "schedule", "erase")


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_the_pages_of_a_course_are_for_everybody(signed_in, narrow: bool) -> None:
    page = signed_in(Role.CRIME_REGISTRAR, narrow=narrow)
    page.goto("/worklist")
    course = page.locator("main a[href^='/courses/C-']").first.get_attribute("href").split("/")[2]
    found = []
    for place in OF_COURSE:
        page.goto(f"/courses/{course}/{place}")
        found += faults(page)
        if page.locator("main form").count():  # sent empty, it says what is missing
            page.locator("main button:not([type=button])").last.click()
            page.wait_for_load_state()
            found += faults(page)

    assert found == []


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_a_subject_s_file_is_for_everybody(signed_in, narrow: bool) -> None:
    page = signed_in(Role.CRIME_REGISTRAR, narrow=narrow)
    page.goto("/worklist")
    name = page.locator("main a[href^='/courses/C-']:not([href*='/work'])").first.inner_text().split(" and ")[0]
    page.goto("/records/subjects")
    page.fill("#id_terms", name)
    page.click("main button:has-text('Look up')")
    page.wait_for_load_state()
    found = faults(page)
    page.locator("input[name=chosen]").first.check()
    page.click("main button:has-text('This is the person')")
    page.wait_for_load_state()

    assert [*found, *faults(page)] == []


def test_an_erasure_that_waits_is_for_everybody(signed_in) -> None:
    page = signed_in(Role.CRIME_REGISTRAR)
    page.goto("/worklist")
    course = page.locator("main a[href^='/courses/C-']").first.get_attribute("href").split("/")[2]
    page.goto(f"/courses/{course}/erase")
    for name in ("which", "reason", "no_evidence"):
        page.locator(f"input[name={name}]").first.check()
    page.click("main button:has-text('Ask for the erasure')")
    page.wait_for_load_state()
    found = faults(page)
    administrator = signed_in(Role.ADMINISTRATOR, narrow=True)
    administrator.goto(page.url)

    assert [*found, *faults(administrator)] == []
    administrator.click("main button:has-text('Refuse')")
    administrator.wait_for_load_state()
    assert faults(administrator) == []
