"""Reports whose suspect nobody could name: joined to a named pair only on what is stated, else kept in a thread."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import timedelta

from heeded.assemble.clues import Known, Stated, plain
from heeded.assemble.groups import Groups, Key
from heeded.assemble.naming import Words, telling
from heeded.assemble.standing import Standing
from heeded.assemble.values import Values

VALUE = "a number, vehicle or account named in it is known of this suspect or named in another report of this course"
REFERENCE = "one report names the other by its number"
NAME = "the words name this suspect"
RELATIONSHIP = "the suspect stands to the victim as only this one of the known suspects does, and did a like thing"
ATTRIBUTED = "the later of two reports says that the earlier one belongs with it"
SAME = "the words say that it is the same suspect as before"
THREAD = "suspect unknown in each, and nothing tells them apart"
NOT_SINGULAR = frozenset({"stranger", "acquaintance"})
NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Texts:
    """What the words of reports tell beyond clues.

    words: of the reports whose suspect is unknown. typed: the names typed into their fields. acts: what the suspect
    did in each report. taken: for each report the earlier ones that it says belong with it.
    """

    words: Mapping[str, Words]
    typed: Mapping[str, set[str]]
    acts: Mapping[str, Set[str]]
    taken: Mapping[str, Set[str]]
    used: bool = True


NO_WORDS = Texts({}, {}, {}, {}, used=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """The reports of one victim: those whose suspect is named, by suspect, and the others."""

    named: dict[str, list[Standing]]
    unknown: list[Standing]
    stated: Mapping[str, Stated]
    known: Mapping[str, Known]
    victim: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Pointer:
    """A stated reason why a report belongs to a named suspect: strong tells one person, weak only among the known."""

    suspect: str
    strong: bool
    reason: str


Joined = dict[Key, str]
"""Why each standing was joined to its course."""


def place_unknown(scene: Scene, groups: Groups, values: Values) -> Joined:
    """Join what is stated to belong together; gives the reason for each standing so joined."""
    why: Joined = {}
    for component in _components(scene, groups, why):
        pointer = _only(_pointers(scene, component, values))
        if pointer:
            anchor = scene.named[pointer.suspect][0]
            for standing in component:
                if groups.join(anchor.key, standing.key):
                    why[standing.key] = pointer.reason
    _same_as_before(scene, groups, why, values)
    _thread(scene, groups, why, values)
    _same_as_before(Scene({}, scene.unknown, scene.stated, scene.known, scene.victim, scene.texts), groups, why, values)
    return why


def _components(scene: Scene, groups: Groups, why: Joined) -> list[list[Standing]]:
    """Unknown reports that name the same number, or one another, belong together whoever it is."""
    for a, b in _neighbours(scene):
        shared = _values(scene, a) & _values(scene, b)
        taken = b.report_id in _taken(scene, a) or a.report_id in _taken(scene, b)
        reason = VALUE if shared else ATTRIBUTED if taken else REFERENCE
        if groups.join(a.key, b.key):
            why.setdefault(a.key, reason)
            why.setdefault(b.key, reason)
    found: defaultdict[Key, list[Standing]] = defaultdict(list)
    for standing in scene.unknown:
        found[groups.of(standing.key)].append(standing)
    return list(found.values())


def _neighbours(scene: Scene) -> Iterator[tuple[Standing, Standing]]:
    seen: dict[str, Standing] = {}
    by_number = {plain(s.report_id): s for s in scene.unknown}
    by_id = {s.report_id: s for s in scene.unknown}
    for standing in scene.unknown:
        for value in sorted(_values(scene, standing)):
            if value in seen:
                yield seen[value], standing
            seen[value] = standing
        for number in sorted(_stated(scene, standing).references):
            other = by_number.get(number)
            if other is not None and other.report_id != standing.report_id:
                yield other, standing
        yield from ((standing, by_id[r]) for r in sorted(_taken(scene, standing) & by_id.keys()))


def _taken(scene: Scene, standing: Standing) -> Set[str]:
    return scene.texts.taken.get(standing.report_id, frozenset())


def _stated(scene: Scene, standing: Standing) -> Stated:
    return scene.stated.get(standing.report_id, NOTHING)


def _values(scene: Scene, standing: Standing) -> set[str]:
    """Values named in a report, without those that are the victim's own."""
    return _stated(scene, standing).values - scene.known[scene.victim].values


def _pointers(scene: Scene, component: Iterable[Standing], values: Values) -> list[Pointer]:
    return [
        Pointer(suspect, strong, reason)
        for standing in component
        for suspect, those in sorted(scene.named.items())
        for strong, reason in _points(scene, standing, suspect, those, values)
    ]


