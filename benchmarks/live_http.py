"""A live store asked over HTTP, through the desk's API as a force would serve it: how long one look-up takes."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from live_reports import Tables

Row = dict[str, Any]
ADDRESS = "127.0.0.1"
DETAILS = ("forename", "surname", "dob", "email", "phone", "address", "postcode")
TYPED = (
    "He was outside her house again last night and would not go when she asked him to.",
    "Caller states he has sent 40 messages since Sunday from three numbers. She has blocked each of them.",
    "Her ex was sat in his car by the school gates when she collected the children. She is frightened to go out.",
)
"""Words of one who types; invented, and read as every report is."""
WARMED = 24
"""Looked up and not counted: each process of the server loads its models at its first look-up."""


def over_http(store: Path, last: Iterable[Tables], port: int) -> dict[str, list[float]]:
    """Serve a desk with this live store, look each report up half typed and whole, and give the seconds of each.

    last: the tables of reports that the store does not hold, each by itself. Every look-up is a connection of its own.
    """
    reports = [as_typed(tables, n) for n, tables in enumerate(last)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "incoming").mkdir()
        os.environ |= {"HEEDED_DATA": folder, "HEEDED_HOSTS": ADDRESS, "HEEDED_SECOND_FACTOR": "off"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "heeded_desk.settings", "HEEDED_CALLS_A_MINUTE": "1000000"}
        key = _force_with(store)
        command = [sys.executable, "-m", "heeded_desk", "serve", "--port", str(port), "--quiet"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _ready(port, key, reports[0])
            taken = {
                "half": [asked(port, key, half_typed(report)) for report in reports],
                "look": [asked(port, key, report) for report in reports],
            }
        finally:
            server.terminate()
            server.wait(30)
    return taken


def _force_with(store: Path) -> str:
    """Make a force whose live store this is, and give a key to it."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from heeded_desk.contact.actions.keys import make_key
    from heeded_desk.contact.looking import store_of
    from heeded_desk.members.models import Force, Member
    from heeded_desk.members.roles import Role

    force = Force.objects.create(code="speed", name="Speed")
    keeper = Member.objects.create_user("keeper", password=None, force=force, role=Role.ADMINISTRATOR)
    store_of(force).parent.mkdir(parents=True, exist_ok=True)
    store_of(force).symlink_to(store.resolve())
    now = datetime.now(UTC)
    return make_key(by=keeper, name="speed", scopes=["look-up"], ends_on=(now + timedelta(days=2)).date(), now=now)[1]


def as_typed(tables: Tables, number: int) -> Row:
    """Give a report as somebody would send it. number: which of the invented words it is told in."""
    people = [
        {"role": row["role"], **{name: row[f"{name}_norm"] for name in DETAILS if row[f"{name}_norm"]}}
        for row in tables["mentions"].to_pylist()
    ]
    return {"persons": people, "narrative": TYPED[number % len(TYPED)]}


def half_typed(report: Row) -> Row:
    """Give a report of which four letters of each surname and the end of each number are typed so far."""
    return {**report, "persons": list(_halves(report["persons"]))}


def _halves(people: Iterable[Row]) -> Iterator[Row]:
    for person in people:
        typed = {"surname": person.get("surname", "")[:4], "phone": person.get("phone", "")[-6:]}
        yield {"role": person["role"], **{name: value for name, value in typed.items() if value}}


def asked(port: int, key: str, report: Row) -> float:
    """Look a report up; give how many seconds passed until the answer was there. Raises SystemExit where it fails."""
    begun = time.perf_counter()
    status = _status(port, key, report)
    taken = time.perf_counter() - begun
    if status != 200:
        raise SystemExit(f"A look-up was answered with {status}.")
    return taken


def _status(port: int, key: str, report: Row) -> int:
    with closing(http.client.HTTPConnection(ADDRESS, port, timeout=60)) as connection:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/look-ups", json.dumps(report), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _ready(port: int, key: str, report: Row) -> None:
    """Wait until the server answers, and has answered so often that each of its processes is warm."""
    answered, until = 0, time.monotonic() + 600
    while answered < WARMED:
        try:
            answered += _status(port, key, report) == 200
        except OSError:
            time.sleep(0.2)
        if time.monotonic() > until:
            raise SystemExit("The desk did not open.")
