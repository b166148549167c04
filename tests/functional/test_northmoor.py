"""The whole work on the invented force, held against what its writers know to be true."""

import csv
import hashlib
import json
import subprocess
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from heeded.catalogue.folder import samples_folder
from heeded.stages import numbered

pytestmark = pytest.mark.slow
Heeded = Callable[..., "subprocess.CompletedProcess[str]"]
Row = dict[str, object]
HANDS = ("summaries", "logs", "enquiries")
SEEN = {"indicated", "possible"}


def number(label: str) -> str:
    return "NM" + hashlib.sha256(label.encode()).hexdigest()[:10].upper()


def cases(hand: str) -> list[Row]:
    path = samples_folder() / "cases" / f"{hand}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def run(heeded_process: Heeded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("northmoor") / "run"
    done = heeded_process("run", samples_folder() / "northmoor", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def said(run: Path) -> dict[str, set[str]]:
    """What is said of the courses that each report stands in."""
    stalking = {a["course_id"]: a["stalking"] for a in pq.read_table(run / numbered("assessments")).to_pylist()}
    answers: dict[str, set[str]] = defaultdict(set)
    for row in pq.read_table(run / numbered("course_reports")).to_pylist():
        answers[row["report_id"]].add(stalking[row["course_id"]])
    return answers


@pytest.mark.parametrize("hand", HANDS)
def test_stalking_is_seen_and_little_else_is(said: dict[str, set[str]], hand: str) -> None:
    seen = [
        (case["truth"]["stalking"], any(said[number(r["id"])] & SEEN for r in case["reports"]))  # type: ignore[index,attr-defined]
        for case in cases(hand)
    ]
    found = sum(truth and answer for truth, answer in seen)
    recall = found / sum(truth for truth, _ in seen)
    precision = found / sum(answer for _, answer in seen)

    assert recall >= 0.80
    assert precision >= 0.75


def test_reports_of_one_case_are_brought_together_and_of_two_cases_never(run: Path) -> None:
    case_of = {
        number(r["id"]): (c["case"], c["truth"]["stalking"]) for h in HANDS for c in cases(h) for r in c["reports"]
    }  # type: ignore[index,attr-defined]
    members: dict[str, set[str]] = defaultdict(set)
    for row in pq.read_table(run / numbered("course_reports")).to_pylist():
        if row["report_id"] in case_of:
            members[row["course_id"]].add(row["report_id"])
    together = {pair for ids in members.values() for pair in combinations(sorted(ids), 2)}
    grouped: dict[object, list[str]] = defaultdict(list)
    for report, (case, stalking) in case_of.items():
        if stalking:
            grouped[case].append(report)
    truth = {pair for ids in grouped.values() for pair in combinations(sorted(ids), 2)}

    assert {(a, b) for a, b in together if case_of[a][0] != case_of[b][0]} == set()
    assert len(truth & together) / len(truth) >= 0.55


def test_everyday_reports_are_seldom_shown(said: dict[str, set[str]]) -> None:
    with (samples_folder() / "northmoor-truth.csv").open(encoding="utf-8") as file:
        everyday = [r["report_id"] for r in csv.DictReader(file) if r["kind"] == "everyday"]
    indicated = sum("indicated" in said[i] for i in everyday)
    possible = sum("possible" in said[i] for i in everyday)

    assert len(everyday) >= 400
    assert indicated / len(everyday) <= 0.015
    assert possible / len(everyday) <= 0.060


def test_every_quotation_of_the_force_verifies(run: Path) -> None:
    narratives = {r["report_id"]: r["narrative"] for r in pq.read_table(run / numbered("reports")).to_pylist()}
    entries = {
        (r["report_id"], f"log:{r['entry']}"): r["text"] for r in pq.read_table(run / numbered("log")).to_pylist()
    }
    findings = pq.read_table(run / numbered("findings")).to_pylist()
    wrong = [
        f["finding_id"]
        for f in findings
        if (narratives[f["report_id"]] if f["field"] == "narrative" else entries[f["report_id"], f["field"]])[
            f["start"] : f["end"]
        ]
        != f["quote"]
    ]

    assert len(findings) > 1000
    assert wrong == []
