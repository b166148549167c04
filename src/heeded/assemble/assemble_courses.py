"""Which reports are about the same two people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from heeded.assemble.alike import Stage
from heeded.assemble.ask import Courses, questions
from heeded.assemble.attribution import attributed, speaks_of_others, tells_of_more
from heeded.assemble.blocks import further, neighbours
from heeded.assemble.clues import Stated, acts_in, known_of, names_typed, plain, stated_in
from heeded.assemble.grounds import Likely
from heeded.assemble.groups import Groups, Key
from heeded.assemble.identity import Change, name_courses
from heeded.assemble.naming import Text, texts_of
from heeded.assemble.probable import find_likely, join_taken
from heeded.assemble.same_victim import of_same_victim
from heeded.assemble.standing import Standing, standings
from heeded.assemble.surroundings import stage_of, with_words
from heeded.assemble.tell import course_rows, report_rows
from heeded.assemble.unknown import NO_WORDS, NOTHING, REFERENCE, Joined, Scene, Texts, place_unknown
from heeded.assemble.values import Values, load_values
from heeded.catalogue.folder import catalogue_folder
from heeded.model import contracts
from heeded.model.decision import Decision

Tables = Mapping[str, pa.Table]
ByVictim = Mapping[str, Sequence[Standing]]
DECIDED = "a person decided that these reports belong together"


@dataclass(frozen=True, slots=True)
class Grouped:
    """Standings by the group they fell into, and why each was joined where names alone did not do it."""

    groups: list[list[Standing]]
    why: Joined
    likely: list[Likely] = field(default_factory=list)


def assemble_courses(
    tables: Tables,
    decisions: Sequence[Decision],
    previous: Tables | None,
    *,
    words: bool = True,
    values: Values | None = None,
) -> dict[str, pa.Table]:
    """Give the tables `courses`, `course_reports`, `possible_joins` and `id_changes`.

    tables: reports, log, mentions, findings, clues, persons and person_links.
    decisions: what people decided, applied first.
    previous: the courses and course_reports of an earlier run, whose ids are carried on.
    words: whether what the texts say may join reports, beside the typed details and the clues given.
    values: the dated values, by default those that ship with this installation.
    """
    dated = values or load_values(catalogue_folder() / "linking")
    pairs = standings(tables["reports"], tables["mentions"], tables["persons"])
    grouped = bring_together(pairs, tables, decisions, dated, words=words)
    ids, changes = name_courses(grouped.groups, _previous(previous))
    named = dict(zip(ids, grouped.groups, strict=True))
    likely = likely_links(tables["person_links"], dated)
    return {
        "courses": contracts.table("courses", course_rows(named, tables["reports"])),
        "course_reports": contracts.table("course_reports", report_rows(named, grouped.why, dated.stated_evidence)),
        "possible_joins": contracts.table(
            "possible_joins", questions(Courses(named), likely, grouped.likely, decisions, dated.asked_at_most)
        ),
        "id_changes": contracts.table("id_changes", [_change(c) for c in changes]),
    }


def likely_links(links: pa.Table, values: Values) -> list[dict[str, object]]:
    """Give the rows of person_links that are not held, and likely enough to be asked about."""
    open_links = links.filter(pc.invert(links["held"]))
    rows: list[dict[str, object]] = open_links.filter(
        pc.greater_equal(open_links["probability"], values.ask_at)
    ).to_pylist()
    return rows


def bring_together(
    pairs: list[Standing],
    tables: Tables,
    decisions: Sequence[Decision],
    values: Values,
    *,
    words: bool,
    ask: bool = True,
) -> Grouped:
    """Give the groups that standings fall into: what happens in one victim's or suspect's reports touches no other's.

    tables: as assemble_courses, with all mentions of the persons in `pairs`. ask: whether what is likely is wanted too.
    """
    groups = Groups()
    why: Joined = {}
    _decide(pairs, groups, why, decisions)
    first: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for standing in pairs:
        if standing.named:
            first[str(standing.victim.person), str(standing.suspect.person)].append(standing)
    for those in first.values():
        _join_named(groups, those)
    stated = stated_in(tables["clues"], tables["mentions"])
    for scene in _scenes(pairs, tables, stated, values if words else None):
        why.update({key: reason for key, reason in place_unknown(scene, groups, values).items() if key not in why})
    _join_unknown_victims(pairs, stated, groups, why)
    if not ask and not (words and _any_speaks_of_others(pairs, tables)):
        return Grouped(_gathered(pairs, groups), why)
    acts = acts_in(tables["findings"]) if words else {}
    stage = stage_of(pairs, tables["mentions"], _persons(tables), acts, stated, values)
    probable = _hold_beside(pairs, tables, groups, why, stage, words=words, ask=ask)
    return Grouped(_gathered(pairs, groups), why, probable)


def _any_speaks_of_others(pairs: Sequence[Standing], tables: Tables) -> bool:
    """Say whether any report may tie others to it; where none does, holding reports beside each other joins nothing."""
    texts = texts_of(tables["reports"], tables["log"], {s.report_id for s in pairs})
    return any(speaks_of_others(text) for text in texts.values())


def _hold_beside(
    pairs: list[Standing],
    tables: Tables,
    groups: Groups,
    why: Joined,
    stage: Stage,
    *,
    words: bool,
    ask: bool,
) -> list[Likely]:
    """Hold reports that name their people in part beside others: join what is stated, give what is likely."""
    near = neighbours(pairs, groups, stage)
    wanted = {s.report_id for pair in near for s in pair}
    texts = texts_of(tables["reports"], tables["log"], wanted) if words else {}
    for key, reason in join_taken(near, {s.key: s for s in pairs}, groups, stage, texts).items():
        why.setdefault(key, reason)
    if not ask:
        return []
    full = with_words(stage, pairs, tables, texts) if words else stage
    return [*find_likely(further(near, pairs, groups, full), groups, full), *of_same_victim(pairs, groups, full)]


def _persons(tables: Tables) -> dict[str, str]:
    """Give the person of each mention."""
    rows = tables["persons"]
    return dict(zip(rows["mention_id"].to_pylist(), rows["person_id"].to_pylist(), strict=True))


def _decide(pairs: list[Standing], groups: Groups, why: Joined, decisions: Sequence[Decision]) -> None:
    """Apply what people decided about reports: first what is to stay apart, then what belongs together."""
    about = sorted((d for d in decisions if d.kind == "same_course"), key=lambda d: d.decision_id)
    named = {d.decision_id: (str(d.subjects[0]["report_id"]), str(d.subjects[1]["report_id"])) for d in about}
    groups.keep_apart(named[d.decision_id] for d in about if d.verdict == "not_same")
    of_report: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in pairs:
        of_report[standing.report_id].append(standing)
    for decision in about:
        first, second = (of_report[r] for r in named[decision.decision_id])
        if decision.verdict == "same" and first and second and groups.join(first[0].key, second[0].key):
            why[max(first[0], second[0], key=lambda s: s.order).key] = DECIDED


def _join_named(groups: Groups, those: list[Standing]) -> None:
    """Join each report to the earliest group of its pair that nobody decided to keep it from."""
    anchors: list[Key] = []
    for standing in those:
        if not any(groups.join(anchor, standing.key) for anchor in anchors):
            anchors.append(standing.key)


def _scenes(pairs: list[Standing], tables: Tables, stated: Mapping[str, Stated], values: Values | None) -> list[Scene]:
    """The reports of each victim that has at least one report whose suspect is unknown.

    values: None where what the texts say may not join reports.
    """
    unknown: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in pairs:
        if standing.victim.person and not standing.suspect.person:
            unknown[standing.victim.person].append(standing)
    named: defaultdict[str, defaultdict[str, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for standing in pairs:
        if standing.named and standing.victim.person in unknown:
            named[str(standing.victim.person)][str(standing.suspect.person)].append(standing)
    persons = _persons(tables)
    people = unknown.keys() | {suspect for those in named.values() for suspect in those}
    known = known_of(tables["mentions"], persons, people)
    of_victim = {v: [*unknown[v], *(s for those in named[v].values() for s in those)] for v in sorted(unknown)}
    texts = _texts(of_victim, unknown, tables, values) if values else NO_WORDS
    return [Scene(dict(named[v]), unknown[v], stated, known, v, texts) for v in of_victim]


def _texts(everything: ByVictim, unknown: ByVictim, tables: Tables, values: Values) -> Texts:
    """What the words of these reports tell."""
    texts = texts_of(tables["reports"], tables["log"], {s.report_id for those in everything.values() for s in those})
    wanted = {s.report_id for those in unknown.values() for s in those}
    words = {report: texts.get(report, Text()).words for report in wanted}
    acts = acts_in(tables["findings"])
    telling = {report: done - set(values.acts_that_tell_nothing) for report, done in acts.items()}
    taken = _taken_up(everything.values(), texts, telling)
    return Texts(words, names_typed(tables["mentions"], wanted), acts, taken)


def _taken_up(
    everything: Iterable[Sequence[Standing]], texts: Mapping[str, Text], acts: Mapping[str, Set[str]]
) -> dict[str, set[str]]:
    """Give for each report the earlier ones of the same victim that it says belong with it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for those in everything:
        earlier = {s.report_id: s.at for s in those}
        for standing in those:
            text = texts.get(standing.report_id, Text())
            found[standing.report_id] |= attributed(text, standing.at, earlier)
            if tells_of_more(text):
                found[standing.report_id] |= _latest_like(standing, those, acts)
    return dict(found)


