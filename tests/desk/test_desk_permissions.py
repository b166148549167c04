"""The permission table: every place of the desk, asked by every role, answers as the table says."""

from collections.abc import Callable

import permission_table
import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from test_desk_places import patterns

from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

GIVEN = {"act": "take", "check_id": "none", "question_id": "none", "view": 0, "which": "others"}


class _UndoneError(Exception):
    """Ends a block whose writing is not to last."""


def answer_to(client: Client, place: str, args: dict[str, object]) -> str:
    """Ask a place, and say whether it was refused; what it wrote does not last."""
    status, sent_to = 0, ""
    try:
        with transaction.atomic():
            address = reverse(place, kwargs=args)
            got = client.get(address)
            if got.status_code == 405:
                got = client.post(address)
            status, sent_to = got.status_code, got.headers.get("Location", "")
            raise _UndoneError
    except _UndoneError:
        assert status < 500 or (place, status) == ("health", 503), f"{place} broke"  # no worker is there in tests
        return "refused" if status in (401, 403) or sent_to.startswith("/sign-in?next=") else "allowed"


def args_of(pattern: URLPattern, known: dict[str, object]) -> dict[str, object]:
    """Give an example for each part of an address."""
    return {name: known[name] for name in pattern.pattern.converters}


@pytest.fixture
def asking(member: Callable[..., Member]) -> dict[str, Client]:
    """A browser for each role, and one that is not signed in."""
    browsers = {"nobody": Client()} | {role.value: Client() for role in Role}
    for role in Role:
        browsers[role.value].force_login(member(role))
    return browsers


def test_every_place_answers_each_role_as_the_table_says(
    asking: dict[str, Client], published: Run, member: Callable[..., Member], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR", "django.request")
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    other = Member.objects.create_user("another", force=published.force, role=Role.OFFICER)
    known = GIVEN | {"course_id": course, "number": published.pk, "pk": other.pk}
    table, wrong = permission_table.rows(), []
    for pattern in patterns(get_resolver()):
        args = args_of(pattern, known)
        given = {}
        for role, client in asking.items():
            cookies = client.cookies.output()
            given[role] = answer_to(client, pattern.name, args)
            if client.cookies.output() != cookies and role != "nobody":
                client.force_login(member(Role(role)))
        if table.get(pattern.name) != given:
            wrong.append(permission_table.line(pattern.name, given))
    assert not wrong, "Where this is as it should be, tests/desk/permissions.csv needs these lines:\n" + "\n".join(
        wrong
    )


def test_the_table_names_no_place_that_is_gone() -> None:
    there = {pattern.name for pattern in patterns(get_resolver())}
    assert not set(permission_table.rows()) - there


def test_the_page_of_the_table_is_up_to_date() -> None:
    written = permission_table.PAGE.read_text(encoding="utf-8")
    assert written == permission_table.page(permission_table.rows()), "python tests/desk/permission_table.py makes it"
