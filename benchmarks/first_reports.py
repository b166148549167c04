"""By which report of a case stalking is seen: each case cut after its first report, its second, and so on."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from heeded.pipeline import Order, run_delivery

Row = dict[str, Any]
Case = dict[str, Any]
NOT_DELIVERED = ("gold", "id")
SEEN = {"indicated": ("indicated",), "possible": ("indicated", "possible")}


def when(paths: Iterable[Path], second_reader: bool, most: int | None = None) -> Iterator[Row]:
    """Give for each number of first reports how many cases are seen, and rightly; up to `most`, else to the longest."""
    cases = [json.loads(line) for p in paths for line in p.read_text(encoding="utf-8").splitlines() if line.strip()]
    longest = max(len(case["reports"]) for case in cases)
    first: dict[str, int] = {}
    for reports in range(1, min(longest, most or longest) + 1):
        said = assessed(cases, reports, second_reader)
        for case, verdict in said.items():
            if verdict == "indicated":
                first.setdefault(case, reports)
        yield {"reports": reports, **{name: scores(cases, said, name) for name in SEEN}, **_middle(cases, first)}


def _middle(cases: list[Case], first: dict[str, int]) -> Row:
    """Give by how many reports the middle case is indicated; one that never is counts as after its last."""
    by = [first.get(c["case"], len(c["reports"]) + 1) for c in cases if c["truth"]["stalking"]]
    return {"median": median(by), "indicated_by": {n: by.count(n) for n in sorted(set(by))}}


def scores(cases: list[Case], said: dict[str, str], name: str) -> Row:
    """Give precision and recall of the cases that are said to be stalking, at least so far as `name`."""
    yes = {case["case"] for case in cases if said[case["case"]] in SEEN[name]}
    true = {case["case"] for case in cases if case["truth"]["stalking"]}
    right = len(yes & true)
    precision, recall = right / max(1, len(yes)), right / max(1, len(true))
    missed, wrong = sorted(true - yes), sorted(yes - true)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "missed": missed, "wrong": wrong}


def assessed(cases: list[Case], first: int, second_reader: bool) -> dict[str, str]:
    """Give what each case is said to be by its first reports alone: the most that is said of any course they are in."""
    of_report = {}
    with tempfile.TemporaryDirectory() as folder:
        delivery = Path(folder) / "delivery.jsonl"
        with delivery.open("w", encoding="utf-8") as file:
            for number, (case, report) in enumerate((c, r) for c in cases for r in c["reports"][:first]):
                of_report[f"R{number}"] = case["case"]
                file.write(json.dumps(_bare(report, f"R{number}"), ensure_ascii=False) + "\n")
        order = Order(delivery=delivery, second_reader=second_reader)
        tables = run_delivery(order, Path(folder) / "run", lambda *_: None)
    assessments = tables["assessments"].select(["course_id", "stalking"]).to_pylist()
    verdict = {a["course_id"]: a["stalking"] for a in assessments}
    said = {case["case"]: "not_indicated" for case in cases}
    ranks = ("not_indicated", "possible", "indicated")
    for row in tables["course_reports"].to_pylist():
        case = of_report[row["report_id"]]
        said[case] = max(said[case], verdict[row["course_id"]], key=ranks.index)
    return said


def _bare(report: Row, number: str) -> Row:
    """Give a report as it is delivered: without its labels, under a number that says nothing."""
    bare = {key: value for key, value in report.items() if key not in NOT_DELIVERED}
    persons = [{key: value for key, value in person.items() if key != "id"} for person in report["persons"]]
    return {**bare, "report_id": number, "persons": persons}


def told_when(rows: list[Row]) -> str:
    """Give the table of when."""
    lines = [f"  {'first reports':<14} {'possible: precision, recall':>28} {'indicated: precision, recall':>30}"]
    for row in rows:
        possible, indicated = (f"{row[n]['precision']:.3f}, {row[n]['recall']:.3f}" for n in ("possible", "indicated"))
        lines.append(f"  {row['reports']:<14} {possible:>28} {indicated:>30}")
    last = rows[-1]
    by = ", ".join(f"{n}: {many}" for n, many in last["indicated_by"].items())
    lines.append(f"  indicated by report (the number after the last where never): {by}; median {last['median']:g}")
    return "\n".join(lines)
