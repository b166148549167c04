"""Courses in batches: every course once, in order, with its own rows; the tables do not depend on how they are cut."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from heeded.assess import assess_courses, batches
from heeded.assess.batches import OF_REPORTS, Grouped, batches_of
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law
from heeded.model import contracts

LAW = load_law(catalogue_folder())
TODAY = date(2026, 4, 20)
HELD = {"probability": 1.0, "reason": "given"}
WORDS = ("behaviour.following", "risk.victim_fear", "behaviour.phoning", "response.arrested")


def tables(courses: int) -> dict[str, pa.Table]:
    """Give courses of one to three reports, the last report of each also in the next course, no row in order."""
    reports, findings, members = [], [], []
    for course in range(courses):
        for number in range(course % 3 + 1):
            report_id = f"R{course:03}-{number}"
            reports.append({"report_id": report_id, "recorded_at_certain": True, "narrative": "", "versions": 1})
            members.append((f"C{course:03}", report_id))
            findings += [_finding(report_id, key) for key in WORDS[: course % 5]]
        members.append((f"C{(course + 1) % courses:03}", report_id))
    rows = {
        "reports": reports[::-1],
        "findings": findings[::-1],
        "courses": [{"course_id": f"C{n:03}", "suspect_id": "P", "reports": 1} for n in range(courses)],
        "course_reports": [{"course_id": c, "report_id": r, **HELD} for c, r in sorted(set(members))[::-1]],
    }
    names = (*OF_REPORTS, "courses", "course_reports", "possible_joins")
    return {name: contracts.table(name, rows.get(name, [])) for name in names}


def _finding(report_id: str, key: str) -> dict[str, object]:
    family, code = key.split(".")
    given = {"finding_id": f"{report_id}.{code}", "report_id": report_id, "family": family, "code": code}
    place = {"field": "narrative", "start": 0, "end": 1, "quote": "x", "context": "affirmed"}
    return {**given, **place, "rule_id": "r", "rule_version": 1, "confidence": 1.0}


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_every_course_has_all_its_reports_and_courses_come_in_order(size: int) -> None:
    given = tables(20)
    found: dict[str, set[str]] = {}
    for batch in batches_of(given, size):
        assert min(batch["course_reports"]["course_id"].to_pylist()) > max(found, default="")
        there = set(batch["reports"]["report_id"].to_pylist())
        for row in batch["course_reports"].to_pylist():
            assert row["report_id"] in there
            found.setdefault(row["course_id"], set()).add(row["report_id"])

    truth: dict[str, set[str]] = {}
    for row in given["course_reports"].to_pylist():
        truth.setdefault(row["course_id"], set()).add(row["report_id"])
    assert found == truth


def test_rows_are_those_asked_for_and_keep_their_order() -> None:
    table = pa.table({"report_id": pa.array(["b", "a", "c", "b", "a", "unknown"], pa.large_string()), "n": range(6)})
    grouped = Grouped(table, "report_id", pa.array(["a", "b", "c"], pa.large_string()))

    assert grouped.rows(np.array([0, 1]))["n"].to_pylist() == [0, 1, 3, 4]
    assert grouped.rows(np.array([2]))["n"].to_pylist() == [2]
    assert grouped.rows(np.array([], int)).num_rows == 0


@pytest.mark.parametrize("size", [1, 3])
def test_the_tables_do_not_depend_on_batches(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = assess_courses(tables(20), LAW, (), TODAY)
    monkeypatch.setattr(batches.batches_of, "__defaults__", (size,))
    cut = assess_courses(tables(20), LAW, (), TODAY)

    assert cut == whole
    assert set(whole["assessments"]["stalking"].to_pylist()) == {"indicated", "possible"}


@pytest.mark.slow
def test_the_tables_do_not_depend_on_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = assess_courses(tables(20), LAW, (), TODAY)
    monkeypatch.setattr(batches.batches_of, "__defaults__", (2,))
    monkeypatch.setattr(batches, "SEVERAL", 1)

    assert assess_courses(tables(20), LAW, (), TODAY, processes=2) == whole


def test_no_courses_give_no_rows() -> None:
    found = assess_courses(tables(0), LAW, (), TODAY, processes=2)

    assert {name: table.num_rows for name, table in found.items()} == {"questions": 0, "assessments": 0, "checks": 0}
