"""What a reader wrote of cases before any run (`tests/assessed`), put beside what the program says of them."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from heeded.assess import assess_courses
from heeded.catalogue.folder import catalogue_folder, samples_folder
from heeded.catalogue.law import load_law
from heeded.model import contracts

Row = dict[str, Any]
Answer = tuple[str, str, object, object]
"""The kind of answer, the case, what the reader wrote, what the program says."""
Answers = dict[str, list[Answer]]
"""The answers for each way in which the cases are put together."""
LABELS = Path(__file__).parents[1] / "assessed"
HANDS = ("summaries", "logs", "enquiries")
RANKS = ("not_indicated", "possible", "indicated")
SECTIONS = ("s2A", "s4A_fear", "s4A_distress")


def labels(which: str) -> list[Row]:
    """Give what the reader wrote of one set of cases (`labels` or `fresh`)."""
    texts = [(LABELS / f"{which}-{hand}.yaml").read_text(encoding="utf-8") for hand in HANDS]
    return [row for text in texts for row in yaml.safe_load(text)]


def number(label: str) -> str:
    """Give the number under which a report of the cases is delivered."""
    return "NM" + hashlib.sha256(label.encode()).hexdigest()[:10].upper()


def reports_of_cases(which: str) -> dict[str, list[str]]:
    """Give the numbers under which the reports of each case of a set are delivered."""
    texts = [(samples_folder() / "cases" / f"{hand}.jsonl").read_text(encoding="utf-8") for hand in HANDS]
    labelled = {row["case"] for row in labels(which)}
    cases = (json.loads(line) for text in texts for line in text.split("\n") if line)
    return {c["case"]: [number(r["id"]) for r in c["reports"]] for c in cases if c["case"] in labelled}


def delivery(which: str) -> str:
    """Give the reports of a set of cases as they are delivered, one a line, without a label."""
    wanted = {i for ids in reports_of_cases(which).values() for i in ids}
    lines = (samples_folder() / "northmoor" / "cases.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if json.loads(line)["report_id"] in wanted)


def answers(run: dict[str, pa.Table], which: str) -> Answers:
    """Give each label beside what the program says, with the cases as labelled and as it linked them."""
    return put_beside(run, labels(which), reports_of_cases(which))


def put_beside(run: dict[str, pa.Table], written: list[Row], cases: dict[str, list[str]]) -> Answers:
    """Give each label beside what is said, from what was written of cases and the numbers of their reports."""
    joined = _as_one_course(run, cases)
    law = load_law(catalogue_folder())
    given = assess_courses(joined, law, [], max(run["reports"].column("recorded_at").to_pylist()).date())
    return {
        "as one course": list(_compared(joined | given, written, cases)),
        "as linked": list(_compared(run, written, cases)),
    }


def shares(answers: list[Answer], holds: Callable[[Answer], bool]) -> dict[str, float]:
    """Give, for each kind, the share of the answers of which something holds."""
    kinds = {kind: [a for a in answers if a[0] == kind] for kind in dict.fromkeys(a[0] for a in answers)}
    return {kind: sum(holds(a) for a in given) / len(given) for kind, given in kinds.items()}


def _as_one_course(run: dict[str, pa.Table], cases: dict[str, list[str]]) -> dict[str, pa.Table]:
    """Give the tables of a run with each case as one course, so that assessing is judged and not linking."""
    named = {r["course_id"] for r in run["courses"].to_pylist() if r["suspect_id"] is not None}
    known = {r["report_id"] for r in run["course_reports"].to_pylist() if r["course_id"] in named}
    days = {r["report_id"]: r["recorded_at"] for r in run["reports"].to_pylist()}
    courses, members = [], []
    for case, ids in cases.items():
        person = "suspect" if known & set(ids) else None
        when = {"first_at": min(days[i] for i in ids), "last_at": max(days[i] for i in ids)}
        courses.append({"course_id": case, "victim_id": "victim", "suspect_id": person, **when, "reports": len(ids)})
        members += [{"course_id": case, "report_id": i, "probability": 1.0, "reason": "labelled"} for i in ids]
    ours = {
        "courses": contracts.table("courses", courses),
        "course_reports": contracts.table("course_reports", members),
    }
    return run | ours


def _compared(run: dict[str, pa.Table], written: list[Row], cases: dict[str, list[str]]) -> Iterator[Answer]:
    """Give each label beside what is said of the course with most of the case; a check without a row does not apply."""
    assessed = {a["course_id"]: a for a in run["assessments"].to_pylist()}
    checks = {(c["course_id"], c["check_id"]): c["answer"] for c in run["checks"].to_pylist()}
    courses = defaultdict(set)
    for row in run["course_reports"].to_pylist():
        courses[row["report_id"]].add(row["course_id"])
    for label in written:
        case = label["case"]
        held = Counter(c for i in cases[case] for c in courses[i])
        course = max(held, key=lambda c: (held[c], RANKS.index(assessed[c]["stalking"]), c))
        row = assessed[course]
        if "unrecognised" in label:
            yield "unrecognised", case, label["unrecognised"], row["unrecognised"]
        yield "risk_heeded", case, label["risk_heeded"], row["risk_heeded"]
        for duty, answer in label.get("checks", {}).items():
            told = checks.get((course, duty), "not_applicable")
            yield "checks", f"{case} {duty}", answer, told
            if label.get("points", {}).get("acts_associated") == "stands":
                yield "checks of stalking", f"{case} {duty}", answer, told
        points = {(p["offence"], p["element"]): p["standing"] for p in row["points"]}
        for element, standing in label.get("points", {}).items():
            told = next((points[s, element] for s in SECTIONS if (s, element) in points), None)
            yield "points", f"{case} {element}", standing, told