def _latest_like(standing: Standing, those: Sequence[Standing], acts: Mapping[str, Set[str]]) -> set[str]:
    """Give the last report before this one in which a like thing was done: of that one it tells more."""
    done = acts.get(standing.report_id, set())
    before = [s for s in those if s.at < standing.at and not done.isdisjoint(acts.get(s.report_id, ()))]
    return {max(before, key=lambda s: (s.at, s.report_id)).report_id} if before else set()


def _join_unknown_victims(pairs: list[Standing], stated: Mapping[str, Stated], groups: Groups, why: Joined) -> None:
    """A report of a named suspect whose victim nobody named joins the one course that a stated number points to."""
    by_suspect: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in pairs:
        if standing.suspect.person:
            by_suspect[standing.suspect.person].append(standing)
    for those in by_suspect.values():
        for standing in those:
            if standing.victim.person is None:
                named = [s for s in those if s.victim.person and _refers(standing, s, stated)]
                if len({groups.of(s.key) for s in named}) == 1 and groups.join(named[0].key, standing.key):
                    why.setdefault(standing.key, REFERENCE)


def _refers(a: Standing, b: Standing, stated: Mapping[str, Stated]) -> bool:
    first, second = stated.get(a.report_id, NOTHING), stated.get(b.report_id, NOTHING)
    return plain(b.report_id) in first.references or plain(a.report_id) in second.references


def _gathered(pairs: list[Standing], groups: Groups) -> list[list[Standing]]:
    found: defaultdict[Key, list[Standing]] = defaultdict(list)
    for standing in pairs:
        found[groups.of(standing.key)].append(standing)
    return list(found.values())


def _previous(previous: Tables | None) -> dict[str, frozenset[str]]:
    if previous is None:
        return {}
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = previous["course_reports"]
    for course, report in zip(rows["course_id"].to_pylist(), rows["report_id"].to_pylist(), strict=True):
        found[course].add(report)
    return {course: frozenset(reports) for course, reports in found.items()}


def _change(change: Change) -> dict[str, object]:
    return {
        "change": change.change,
        "course_before": change.before,
        "course_after": change.after,
        "reason": change.reason,
    }
