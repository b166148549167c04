"""A passkey, added and used in Chromium with an authenticator that the browser plays itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from heeded_desk.deliveries.management.commands.demo_desk import PASSWORD

pytestmark = pytest.mark.slow
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(desk: str, browser: Browser) -> Iterator[Page]:
    """A page of a desk whose address has a name: browsers give passkeys to names, not to numbers."""
    context = browser.new_context(base_url=desk.replace("127.0.0.1", "localhost"))
    yield context.new_page()
    context.close()


@pytest.fixture
def device(page: Page) -> tuple[CDPSession, str]:
    """A device that can keep passkeys, with somebody before it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, made["authenticatorId"]


def password(page: Page, username: str) -> None:
    """Sign in as far as a password leads."""
    page.goto("/sign-in")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button:not([type=button])")


def show_again(page: Page) -> None:
    """Show by the password that it is still the same person, as every change of a sign-in asks."""
    expect(page.locator("h1")).to_have_text("Show again that it is you")
    if not page.locator("#id_password").count():
        page.get_by_role("link", name="Use your password instead").click()
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    """End the session."""
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_passkey_is_added_and_is_then_the_second_step(page: Page, device: tuple[CDPSession, str]) -> None:
    session, key = device
    password(page, "crime-registrar")
    page.goto("/your-sign-in")
    page.get_by_role("link", name="Add a passkey").click()
    show_again(page)
    page.fill("#id_name", "Office computer")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    codes = page.locator(".codes li").all_inner_texts()
    page.goto("/your-sign-in")
    expect(page.locator("main")).to_contain_text("Office computer, added")
    sign_out(page)

    password(page, "crime-registrar")
    expect(page.locator("h1")).to_have_text("Second step")
    page.goto("/worklist")
    expect(page.locator("h1")).to_have_text("Second step")
    page.get_by_role("button", name="Sign in as somebody else").click()
    expect(page.locator("h1")).to_have_text("Sign in")

    password(page, "crime-registrar")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("h1")).to_have_text("Worklist")
    sign_out(page)

    session.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    password(page, "crime-registrar")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("[role=alert]")).to_contain_text("The browser gave no passkey", timeout=90_000)
    page.fill("#id_code", codes[0])
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/worklist"))

    page.goto("/your-sign-in")
    expect(page.locator("main")).to_contain_text("9 codes are left")
    page.get_by_role("link", name="Remove Office computer").click()
    show_again(page)
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.locator("main")).to_contain_text("You have no passkey")
