"""What courses can be filtered and looked up by, written when a run is published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db.models import Count, Model, QuerySet

from heeded.pipeline import read_run
from heeded_desk.cases.keys import compact, words
from heeded_desk.cases.models import CaseTerm, SearchKey, Term
from heeded_desk.members.models import Force
from heeded_desk.turns import Turns

Row = dict[str, object]
Pairs = set[tuple[int, object]]
TOGETHER = 100
"""Courses whose terms and keys are written in one turn: some thousand rows."""
AT_ONCE = 1000
"""Rows of one statement."""
LONGEST = 120
NAMES = ("forename", "surname")
NUMBERS = ("phone", "email", "handle", "vehicle", "nominal_id")
RELATIONS = {
    "ex_partner": "Former partner",
    "partner": "Partner",
    "family": "Family",
    "neighbour": "Neighbour",
    "colleague": "Colleague or manager",
    "client": "Client, patient, tenant or pupil",
    "acquaintance": "Friend or acquaintance",
    "stranger": "Stranger, or said to be not known",
    "other": "Something else is said",
    "unsaid": "Not said on file",
}


def index_cases(force: Force, folder: Path, accounts: Iterable[Row], ids: dict[str, int]) -> None:
    """Write the terms and keys of courses; what stands already is left alone, what stands no more is removed.

    folder: the run. accounts: those of the courses that are new or changed. ids: of their cases, by course id.
    """
    told = _Told(read_run(folder, ("reports", "mentions", "clues")))
    turns = Turns(force.pk)
    with turns.reading():
        known = {(t.kind, t.code): t for t in Term.objects.filter(force=force)}
    for part in _parts(accounts):
        borne = {ids[a["course_id"]]: _terms(a, told) for a in part}
        keys = {(ids[a["course_id"]], key) for a in part for key in _keys(a, told)}
        with turns.turn():
            _make(force, known, {term for terms in borne.values() for term in terms})
        pairs = {(case, known[kind, code].pk) for case, terms in borne.items() for kind, code, _ in terms}
        _keep(CaseTerm, "term_id", pairs, set(borne), turns)
        _keep(SearchKey, "key", keys, set(borne), turns)
    _remove(SearchKey.objects.filter(case__force=force, case__gone=True), turns)
    count_terms(force)


def count_terms(force: Force) -> None:
    """Count the courses of each term; terms that no course bears any more are removed."""
    turns = Turns(force.pk)
    with turns.reading():
        terms = list(Term.objects.filter(force=force))
        held = CaseTerm.objects.filter(term__force=force, case__gone=False)
        counts = dict(held.values_list("term").annotate(many=Count("case")).order_by())
    moved = [t for t in terms if t.courses != counts.get(t.pk, 0)]
    for term in moved:
        term.courses = counts.get(term.pk, 0)
    for part in _parts(moved):
        with turns.turn():
            Term.objects.bulk_update(part, ["courses"])
    _remove(Term.objects.filter(force=force, courses=0), turns)


class _Told:
    """What the tables of a run tell of each report beyond its account."""

    def __init__(self, tables: dict[str, object]) -> None:
        self.districts = _columns(tables["reports"], "district")
        self.relations = defaultdict(set)
        for report, said in _columns_of(tables["mentions"], "relationship_norm"):
            self.relations[report].update([said] if said else [])
        for report, kind, value, context in _columns_of(tables["clues"], "kind", "value", "context"):
            self.relations[report].update([value] if (kind, context) == ("relationship", "affirmed") else [])
        self.keys = defaultdict(set)
        for report, *details in _columns_of(tables["mentions"], *NAMES, *NUMBERS):
            self.keys[report].update(*(words(name) for name in details[: len(NAMES)] if name))
            self.keys[report].update(compact(number) for number in details[len(NAMES) :] if number)


def _columns_of(table: object, *names: str) -> Iterator[tuple]:
    return zip(*(table[name].to_pylist() for name in ("report_id", *names)), strict=True)


def _columns(table: object, name: str) -> dict[str, str]:
    return dict(_columns_of(table, name))


def _terms(account: Row, told: _Told) -> set[tuple[str, str, str]]:
    """Give the terms of a course: kind, code, words."""
    reports = [r["report_id"] for r in account["reports"]]
    district = next(filter(None, (told.districts.get(r) for r in reversed(reports))), "")
    said = {code if code in RELATIONS else "other" for r in reports for code in told.relations.get(r, ())}
    terms = {("recorded_as", " ".join(h.casefold().split())[:LONGEST], h[:LONGEST]) for h in account["recorded_as"]}
    terms |= {("flag", f["code"], f["title"][:LONGEST]) for f in account["red_flags"]}
    terms |= {("relationship", code, RELATIONS[code]) for code in said or {"unsaid"}}
    return terms | ({("district", district.casefold()[:LONGEST], district[:LONGEST])} if district else set())


def _keys(account: Row, told: _Told) -> set[str]:
    """Give what a course is looked up by."""
    reports = [r["report_id"] for r in account["reports"]]
    keys = {compact(account["course_id"]), *map(compact, reports)}
    return (keys | {key for r in reports for key in told.keys.get(r, ())}) - {""}


def _make(force: Force, known: dict[tuple[str, str], Term], wanted: set[tuple[str, str, str]]) -> None:
    """Make the terms that are not there yet; of two ways of writing one, the first in the alphabet is kept."""
    new = {(kind, code): said for kind, code, said in sorted(wanted, reverse=True) if (kind, code) not in known}
    made = [Term(force=force, kind=kind, code=code, words=said) for (kind, code), said in new.items()]
    known.update({(t.kind, t.code): t for t in Term.objects.bulk_create(made)})


def _keep(model: type[Model], column: str, wanted: Pairs, cases: set[int], turns: Turns) -> None:
    """Make the rows of these cases what is wanted, touching only those that differ."""
    with turns.reading():
        there = {(case, value): pk for pk, case, value in _rows(model, column, cases)}
    gone = [pk for pair, pk in there.items() if pair not in wanted]
    new = [model(**{"case_id": case, column: value}) for case, value in sorted(wanted - set(there))]
    if gone or new:
        with turns.turn():
            model.objects.filter(pk__in=gone).delete()
            model.objects.bulk_create(new, batch_size=AT_ONCE)


def _rows(model: type[Model], column: str, cases: set[int]) -> Iterator[tuple]:
    return model.objects.filter(case__in=cases).values_list("pk", "case_id", column)


def _remove(rows: QuerySet[Model], turns: Turns) -> None:
    with turns.reading():
        keys = list(rows.values_list("pk", flat=True))
    for part in _parts(keys, AT_ONCE):
        with turns.turn():
            rows.model._default_manager.filter(pk__in=part).delete()


def _parts(rows: Iterable, together: int = TOGETHER) -> Iterator[list]:
    left = iter(rows)
    while part := list(islice(left, together)):
        yield part
