"""Invented cases, written as reports with what their words state, assessed and explained as a run would do it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml
from invented_run import NAMES, add_report

from heeded.assess import assess_courses
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law
from heeded.explain import explain_courses, load_wording
from heeded.model import contracts
from heeded.model.decision import Decision

FOLDER = Path(__file__).parent / "cases"
Row = dict[str, Any]


def case_names() -> list[str]:
    """Give the names of all cases."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def account_of(name: str) -> Row:
    """Give the account of a case."""
    case = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    tables = _tables(case)
    decisions = [Decision(**{**d, "subjects": tuple(d["subjects"])}) for d in case.get("decisions", [])]
    law = load_law(catalogue_folder())
    tables |= assess_courses(tables, law, decisions, date.fromisoformat(case["today"]))
    accounts = explain_courses(tables, load_wording(catalogue_folder()))["accounts"].to_pylist()
    account: Row = json.loads(accounts[0]["account"])
    return account


def _tables(case: Row) -> dict[str, pa.Table]:
    rows: dict[str, list[Row]] = {name: [] for name in (*NAMES, "clues", "possible_joins")}
    course = {"course_id": "C", "reports": case["reports"]}
    for report in case["reports"]:
        add_report(course, report, rows)
        _add_beside(report, rows)
    days = [r["recorded_at"] for r in rows["reports"]]
    rows["courses"].append(
        {
            "course_id": "C",
            "victim_id": "C-victim",
            "suspect_id": "C-suspect" if case.get("suspect_known", True) else None,
            "first_at": min(days),
            "last_at": max(days),
            "reports": len(days),
        }
    )
    made = {name: contracts.table(name, given) for name, given in rows.items()}
    return {name: table for name, table in made.items() if name not in ("assessments", "checks", "questions")}


def _add_beside(report: Row, rows: dict[str, list[Row]]) -> None:
    """Add earlier versions of a report, and what explains its acts otherwise."""
    for number, offence in enumerate(report.get("earlier", [])):
        rows["versions"].append(
            {"report_id": report["report_id"], "version": number, "file": "f", "line": number + 1, "offence": offence}
        )
    for number, (quote, value) in enumerate(report.get("explained", [])):
        rows["clues"].append(
            {
                "clue_id": f"{report['report_id']}/{number}",
                **{"report_id": report["report_id"], "field": "log:0", "start": 0, "end": len(quote), "quote": quote},
                **{"kind": "purpose", "value": value, "context": "affirmed"},
            }
        )
