"""One run under several laws: which courses each would reach, so that a law-maker sees what a change would do."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from heeded.assess.aside import set_aside
from heeded.assess.evidence import Evidence, gather
from heeded.assess.offences import graded, reached
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import Jurisdiction, jurisdictions, load_jurisdiction
from heeded.catalogue.recorded_kinds import RecordedKinds, load_recorded_kinds

COLUMNS = ("course_id", "law", "reached", "offence", "offence_title", "grade", "grade_title", "not_on_file")
COMPARED = ("reports", "versions", "log", "findings", "clues", "courses", "course_reports")
"""The tables of a run that a comparison needs."""
REACHES = ("stands", "partly", "missing")


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one law reaches one course: the gravest offence whose elements are on file, or the nearest to it."""

    course_id: str
    law: str
    reached: str
    offence: str
    offence_title: str
    grade: str | None
    grade_title: str | None
    not_on_file: tuple[str, ...]


def compare_laws(tables: Mapping[str, pa.Table], names: Iterable[str] = (), folder: Path | None = None) -> list[Reach]:
    """Hold every course of a run against several laws; by course, then in the order of the laws.

    tables: reports, versions, log, findings, clues, courses and course_reports. names: of jurisdictions, all where none
    are given. Raises CatalogueError for a jurisdiction that there is not.
    """
    catalogue = folder or catalogue_folder()
    laws = [load_jurisdiction(catalogue, name) for name in (tuple(names) or jurisdictions(catalogue))]
    kinds = load_recorded_kinds(catalogue / "law" / "england-and-wales" / "recorded-kinds.yaml")
    return [reach for evidence in gather(tables) for reach in _of_course(evidence, laws, kinds)]


def _of_course(evidence: Evidence, laws: Iterable[Jurisdiction], kinds: RecordedKinds) -> Iterator[Reach]:
    set_aside(evidence, kinds)
    for law in laws:
        yield _reach(evidence, law)


def _reach(evidence: Evidence, law: Jurisdiction) -> Reach:
    """Give the offence that is reached furthest, of several the gravest; where none is, the one that lacks least."""
    each = [(law.offence(name), reached(evidence, law.offence(name), law.offences)) for name in law.stalking]
    offence, best = min(reversed(each), key=lambda pair: (REACHES.index(pair[1].standing), len(pair[1].lacking)))
    grade = graded(evidence, offence) if best.standing == "stands" else None
    return Reach(
        course_id=evidence.course_id,
        law=law.id,
        reached=best.standing,
        offence=offence.id,
        offence_title=offence.title,
        grade=grade.id if grade else None,
        grade_title=grade.title if grade else None,
        not_on_file=best.lacking,
    )


def write_csv(reaches: Iterable[Reach], file: TextIO) -> None:
    """Write one line for each course and law, with what is not on file in words."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for r in reaches:
        writer.writerow(
            [
                r.course_id,
                r.law,
                r.reached,
                r.offence,
                r.offence_title,
                r.grade,
                r.grade_title,
                "; ".join(r.not_on_file),
            ]
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many courses each law reaches, at which offence or grade, and where two laws differ."""

    courses: int
    counts: Mapping[str, Mapping[str, int]]
    steps: Mapping[str, Mapping[str, int]]
    only: Mapping[tuple[str, str], tuple[str, ...]]
    """By (reaches, does not): the courses that one law reaches whole and the other does not."""


def compared(reaches: Iterable[Reach]) -> Comparison:
    """Count what was compared; keys stand in the order of the laws."""
    by_law: dict[str, list[Reach]] = {}
    for reach in reaches:
        by_law.setdefault(reach.law, []).append(reach)
    whole = {law: {r.course_id for r in found if r.reached == "stands"} for law, found in by_law.items()}
    return Comparison(
        courses=max((len(found) for found in by_law.values()), default=0),
        counts={law: _counted(r.reached for r in found) for law, found in by_law.items()},
        steps={law: _counted(_step(r) for r in found if r.reached == "stands") for law, found in by_law.items()},
        only={(a, b): tuple(sorted(whole[a] - whole[b])) for a in whole for b in whole if a != b},
    )


def _step(reach: Reach) -> str:
    return reach.grade_title or reach.offence_title


def _counted(values: Iterable[str]) -> dict[str, int]:
    """Count values, the most common first."""
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def told(comparison: Comparison, titles: Mapping[str, str]) -> Iterator[str]:
    """Tell a comparison in lines of plain words.

    titles: of the laws by their ids.
    """
    yield f"{comparison.courses:,} courses. How many have every element on file, by law:"
    for law, counts in comparison.counts.items():
        shown = ", ".join(f"{counts.get(r, 0):,} {w}" for r, w in zip(REACHES, TOLD, strict=True))
        yield f"  {titles[law]}: {shown}"
        yield from (f"      {number:>7,}  {step}" for step, number in comparison.steps[law].items())
    for (reaches, not_), courses in comparison.only.items():
        if courses:
            shown = ", ".join(courses[:MOST]) + (f" and {len(courses) - MOST:,} more" if len(courses) > MOST else "")
            yield f"Reached by {titles[reaches]}, not by {titles[not_]}: {len(courses):,} ({shown})"
    yield "What the words on file bear is counted here, not what a court would find. A proposal is nobody's law."


TOLD = ("whole", "in part", "not")
MOST = 3
"""How many courses are named for each difference; the CSV has all."""
