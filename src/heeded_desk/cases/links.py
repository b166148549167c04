"""How the people of each course were linked, kept for its page when a run is put on the desk."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from heeded.pipeline import read_run
from heeded_desk.cases.models import Link
from heeded_desk.members.models import Force
from heeded_desk.turns import Turns

SIDES = (("victim", "victim_id"), ("suspect", "suspect_id"))
TABLES = ("persons", "person_links", "mentions", "courses", "course_reports")
"""What of a run it takes."""
TOGETHER = 200
"""Cases whose links are written in one turn."""


def put_links(force: Force, folder: Path, accounts: Iterable[object], cases: Mapping[str, int]) -> None:
    """Replace the links of these cases by those of a run, each case's in one turn; one of the followers of publishing.

    folder: of the run. accounts: not needed. cases: the key of each case by its course id.
    """
    found: dict[int, list[Link]] = {key: [] for key in cases.values()}
    for link in links_of(read_run(folder, TABLES), cases):
        found[link.case_id].append(link)
    turns, keys = Turns(force.pk), list(found)
    for first in range(0, len(keys), TOGETHER):
        part = keys[first : first + TOGETHER]
        with turns.turn():
            Link.objects.filter(case__in=part).delete()
            Link.objects.bulk_create([link for key in part for link in found[key]], batch_size=1000)


def links_of(tables: Mapping[str, pa.Table], cases: Mapping[str, int]) -> Iterator[Link]:
    """Give the links within each course: pairs of mentions held to be one person, both of reports of the course."""
    courses = _courses(tables, cases)
    person = _column(tables["persons"], "mention_id", "person_id")
    report = _column(tables["mentions"], "mention_id", "report_id")
    held = tables["person_links"].filter(tables["person_links"].column("held"))
    for link in held.to_pylist():
        a, b = link["mention_a"], link["mention_b"]
        if person.get(a) is None or person.get(a) != person.get(b):
            continue
        for course_id, role in courses.get((person[a], report[a]), ()):
            if (course_id, role) in courses.get((person[b], report[b]), ()):
                yield _link(cases[course_id], role, report[a], report[b], link)


def _courses(tables: Mapping[str, pa.Table], cases: Mapping[str, int]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Give in which courses, and on which side, a person stands in a report."""
    sides = {c["course_id"]: [(role, c[name]) for role, name in SIDES if c[name]] for c in _rows(tables["courses"])}
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in _rows(tables["course_reports"].select(["course_id", "report_id"])):
        for role, person_id in sides[row["course_id"]] if row["course_id"] in cases else ():
            found.setdefault((person_id, row["report_id"]), set()).add((row["course_id"], role))
    return found


def _link(case: int, role: str, report_a: str, report_b: str, link: Mapping[str, object]) -> Link:
    return Link(
        case_id=case,
        role=role,
        report_a=report_a,
        report_b=report_b,
        reason=str(link["reason"])[:400],
        weights=json.loads(str(link["weights"] or "{}")),
    )


def _rows(table: pa.Table) -> Iterable[dict[str, str]]:
    rows: list[dict[str, str]] = table.to_pylist()
    return rows


def _column(table: pa.Table, key: str, value: str) -> dict[str, str]:
    return dict(zip(table.column(key).to_pylist(), table.column(value).to_pylist(), strict=True))
