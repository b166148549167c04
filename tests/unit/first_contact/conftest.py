"""Some reports of the invented force, a store of them, and what bulk linking says of them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest

from heeded.assemble import assemble_courses
from heeded.assess import assess_courses
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law
from heeded.first_contact import LookingUp, refill
from heeded.first_contact.one_report import one_report
from heeded.link import link_mentions
from heeded.live import fill_store
from heeded.stages import STAGES, numbered

SAMPLES = Path(__file__).parents[3] / "samples" / "northmoor" / "cases.jsonl"
NAMES = ("reports", "versions", "log", "mentions", "clues", "findings")
Report = Mapping[str, Any]


@dataclass
class Reports:
    """Reports as sent, and the tables of each."""

    sent: Sequence[Report]
    singly: Sequence[Mapping[str, pa.Table]]

    def of(self, numbers: Sequence[int]) -> dict[str, pa.Table]:
        """Give the tables of some of them together."""
        return {name: pa.concat_tables([self.singly[n][name] for n in sorted(numbers)]) for name in NAMES}

    def in_bulk(self, last: int) -> tuple[list[Any], set[Any]]:
        """Give with which reports a run of all holds each person of one report, by role, and each of its courses."""
        tables, number = self.of(range(len(self.sent))), self.sent[last]["report_id"]
        linked = link_mentions(tables["mentions"], tables["clues"], [])
        courses = assemble_courses({**tables, **linked}, [], None)["course_reports"].to_pylist()
        person = {p["mention_id"]: p["person_id"] for p in linked["persons"].to_pylist()}
        reports: defaultdict[str, set[str]] = defaultdict(set)
        mentions = tables["mentions"].to_pylist()
        for m in mentions:
            reports[person[m["mention_id"]]].add(m["report_id"])
        own = [m for m in mentions if m["report_id"] == number and m["has_details"]]
        people = [(role_of(m["role"]), frozenset(reports[person[m["mention_id"]]] - {number})) for m in own]
        standing: defaultdict[str, set[str]] = defaultdict(set)
        for row in courses:
            standing[row["course_id"]].add(row["report_id"])
        between = {frozenset(those - {number}) for those in standing.values() if number in those} - {frozenset()}
        return sorted({(r, those) for r, those in people if those}, key=str), between

    def assessed(self, last: int) -> dict[frozenset[str], Any]:
        """Give what a run of all says of each course that one report stands in, by the other reports of the course."""
        tables, number = self.of(range(len(self.sent))), self.sent[last]["report_id"]
        linked = link_mentions(tables["mentions"], tables["clues"], [])
        assembled = assemble_courses({**tables, **linked}, [], None)
        today = max(r for r in tables["reports"]["recorded_at"].to_pylist() if r).date()
        rows = assess_courses({**tables, **assembled}, load_law(catalogue_folder()), [], today)["assessments"]
        standing: defaultdict[str, set[str]] = defaultdict(set)
        for row in assembled["course_reports"].to_pylist():
            standing[row["course_id"]].add(row["report_id"])
        return {
            frozenset(standing[row["course_id"]] - {number}): row
            for row in rows.to_pylist()
            if number in standing[row["course_id"]]
        }


def role_of(role: str) -> str:
    return role if role in ("victim", "suspect") else "other"


@pytest.fixture(scope="session")
def cases() -> Reports:
    """The first reports of the invented force."""
    with SAMPLES.open(encoding="utf-8") as file:
        sent = [json.loads(line) for _, line in zip(range(40), file, strict=False)]
    return Reports(sent, [one_report().tables(report) for report in sent])


@pytest.fixture(scope="session")
def filled(cases: Reports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all of them, that nobody changes."""
    path = tmp_path_factory.mktemp("live") / "live.store"
    fill_store(path, cases.of(range(len(cases.sent))))
    return path


@pytest.fixture(scope="session")
def looking(filled: Path) -> LookingUp:
    """Looks up in it."""
    return LookingUp(filled)


@pytest.fixture(scope="session")
def run(cases: Reports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of the first twenty of them, as far as a store is filled from it."""
    folder = tmp_path_factory.mktemp("run")
    tables = cases.of(range(20))
    linked = link_mentions(tables["mentions"], tables["clues"], [])
    made = {**tables, **linked, **assemble_courses({**tables, **linked}, [], None)}
    known = {name for stage in STAGES for name in stage.gives}
    for name in made.keys() & known:
        pa.parquet.write_table(made[name], folder / numbered(name))
    (folder / "manifest.json").write_text(json.dumps({"inputs": {"narrative_clues": "used"}}), encoding="utf-8")
    return folder


@pytest.fixture
def refilled(run: Path, tmp_path: Path) -> Path:
    """A store of the first twenty, to be changed."""
    refill(tmp_path / "live.store", run, None)
    return tmp_path / "live.store"
