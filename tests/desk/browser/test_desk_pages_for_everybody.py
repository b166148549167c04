"""Every page: no fault that axe knows of at WCAG 2.2 AA, nothing to scroll sideways at 320 pixels."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver
from playwright.sync_api import Page

from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ROLES = (Role.STALKING_LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST)
NOT_PAGES = {"sign-out", "home"}


def addresses() -> list[str]:
    """Give the addresses of all pages that need nothing but a sign-in."""
    found = {pattern.pattern._route for pattern in _patterns(get_resolver()) if pattern.name not in NOT_PAGES}
    return sorted("/" + route for route in found if "<" not in route)


def _patterns(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from _patterns(entry)
        else:
            yield entry


def course_addresses(page: Page) -> list[str]:
    """Give every page below the first course that its own page leads to."""
    page.goto("/worklist")
    first = page.locator("main a[href^='/courses/C-']").first.get_attribute("href")
    page.goto(first)
    links = page.eval_on_selector_all("main a[href]", "those => those.map(a => a.getAttribute('href'))")
    kept = {
        link.split("#")[0].split("?")[0]
        for link in links
        if link.startswith(("/courses/C-", "/decisions/", "/questions"))
    }
    return [first, *sorted(kept - {first})[:25]]


def faults(page: Page) -> list[str]:
    """Give what axe finds on a page, and whether it is wider than the window."""
    found = Axe().run(page, options=AXE).response["violations"]
    said = [f"{page.url}: {v['id']} {v['nodes'][0]['html'][:160]}" for v in found]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*said, *([f"{page.url}: {wide} pixels too wide at {page.viewport_size['width']}"] if wide > 0 else [])]


def visit(page: Page, address: str) -> list[str]:
    """Open an address; what is refused or no page is passed over."""
    answer = page.context.request.get(address, max_redirects=0)
    if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
        return []
    page.goto(address)
    return faults(page)


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
@pytest.mark.parametrize("role", ROLES, ids=lambda r: r.value)
def test_every_page_is_for_everybody(signed_in, role: Role, narrow: bool) -> None:
    page = signed_in(role, narrow=narrow)

    assert [fault for address in addresses() for fault in visit(page, address)] == []


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_an_account_and_all_that_it_leads_to_are_for_everybody(signed_in, narrow: bool) -> None:
    page = signed_in(Role.STALKING_LEAD, narrow=narrow)

    assert [fault for address in course_addresses(page) for fault in visit(page, address)] == []


def test_the_sign_in_is_for_everybody(desk: str, browser) -> None:
    for viewport in ({"width": 1280, "height": 900}, {"width": 320, "height": 640}):
        page = browser.new_context(viewport=viewport).new_page()
        page.goto(desk + "/sign-in")

        assert faults(page) == []


@pytest.mark.parametrize("width", [1020, 1100, 1232, 1280])
def test_something_is_left_at_both_sides_of_a_page_at_any_width(signed_in, width: int) -> None:
    page = signed_in(Role.STALKING_LEAD)
    page.set_viewport_size({"width": width, "height": 800})

    for address in ("/worklist", "/your-sign-in"):
        page.goto(address)
        for part in ("main", ".govuk-service-navigation__container", "footer .govuk-width-container"):
            box = page.locator(part).first.bounding_box()
            assert box["x"] >= 15 and box["x"] + box["width"] <= width - 15, (address, part, box)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
