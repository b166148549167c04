"""Who on file a report names, surely or perhaps, told while the report stands in the store."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from heeded.link.score import probability
from heeded.link.tell import GIVEN_SAME
from heeded.live.answer import Answer, InCourse
from heeded.live.on_file import courses_about
from heeded.live.parts import Typed, found_by
from heeded.live.relink import Relinking
from heeded.live.store import Store, Stored

MOST = 20
"""So many people are told of, and so many courses."""
SIDES = {"victim": 2, "suspect": 1}
"""Of those who are surely meant the victim is told first, then the suspect."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on file, who is or may be a person of the report.

    role: what the person of the report is, victim, suspect or other. sure: whether a run would hold the two to be one;
    where it would not, this is to be asked. names, born: as recorded, the most frequent first. reports: the latest
    first.
    """

    person_id: str
    role: str
    names: tuple[str, ...]
    born: tuple[str, ...]
    reports: tuple[str, ...]
    sure: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What is answered of a report that stands in the store, and who on file it names."""

    answer: Answer
    people: tuple[Known, ...]
    more: bool
    """Whether there are more such people than are told of."""
    in_order: Mapping[str, tuple[str, ...]]
    """The reports of each course that it stands in, the latest first."""
    concerning: tuple[InCourse, ...]
    """Other courses in which those people stand, one more at most than are told of."""
    crowded: bool = False
    """Whether so many mentions hang together that the report was held against none but those like its own."""


@dataclass(slots=True)
class _Candidate:
    """Somebody who may be meant. sure, likely: by the linker; neither where only parts agree."""

    mention: Stored
    person: str
    sure: bool = False
    likely: float = 0.0
    agreeing: int = 0
    latest: str = ""
    why: list[str] = field(default_factory=list)

    @property
    def rank(self) -> tuple[bool, float, int, str, str]:
        """What they are sorted by, the largest first."""
        return self.sure, self.likely, self.agreeing, self.latest, self.person


def looked(store: Store, answer: Answer, typed: Mapping[str, Typed], linked: Relinking | None = None) -> Looked:
    """Tell what a report that stands in the store is answered, and who on file is meant.

    typed: by mention, what may be half typed. linked: how it was linked, where that was just done; it tells who is
    likely.
    """
    in_order = {course.course_id: tuple(store.recorded(course.reports)) for course in answer.courses}
    found = _candidates(store, answer, typed, linked)
    people = tuple(_known(store, candidate) for candidate in found[:MOST])
    concerning = tuple(islice(_concerning(store, people, in_order.keys()), MOST + 1))
    return Looked(answer, people, len(found) > MOST, in_order, concerning)


def _concerning(store: Store, people: Iterable[Known], told: Iterable[str]) -> Iterator[InCourse]:
    """Give the courses of people, but for those that are told already."""
    seen = set(told)
    for known in people:
        for course in courses_about(store, known.person_id, known.reports):
            if course.course_id not in seen:
                seen.add(course.course_id)
                yield course


def _candidates(store: Store, answer: Answer, typed: Mapping[str, Typed], linked: Relinking | None) -> list[_Candidate]:
    """Give who is held to be meant, then who is likely, then with whom only parts agree."""
    found: dict[tuple[str, str], _Candidate] = {}
    mentions = store.of_reports([answer.report_id])
    for mention, held in zip(mentions, answer.persons, strict=True):
        if mention.has_details and _others(store, mention, held.person_id):
            one = _Candidate(mention, held.person_id, sure=True, likely=SIDES.get(mention.role, 0), why=[held.reason])
            found[mention.role, held.person_id] = one
    sure = {one.person for one in found.values()}
    clear = {one.mention.nr for one in found.values()}
    for mention in mentions:
        parts = [] if mention.nr in clear else _in_part(store, mention, typed[mention.mention_id])
        both = (*_likely(linked, mention, sure), *parts)
        for one in (one for one in both if one.person not in sure):
            known = found.setdefault((mention.role, one.person), one)
            known.why = list(dict.fromkeys([*known.why, *one.why]))
            known.agreeing, known.latest = max(known.agreeing, one.agreeing), max(known.latest, one.latest)
    return sorted(found.values(), key=lambda one: one.rank, reverse=True)


