"""Erasing at the pages: two people ask and confirm, and another force finds nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from erasing_force import WHOLE, case_with
from records_force import TRACES, traces_in_database

from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.actions import erasures
from heeded_desk.records.models import Erasure

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folder")]


def ask_on_the_page(browser: Client, course: str, **given: str) -> str:
    """Fill in the page on which an erasure is asked for; gives where it leads, or the page."""
    asked = {"which": "all", "reason": "wrong_person", "no_evidence": "on"} | given
    answer = browser.post(f"/courses/{course}/erase", {k: v for k, v in asked.items() if v})
    return answer.headers.get("Location") or answer.content.decode()


@pytest.mark.usefixtures("no_run_after")
def test_two_people_at_the_pages(
    worked_on: Force, signed_in: Callable[..., Client], tmp_path: Path, member: Callable[..., Member]
) -> None:
    course = case_with("RX1").course_id
    registrar, administrator = signed_in(Role.CRIME_REGISTRAR), signed_in(Role.ADMINISTRATOR)
    assert f"/courses/{course}/records" in registrar.get(f"/courses/{course}").content.decode()
    assert f"/courses/{course}/erase" in registrar.get(f"/courses/{course}/records").content.decode()
    assert "Report 2 alone: RX2" in registrar.get(f"/courses/{course}/erase").content.decode()

    page = ask_on_the_page(registrar, course)
    assert registrar.post(page, {"act": "confirm"}).status_code == 403
    shown = administrator.get(page).content.decode()
    assert "3 reports, in the files that were sent" in shown and "1 decision" in shown
    assert not any(trace in shown.lower() for trace in TRACES)
    administrator.post(page, {"act": "confirm"})
    work(worked_on)

    assert traces_in_database() == []
    told = signed_in(Role.AUDITOR).get(page).content.decode()
    assert "Done." in told and "What went" in told
    assert course in administrator.get("/records/erasures").content.decode()
    assert registrar.get(f"/courses/{course}").status_code == 404


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("which", "", "Choose what is to be erased"), ("which", "9", "Choose what is to be erased"),
        ("reason", "", "Choose the reason"), ("reason", "spite", "Choose one of the reasons"),
        ("no_evidence", "", "Say that nobody needs these records as evidence"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_run_after")
def test_what_is_left_out_on_the_page_is_told(
    filled: Force, signed_in: Callable[..., Client], name: str, given: str, sentence: str
) -> None:
    page = ask_on_the_page(signed_in(Role.STALKING_LEAD), case_with("RX1").course_id, **{name: given})

    assert sentence in page and f'href="#id_{name}"' in page
    assert not Erasure.objects.exists()


@pytest.mark.usefixtures("no_run_after")
def test_another_force_s_erasure_is_not_found(
    filled: Force, registrar: Member, signed_in: Callable[..., Client], elsewhere: Force
) -> None:
    erasure = erasures.ask_erasure(
        case_with("RX1"), reports=frozenset(WHOLE), what="course", reason="unlawful", by=registrar
    )
    browser = signed_in(Role.ADMINISTRATOR, force=elsewhere)

    assert browser.get(f"/records/erasures/{erasure.pk}").status_code == 404
    assert browser.post(f"/records/erasures/{erasure.pk}", {"act": "confirm"}).status_code == 404
    assert str(erasure.course_id) not in browser.get("/records/erasures").content.decode()