def _points(
    scene: Scene, standing: Standing, suspect: str, those: list[Standing], values: Values
) -> Iterator[tuple[bool, str]]:
    stated = _stated(scene, standing)
    said = [_stated(scene, s) for s in those]
    if _values(scene, standing) & (scene.known[suspect].values.union(*(s.values for s in said))):
        yield True, VALUE
    numbers = {plain(s.report_id) for s in those}
    if stated.references & numbers or any(plain(standing.report_id) in s.references for s in said):
        yield True, REFERENCE
    if any(standing.report_id in _taken(scene, s) for s in those) or not _taken(scene, standing).isdisjoint(
        s.report_id for s in those
    ):
        yield True, ATTRIBUTED
    named = _named(scene, standing, suspect, values)
    if named:
        yield bool(named & scene.known[suspect].surnames), NAME
    telling = stated.relationships & set(values.relationships_of_one)
    if telling & set().union(*(s.relationships for s in said)) and _alike(scene, standing, those, values):
        yield False, RELATIONSHIP


def _alike(scene: Scene, standing: Standing, those: list[Standing], values: Values) -> bool:
    """Say whether a report goes on about the same suspect, or tells of an act that one of the others tells of too.

    What he is to her says who he may be; that it was he wants a second thing stated.
    """
    acts = scene.texts.acts
    known = set[str]().union(*(acts.get(s.report_id, ()) for s in those)) - set(values.acts_that_tell_nothing)
    return bool(_stated(scene, standing).same_suspect or known & set(acts.get(standing.report_id, ())))


def _named(scene: Scene, standing: Standing, suspect: str, values: Values) -> set[str]:
    """Give the names of a suspect that stand in the words of a report and can mean nobody else there."""
    typed = scene.texts.typed.get(standing.report_id, set())
    taken = typed | scene.known[scene.victim].names
    known = scene.known[suspect]
    called = known.names.union(*(values.short_forms.get(n, ()) for n in known.forenames))
    names = telling(called, taken, frozenset(values.names_that_are_words))
    return scene.texts.words.get(standing.report_id, Words()).name(names) | (names & _stated(scene, standing).names)


def _only(pointers: list[Pointer]) -> Pointer | None:
    """Give the reason if all of one strength point at one suspect; strong ones outrank weak ones."""
    for strong in (True, False):
        alike = [p for p in pointers if p.strong is strong]
        if alike:
            return alike[0] if len({p.suspect for p in alike}) == 1 else None
    return None


def _same_as_before(scene: Scene, groups: Groups, why: Joined, values: Values) -> None:
    """ "Same male again" tells who it is where only one course of the victim came shortly before."""
    everything = sorted([*scene.unknown, *(s for those in scene.named.values() for s in those)], key=lambda s: s.order)
    reach = timedelta(days=values.same_suspect_days)
    for at, standing in enumerate(everything):
        if not _stated(scene, standing).same_suspect:
            continue
        before = [s for s in everything[:at] if s.report_id != standing.report_id and standing.at - s.at <= reach]
        courses = {groups.of(s.key) for s in before}
        known = {s.suspect.person for s in before} - {None}
        if len(courses) == 1 and known <= {standing.suspect.person, *([] if standing.named else known)}:
            _join(groups, why, before[-1], standing)


def _join(groups: Groups, why: Joined, before: Standing, standing: Standing) -> None:
    if groups.of(before.key) != groups.of(standing.key) and groups.join(before.key, standing.key):
        why.setdefault((before if standing.named else standing).key, SAME)


def _thread(scene: Scene, groups: Groups, why: Joined, values: Values) -> None:
    """Reports of an unknown suspect, of like kind and not too far apart in time, form one thread.

    A report whose words tell no act towards somebody, or that the record explains otherwise, threads with none: one
    victim's lost purse and broken window are not one person's doing. Kinds are alike unless what the suspect is to
    the victim differs; where nothing is said, nothing differs, unless two different things are said elsewhere.
    """
    named = {groups.of(s.key) for those in scene.named.values() for s in those}
    gap = timedelta(days=values.unknown_thread_gap_days)
    left = [s for s in scene.unknown if groups.of(s.key) not in named and _tells(scene, s)]
    kinds = {kind_of(_stated(scene, s)) for s in left} - {None}
    latest: dict[str | None, Standing] = {}
    for standing in left:
        kind = None if len(kinds) == 1 else kind_of(_stated(scene, standing))
        before = latest.get(kind)
        if before is not None and standing.at - before.at <= gap and groups.join(before.key, standing.key):
            why.setdefault(standing.key, THREAD)
        latest[kind] = standing


def _tells(scene: Scene, standing: Standing) -> bool:
    """Say whether a report may belong to a thread; where words are not to be used, nothing speaks against it."""
    if not scene.texts.used:
        return True
    return bool(scene.texts.acts.get(standing.report_id)) and not _stated(scene, standing).explained


def kind_of(stated: Stated) -> str | None:
    """Give how an unknown suspect stands to the victim where one thing is said; a stranger is as good as unsaid."""
    said = stated.relationships - NOT_SINGULAR
    return next(iter(said)) if len(said) == 1 else None