def _likely(linked: Relinking | None, mention: Stored, sure: Collection[str]) -> list[_Candidate]:
    """Give the persons whom a new mention is likely to be, by the linker, but for those who are surely meant."""
    if linked is None:
        return []
    best: dict[str, tuple[float, str, tuple[int, int], int]] = {}
    for way, pairs in enumerate((linked.weighed, linked.likely)):
        for pair, weight in pairs.items():
            if mention.nr in pair and weight >= linked.weighing.ask_at:
                other = linked.store.mentions[pair[pair[0] == mention.nr]]
                person = str(other.person_id)
                if person not in sure and other.report_id != mention.report_id:
                    found = (-weight, other.mention_id, pair, way)
                    best[person] = min(found, best.get(person, found))
    told = ((person, weight, _why(linked, pair, way)) for person, (weight, _, pair, way) in best.items())
    return [_Candidate(mention, person, likely=probability(-weight), why=[why]) for person, weight, why in told if why]


def _why(linked: Relinking, pair: tuple[int, int], way: int) -> str:
    """Say why a pair is likely; nothing where they agree in nothing. way: which model weighed them."""
    many, said = ((linked.weighing.persons, ""), (linked.weighing.given, GIVEN_SAME))[way]
    a, b = (linked.store.mentions[nr] for nr in pair)
    reason = many.scorer.reason(many.scorer.side(a.known), many.scorer.side(b.known))
    return f"{said}{reason}."[:1].upper() + f"{said}{reason}."[1:] if reason else ""


def _in_part(store: Store, mention: Stored, typed: Typed) -> list[_Candidate]:
    """Give the persons of whom the parts of a name or number agree that were typed so far.

    Of whoever is surely on file no part is looked for, and nobody is given who was born on another day.
    """
    parts = found_by(store, typed)
    born, by_person = mention.known["dob"], defaultdict[str, list[Stored]](list)
    for other in store.look_at(parts):
        if other.report_id != mention.report_id and not _born_apart(born, other.known["dob"]):
            by_person[str(other.person_id)].append(other)
    days = store.recorded(m.report_id for those in by_person.values() for m in those)
    found = []
    for person, those in by_person.items():
        why = list(dict.fromkeys(sentence for m in those for sentence in parts[m.nr]))
        latest = max(days[m.report_id] for m in those)
        found.append(_Candidate(mention, person, agreeing=len(why), latest=latest, why=why))
    return found


def _born_apart(one: str | None, other: str | None) -> bool:
    """Say whether two days of birth differ as far as both are given."""
    return bool(one and other) and not (str(one).startswith(str(other)) or str(other).startswith(str(one)))


def _others(store: Store, mention: Stored, person: str) -> list[Stored]:
    """Give the mentions of a person in other reports than that of a mention."""
    mentions = store.look_at(store.among("person_id", [person]))
    return [m for m in mentions if m.report_id != mention.report_id]


def _known(store: Store, one: _Candidate) -> Known:
    mentions = _others(store, one.mention, one.person)
    role = one.mention.role if one.mention.role in ("victim", "suspect") else "other"
    names = _frequent(store.names(m.nr for m in mentions))
    born = _frequent(m.known["dob"] for m in mentions)
    reports = tuple(store.recorded(m.report_id for m in mentions))
    return Known(one.person, role, names, born, reports, one.sure, tuple(one.why))


def _frequent(values: Iterable[str | None]) -> tuple[str, ...]:
    """Give values, the most frequent first; those that differ in capitals alone as they stand most often."""
    counted = Counter(value for value in values if value)
    alike: dict[str, list[str]] = {}
    for value in sorted(counted, key=lambda v: (-counted[v], v)):
        alike.setdefault(value.casefold(), []).append(value)
    ordered = sorted(alike.values(), key=lambda those: (-sum(counted[v] for v in those), those[0]))
    return tuple(those[0] for those in ordered)
