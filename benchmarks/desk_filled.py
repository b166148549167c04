"""Fill a throw-away desk with courses of a large and a small force; all that is in them is invented."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from heeded_desk.cases.actions.terms import RELATIONS, count_terms
from heeded_desk.cases.models import Account, Case, CaseTerm, LastLook, Part, SearchKey, Term
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.second_lock import for_force

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SHARES = {
    Part.UNRECOGNISED_FLAGS: 80,
    Part.UNRECOGNISED: 5,
    Part.DUTIES_UNMET: 8,
    Part.RECOGNISED: 10,
    Part.ANSWERED: 4,
    Part.POSSIBLE: 43,
    Part.REST: 850,
}
"""Of a thousand courses; as the invented force has them, so that many more are on the list than on a real one."""
HEADINGS, DISTRICTS, FLAGS = 400, 12, 26
SURNAMES, FORENAMES = 20_000, 2_000
TOGETHER = 5000
ROOM, USUAL = 600_000, 2_000
Words = dict[str, Any]


def filled(code: str, many: int, words: Words) -> Member:
    """Fill the desk of one force and give its stalking lead.

    words: the account that the first course of the list bears.
    """
    force = Force.objects.create(code=code, name=code.title())
    with transaction.atomic(), for_force(force.pk):
        lead, run = _rows(force, many)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database does by itself, given a minute
    count_terms(force)
    with transaction.atomic(), for_force(force.pk):
        LastLook.objects.create(member=lead, at=NOW - timedelta(days=2))
        first = Case.objects.filter(force=force).order_by("part", "-listed_at", "pk").first()
        Case.objects.filter(pk=first.pk).update(account=Account.objects.create(run=run, words=words))
    return lead


def _rows(force: Force, many: int) -> tuple[Member, Run]:
    code = force.code
    lead = Member.objects.create_user(
        code, password=None, force=force, role=Role.STALKING_LEAD, first_name="Lead", last_name=code.title()
    )
    run = Run.objects.create(force=force, asked_at=NOW, state=Run.State.PUBLISHED)
    chance = random.Random(many)
    terms = _terms(force)
    rows = (_case(run, lead, number, chance) for number in range(many))
    _hold(ROOM)
    while part := list(islice(rows, TOGETHER)):
        cases = Case.objects.bulk_create(part)
        _write(CaseTerm, "term_id", _borne(cases, terms, chance))
        _write(SearchKey, "key", _keys(cases, chance))
    _hold(USUAL)
    return lead, run


def _terms(force: Force) -> dict[str, list[Term]]:
    """Make the terms of a force: headings with a long tail, districts, relationships, flags."""
    named = {
        "recorded_as": [f"Heading {n}" for n in range(HEADINGS)],
        "district": [f"District {n}" for n in range(DISTRICTS)],
        "relationship": list(RELATIONS.values()),
        "flag": [f"Flag {n}" for n in range(FLAGS)],
    }
    made = {
        kind: [Term(force=force, kind=kind, code=words.lower(), words=words) for words in all_words]
        for kind, all_words in named.items()
    }
    return {kind: Term.objects.bulk_create(terms) for kind, terms in made.items()}


def _case(run: Run, lead: Member, number: int, chance: random.Random) -> Case:
    part = chance.choices(list(SHARES), SHARES.values())[0]
    last = NOW - timedelta(minutes=chance.randrange(5 * 365 * 24 * 60))
    unmet = chance.randrange(5) if part < Part.REST else 0
    asleep = chance.random() < 0.02
    return Case(
        force=run.force,
        run=run,
        course_id=f"C-{number:010d}",
        part=part,
        stalking="not_indicated" if part == Part.REST else "indicated",
        unrecognised=part in (Part.UNRECOGNISED_FLAGS, Part.UNRECOGNISED),
        title=f"Victim {number} and suspect {number}",
        why="3 reports in 77 days, none recorded as stalking. Red flags: threatens violence. 2 duties not met.",
        recorded_as="Heading",
        relationship="",
        district="",
        reports=3,
        first_at=last,
        last_at=last,
        listed_at=last,
        flags=3,
        duties_unmet=unmet,
        next_due_at=last + timedelta(days=2) if unmet > 2 else None,
        questions=0,
        changed_at=NOW - timedelta(minutes=chance.randrange(365 * 24 * 60)),
        change="1 new report",
        assigned_to=lead if chance.random() < 0.01 else None,
        snoozed_until=(datetime.now(UTC) + timedelta(days=7)).date() if asleep else None,
        snoozed_at=datetime.now(UTC) if asleep else None,
    )


def _hold(kilobytes: int) -> None:
    """Let SQLite hold so much in memory: much while millions of rows go in, as usual while pages are asked for."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size = -{kilobytes}")


def _write(model: type[Model], column: str, pairs: Iterator[tuple[int, object]]) -> None:
    """Write rows without making an object of each; there are millions."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} (case_id, {column}) VALUES (%s, %s)", pairs)


def _borne(cases: list[Case], terms: dict[str, list[Term]], chance: random.Random) -> Iterator[tuple[int, object]]:
    for case in cases:
        borne = {terms["recorded_as"][int(HEADINGS * chance.random() ** 4)] for _ in range(1 + (chance.random() < 0.3))}
        borne |= {chance.choice(terms["district"]), terms["relationship"][int(len(RELATIONS) * chance.random() ** 2)]}
        borne |= {terms["flag"][int(FLAGS * chance.random() ** 2)] for _ in range(5 if case.part < Part.REST else 0)}
        yield from ((case.pk, term.pk) for term in borne)


def _keys(cases: list[Case], chance: random.Random) -> Iterator[tuple[int, object]]:
    for case in cases:
        names = {f"SURNAME{int(SURNAMES * chance.random() ** 2)}" for _ in range(2)}
        names |= {f"FORENAME{int(FORENAMES * chance.random() ** 2)}" for _ in range(2)}
        yield from ((case.pk, key) for key in names | {f"07700{case.pk:06d}"})
