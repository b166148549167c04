"""Courses assembled anew around a new report, by the code of bulk assembling, their ids carried on."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from heeded.assemble.assemble_courses import bring_together
from heeded.assemble.identity import name_courses
from heeded.assemble.standing import Standing, standings
from heeded.assemble.tell import report_rows
from heeded.assemble.values import Values
from heeded.live.answer import Changed, InCourse
from heeded.live.content import kept_tables
from heeded.live.naming import Given, give
from heeded.live.scene import Around, around
from heeded.live.store import Store, Stored
from heeded.model.decision import Decision

ALREADY = "It stood here when it was sent again."
Named = Mapping[str, Sequence[Standing]]


def assemble_around(
    store: Store, report: str, persons: Iterable[str], decisions: Sequence[Decision], values: Values, *, words: bool
) -> tuple[list[InCourse], list[Changed]]:
    """Bring reports together again wherever the new one, or what it changed about persons, may tell.

    Gives the courses that the report stands in, and the merges and splits.
    """
    scene = around(store, report, persons, decisions)
    mentions = store.of_reports(scene.reports)
    people = {m.person_id for m in mentions if m.sided}
    mentions = store.look_at({m.nr for m in mentions} | set(store.among("person_id", people)))
    tables = kept_tables(store, scene.reports, mentions)
    pairs = [s for s in standings(tables["reports"], tables["mentions"], tables["persons"]) if _within(scene, s)]
    known = [d for d in decisions if {str(s["report_id"]) for s in d.subjects} <= scene.reports]
    grouped = bring_together(pairs, tables, known, values, words=words, ask=False)
    before = store.standings_of({(s.report_id, s.place) for s in pairs}, scene.whole)
    previous = {course: frozenset(store.reports_of_courses([course])) for course in set(before.values())}
    ids, moves = name_courses(grouped.groups, previous, Given(store))
    named = dict(zip(ids, grouped.groups, strict=True))
    _note(store, named, before)
    why = {
        (r["course_id"], r["report_id"]): str(r["reason"])
        for r in report_rows(_of(named, report), grouped.why, values.stated_evidence)
    }
    told = [_told(course, those, why[course, report]) for course, those in sorted(_of(named, report).items())]
    return told, [Changed("course", m.change, m.before, m.after, m.reason) for m in moves]


def standing_in(store: Store, report: str) -> list[InCourse]:
    """Give the courses that a report which is there stands in."""
    mentions = store.of_reports([report])
    pairs = {}
    for s in standings(**_alone(store, report, mentions)):
        pairs[s.place] = s
    found = []
    for (_, place), course in sorted(store.standings_of(set(), [report]).items(), key=lambda x: x[1]):
        s = pairs[place]
        reports = tuple(sorted(store.reports_of_courses([course])))
        found.append(InCourse(course, s.victim.person, s.suspect.person, reports, ALREADY))
    return found


def _alone(store: Store, report: str, mentions: Sequence[Stored]) -> dict[str, pa.Table]:
    tables = kept_tables(store, [report], mentions)
    return {name: tables[name] for name in ("reports", "mentions", "persons")}


def _within(scene: Around, standing: Standing) -> bool:
    return standing.report_id in scene.whole or standing.victim.person in scene.victims


def _of(named: Named, report: str) -> Named:
    """Give the courses that a report stands in."""
    return {course: those for course, those in named.items() if any(s.report_id == report for s in those)}


def _note(store: Store, named: Named, before: Mapping[tuple[str, int], str]) -> None:
    """Write down which course each standing is in, where that changed."""
    now = {s.key: course for course, those in named.items() for s in those}
    gone = [key for key in before if key not in now]
    changed = [(*key, course) for key, course in now.items() if before.get(key) != course]
    store.db.executemany("delete from standing where report_id = ? and place = ?", gone)
    store.db.executemany("insert or replace into standing values (?, ?, ?)", changed)
    give(store, {course for _, _, course in changed})


def _told(course: str, those: Sequence[Standing], reason: str) -> InCourse:
    lead = next((s for s in those if s.named), those[0])
    reports = tuple(sorted({s.report_id for s in those}))
    return InCourse(course, lead.victim.person, lead.suspect.person, reports, reason)
