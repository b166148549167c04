"""A desk that is really served, looked at in a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from heeded_desk.deliveries.management.commands.demo_desk import PASSWORD
from heeded_desk.members.roles import Role

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 120_000
"""Milliseconds in which a page must come and show what is expected of it: nothing here measures how quick it is."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def command(*words: str) -> list[str]:
    """Give a command of the desk."""
    return [sys.executable, "-m", "heeded_desk", *words]


def surroundings(data: Path) -> dict[str, str]:
    """Give the settings of the desk that is tested, apart from those of the tests themselves."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEEDED_", "DJANGO_"))}
    return {**kept, "HEEDED_DATA": str(data), "HEEDED_SECOND_FACTOR": "off"}


@pytest.fixture(scope="session")
def desk(small_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk filled from a small run of the invented force."""
    data = tmp_path_factory.mktemp("desk")
    for words in (("migrate", "--verbosity=0"), ("demo_desk", "--run", str(small_run))):
        subprocess.run(command(*words), env=surroundings(data), check=True, stdout=subprocess.DEVNULL)
    port = str(8700 + os.getpid() % 1000)
    words = command("serve", "--quiet", "--workers=1", f"--port={port}")
    with (
        (data / "serve.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(words, env=surroundings(data), stdout=subprocess.PIPE, stderr=log, text=True) as served,
    ):
        assert served.stdout
        told = next((line for line in served.stdout if "http://" in line), "")
        assert told, (data / "serve.log").read_text(encoding="utf-8")
        yield "http://" + told.split("http://", 1)[1].split("/", 1)[0]
        served.terminate()
        served.communicate(timeout=300)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a screen, for one file: while it runs, no test of this process can ask the desk's database."""
    assert Path(CHROMIUM).exists(), "These tests need Chromium; `make system` installs it."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield started
        started.close()


def opened(browser: Browser, **given: Any) -> BrowserContext:
    """Open a window of the browser that waits for a busy machine.

    given: as `Browser.new_context` takes it.
    """
    context = browser.new_context(**given)
    context.set_default_timeout(PATIENCE)
    return context


SignedIn = Callable[..., Page]


@pytest.fixture
def signed_in(desk: str, browser: Browser) -> Iterator[SignedIn]:
    """Give a page of a browser in which a role is signed in; what the browser complains of fails the test."""
    complaints: list[str] = []
    windows = []

    def of(role: Role, *, narrow: bool = False, scripts: bool = True) -> Page:
        size = NARROW if narrow else WIDE
        context = opened(browser, base_url=desk, viewport=size, java_script_enabled=scripts)
        windows.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/sign-in")
        page.fill("#id_username", role.value.replace("_", "-"))
        page.fill("#id_password", PASSWORD)
        page.click("main button:not([type=button])")
        page.wait_for_url(lambda address: "/sign-in" not in address)
        return page

    yield of
    for context in windows:
        context.close()
    assert complaints == []
