"""What docs/security.md says is met of what comes in: requests, workbooks, and that looking changes nothing."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser
from test_desk_places import patterns

from heeded.ingest.read_file import read_file
from heeded.ingest.refusals import Refusals
from heeded.toolbox.errors import HeededError
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

WHERE_A_LOOK_IS_KEPT = ("audit_", "members_session", "contact_allowance", "axes_")
CHANGES = ("INSERT INTO", "UPDATE", "DELETE FROM")
HEAD = b"POST /sign-in HTTP/1.1\r\nHost: desk\r\n"
SAID = "words of a report"


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: +5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Content-Length : 5\r\n",
    ],
)
def test_the_server_refuses_a_request_whose_length_can_be_read_in_two_ways(lengths: bytes) -> None:
    sent = HEAD + lengths + b"\r\n0\r\n\r\nGET /worklist HTTP/1.1\r\nHost: desk\r\n\r\n"

    with pytest.raises(ParseException):
        next(RequestParser(Config(), iter([sent]), ("127.0.0.1", 1)))


def test_a_request_with_one_length_is_read() -> None:
    asked = next(RequestParser(Config(), iter([HEAD + b"Content-Length: 5\r\n\r\nhello"]), ("127.0.0.1", 1)))

    assert asked.body.read() == b"hello"


def workbook(path: Path, entities: str) -> Path:
    """A workbook in whose texts an entity stands that its own head declares."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["report_id", "narrative"])
    book.active.append(["R-1", SAID])
    book.save(out)
    with zipfile.ZipFile(out) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            text = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = f"<!DOCTYPE worksheet [{entities}]>".encode() + text.replace(SAID.encode(), b"begin &e; end")
            bad.writestr(name, text)
    return path


def read(path: Path) -> str:
    """All that is read of a file, or why it is not."""
    try:
        return str(read_file(path, Refusals()))
    except HeededError as refused:
        return str(refused)


def test_a_workbook_cannot_fetch_a_file_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("known to nobody", encoding="utf-8")

    told = read(workbook(tmp_path / "asks.xlsx", f'<!ENTITY e SYSTEM "{secret.as_uri()}">'))

    assert "known to nobody" not in told and told


def test_a_workbook_cannot_grow_while_it_is_read(tmp_path: Path) -> None:
    levels = ['<!ENTITY e0 "laughing">', *(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 6))]
    grown = "".join([*levels, f'<!ENTITY e "{"&e5;" * 10}">'])

    assert len(read(workbook(tmp_path / "grows.xlsx", grown))) < 5_000


@pytest.mark.parametrize("role", [Role.STALKING_LEAD, Role.ADMINISTRATOR, Role.AUDITOR], ids=lambda r: r.value)
def test_looking_changes_nothing_but_the_record_of_the_look(
    signed_in: Callable[..., Client], published: Run, member: Callable[..., Member], role: Role
) -> None:
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    known = {"check_id": "none", "question_id": "none", "view": 0, "which": "others", "act": "take"}
    known |= {"course_id": course, "number": published.pk, "pk": member(Role.OFFICER).pk}
    browser, changed = signed_in(role), {}
    for pattern in patterns(get_resolver()):
        address = reverse(pattern.name, kwargs={name: known[name] for name in pattern.pattern.converters})
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        changed[pattern.name] = [q["sql"] for q in asked if _is_change(q["sql"])]

    assert len(changed) > 60
    assert {name: statements for name, statements in changed.items() if statements} == {}


def _is_change(statement: str) -> bool:
    """Say whether a statement changes something else than where a look is kept."""
    if not statement.startswith(CHANGES):
        return False
    table = statement.removeprefix("INSERT INTO").removeprefix("UPDATE").removeprefix("DELETE FROM").strip().strip('"')
    return not table.startswith(WHERE_A_LOOK_IS_KEPT)
