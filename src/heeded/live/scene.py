"""How far around a new report courses may change: the reports of its victims, and of whom they name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heeded.live.store import Store, Stored
from heeded.model.decision import Decision
from heeded.model.sides import victims_of


@dataclass(slots=True)
class Around:
    """What is assembled anew: all standings of `victims`, and every standing of the reports in `whole`."""

    victims: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)


def around(store: Store, report: str, persons: Iterable[str], decisions: Sequence[Decision]) -> Around:
    """Give what must be assembled anew when a report came and what is known of persons changed.

    A victim's reports are assembled together. What is known of a suspect tells in the reports of all his victims. A
    report without victim hangs on all reports of its suspect; one that people decided about, on the other; and the
    reports of one course hang together.
    """
    scene = Around()
    _take_whole(store, scene, {report, *_reports_of(store, persons)}, decisions)
    done: set[str] = set()
    while fresh := scene.victims - done:
        done |= fresh
        reports = _reports_of_victims(store, fresh)
        scene.reports |= reports
        _take_whole(store, scene, _without_victim(store, reports), decisions)
        _take_whole(store, scene, _decided_with(reports, decisions), decisions)
        _take_courses(store, scene, reports, done)
    return scene


def _take_whole(store: Store, scene: Around, reports: set[str], decisions: Sequence[Decision]) -> None:
    """Take in every standing of reports, all victims of whom they name, and what hangs on those."""
    todo = reports - scene.whole
    while todo:
        scene.whole |= todo
        scene.reports |= todo
        mentions = store.of_reports(todo)
        scene.victims |= _victims(mentions)
        todo = (_without_victim(store, todo) | _decided_with(todo, decisions)) - scene.whole


def _take_courses(store: Store, scene: Around, reports: set[str], done: set[str]) -> None:
    """Take in the victims of those reports that stand in one course with these."""
    of_courses = store.reports_of_courses(store.courses_of(reports))
    others = of_courses - scene.reports
    if others:
        scene.victims |= _victims(store.of_reports(others)) - done


def _victims(mentions: Sequence[Stored]) -> set[str]:
    by_report: dict[str, list[dict[str, object]]] = {}
    for m in mentions:
        row = {"mention_id": m.mention_id, "role": m.role, "has_details": m.has_details, "person": m.person_id}
        by_report.setdefault(m.report_id, []).append(row)
    return {str(v["person"]) for those in by_report.values() for v in victims_of(those) if v["has_details"]}


def _reports_of(store: Store, persons: Iterable[str]) -> set[str]:
    return {m.report_id for m in store.look_at(store.among("person_id", persons)) if m.sided}


def _reports_of_victims(store: Store, persons: Iterable[str]) -> set[str]:
    mentions = store.look_at(store.among("person_id", persons))
    return {m.report_id for m in mentions if m.sided and not m.suspect}


def _without_victim(store: Store, reports: Iterable[str]) -> set[str]:
    """Give all reports of those suspects of these reports of whom any report is without a victim."""
    suspects = {m.person_id for m in store.of_reports(reports) if m.sided and m.suspect}
    found: set[str] = set()
    for suspect in suspects:
        theirs = _reports_of(store, [str(suspect)])
        if store.any_victimless(theirs):
            found |= theirs
    return found


def _decided_with(reports: Iterable[str], decisions: Sequence[Decision]) -> set[str]:
    """Give the reports that people decided about together with these."""
    wanted = set(reports)
    named = [{str(s["report_id"]) for s in d.subjects} for d in decisions if d.kind == "same_course"]
    return {report for pair in named if pair & wanted for report in pair}
