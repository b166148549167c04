"""Invented reports, a store, and what bulk linking says of the same reports."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from heeded.assemble import assemble_courses
from heeded.link import link_mentions
from heeded.live import Store
from heeded.model import contracts
from heeded.model.decision import Decision

Tables = dict[str, pa.Table]
Groups = set[frozenset[str]]
BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


class Made:
    """Reports that the benchmark of live linking makes, together and one by one."""

    def __init__(self, reports: int, seed: int) -> None:
        live_reports = __import__("live_reports")
        self.tables: Tables = live_reports.Force(reports, seed).tables()
        self.singly: list[Tables] = live_reports.one_by_one(self.tables)

    def of(self, numbers: Iterable[int]) -> Tables:
        """Give the tables of some of the reports together."""
        wanted = [self.singly[n] for n in numbers]
        return {n: pa.concat_tables([t[n] for t in wanted]) if wanted else contracts.empty(n) for n in self.tables}


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], Made]:
    """Makes so many reports from a seed."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return Made


def gathered(rows: Iterable[Sequence[str]]) -> Groups:
    """Give the groups of what rows name first, by what they name second."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, group in rows:
        found[group].add(one)
    return {frozenset(those) for those in found.values()}


@pytest.fixture
def in_bulk() -> Callable[..., tuple[Groups, Groups]]:
    """Gives the persons and the courses that a run makes of reports."""
    return grouped_in_bulk


@pytest.fixture
def in_store() -> Callable[[Store], tuple[Groups, Groups]]:
    """Gives the persons and the courses that a store holds."""
    return grouped_in_store


def grouped_in_bulk(tables: Tables, decisions: Sequence[Decision] = ()) -> tuple[Groups, Groups]:
    """Give the persons and the courses that a run makes of these reports."""
    linked = link_mentions(tables["mentions"], tables["clues"], list(decisions))
    courses = assemble_courses({**tables, **linked}, list(decisions), None)["course_reports"]
    persons = (linked["persons"][c].to_pylist() for c in ("mention_id", "person_id"))
    return (
        gathered(zip(*persons, strict=True)),
        gathered(zip(*(courses[c].to_pylist() for c in ("report_id", "course_id")), strict=True)),
    )


def grouped_in_store(store: Store) -> tuple[Groups, Groups]:
    """Give the persons and the courses that a store holds."""
    return (
        gathered(store.db.execute("select mention_id, person_id from mention").fetchall()),
        gathered(store.db.execute("select report_id, course_id from standing").fetchall()),
    )
