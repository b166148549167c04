"""A store filled from the tables of a run: linked in bulk, and every step of it kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from heeded.assemble.assemble_courses import bring_together
from heeded.assemble.identity import name_courses
from heeded.assemble.standing import Standing, standings
from heeded.assemble.values import load_values
from heeded.catalogue.folder import catalogue_folder
from heeded.link.cluster import Edges
from heeded.link.components import components
from heeded.link.decided import decided_pairs
from heeded.link.knowledge import Knowledge, load_knowledge
from heeded.link.link_mentions import Linking
from heeded.link.prepare import open_tables
from heeded.link.tell import tell_persons
from heeded.link.weigh import bits, judged, persons_task
from heeded.live.blocks import key_query
from heeded.live.content import contents, digest
from heeded.live.deciding import keep_decisions
from heeded.live.details import detailed, names_typed
from heeded.live.parts import BULK
from heeded.live.regroup import GROUP
from heeded.live.schema import INDEXES
from heeded.live.store import Store
from heeded.live.whole import keep_wholes
from heeded.model.decision import Decision

Tables = Mapping[str, pa.Table]
Membership = Mapping[str, frozenset[str]]
ROWS = 50_000


def fill_store(path: Path, tables: Tables, decisions: Sequence[Decision] = (), *, words: bool = True) -> None:
    """Make a store of all reports of a run, at `path`, where nothing may be yet.

    tables: reports, log, mentions, findings and clues; the run's courses keep their ids where course_reports is there,
    and courses can be assessed where versions is.
    words: whether what the texts say may join reports, now and when reports are added.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    store = Store(part, new=True)
    with store.transaction():
        store.keep("words", int(words))
        keep_decisions(store, decisions)
        persons = _fill_persons(store, tables, decisions)
        pairs = standings(tables["reports"], tables["mentions"], persons)
        _fill_reports(store, tables, pairs)
        keep_wholes(store, tables)
        _fill_courses(store, {**tables, "persons": persons}, pairs, decisions, words)
    store.db.executescript(INDEXES)
    store.db.execute("pragma wal_checkpoint(truncate)")
    store.close()
    part.replace(path)


def _fill_persons(store: Store, tables: Tables, decisions: Sequence[Decision]) -> pa.Table:
    """Link all mentions, and keep them with every step; gives the table `persons`."""
    knows = load_knowledge(catalogue_folder() / "linking")
    with open_tables(tables["mentions"], knows.names, knows.values, 0) as connection:
        work = Linking(connection, knows, decided_pairs(connection, decisions))
        work.run(tables["clues"])
        persons = tell_persons(connection, knows, work.clusters, work.places, work.decided)["persons"]
        steps = [labels.tolist() for labels in work.steps]
        store.db.executemany(
            f"insert into mention values ({', '.join('?' * 16)})",
            _mention_rows(connection, _components(work), steps, persons, names_typed(tables["mentions"])),
        )
        store.keep(GROUP, work.size)
        store.db.executemany("insert or ignore into given values (?)", zip(set(persons["person_id"].to_pylist())))
        keys = connection.execute(f"select key, nr from ({key_query('people')}) order by key, nr")
        while some := keys.fetchmany(ROWS):
            store.db.executemany("insert or ignore into block values (?, ?)", some)
        parts = connection.execute(BULK)
        while some := parts.fetchmany(ROWS):
            store.db.executemany("insert or ignore into part values (?, ?, ?, ?)", some)
        _fill_strong(store, connection, knows)
        least = bits(knows.values.ask_at)
        both = connection.execute("select weight, a, b, c, d from together where weight >= ? order by all", [least])
        for row in both.fetchall():
            store.keep_together(row)
    return persons


def _fill_strong(store: Store, connection: duckdb.DuckDBPyConnection, knows: Knowledge) -> None:
    """Keep the pairs that would be one person by themselves."""
    strong = f"select distinct a, b, weight from weighed where weight >= {bits(knows.values.join_at)}"
    found = connection.execute(
        f"select a, b, weight from ({judged(strong, persons_task(knows))}) where guarded order by b, a"
    ).fetchnumpy()
    store.keep_all_strong(found["a"], found["b"], found["weight"])


def _mention_rows(
    connection: duckdb.DuckDBPyConnection,
    hanging: list[int],
    steps: list[list[int]],
    persons: pa.Table,
    names: Mapping[str, str | None],
) -> Iterator[tuple[object, ...]]:
    """Give the rows of the mentions: persons stand in the same order, that of the ids."""
    told = zip(*(persons[c].to_pylist() for c in ("person_id", "probability", "reason")), strict=True)
    for row, why in zip(detailed(connection), told, strict=True):
        yield (*row, hanging[row.nr], *(step[row.nr] for step in steps[:3]), *why, names[row.mention_id])


def _components(work: Linking) -> list[int]:
    """Give for each mention the smallest that it hangs together with by strong pairs, or by what people decided."""
    found = np.arange(work.size)
    if work.hanging is not None:
        hanging = work.hanging
        if work.decided.same:
            edges = [(1.0, *pair) for pair in work.decided.same]
            edges += [(1.0, *pair) for pair in zip(*(hanging[c].to_pylist() for c in ("component", "nr")), strict=True)]
            hanging = components(Edges.ordered(*zip(*edges, strict=True)), work.size)
        found[hanging["nr"].to_numpy()] = hanging["component"].to_numpy()
    numbers: list[int] = found.tolist()
    return numbers


def _fill_reports(store: Store, tables: Tables, pairs: Sequence[Standing]) -> None:
    with_victim = {s.report_id for s in pairs if s.victim.person}
    digests, kept = digest(tables), contents(tables)
    moments = zip(tables["reports"]["report_id"].to_pylist(), tables["reports"]["recorded_at"].to_pylist(), strict=True)
    rows = (
        (r, at.isoformat() if at else None, int(r not in with_victim), digests[r], json.dumps(kept[r]))
        for r, at in moments
    )
    store.db.executemany("insert into report values (?, ?, ?, ?, ?)", rows)


def _fill_courses(
    store: Store, tables: Tables, pairs: list[Standing], decisions: Sequence[Decision], words: bool
) -> None:
    values = load_values(catalogue_folder() / "linking")
    grouped = bring_together(pairs, tables, decisions, values, words=words, ask=False)
    previous = _courses_of_run(tables)
    ids, _ = name_courses(grouped.groups, previous)
    rows = [(*s.key, course) for course, those in zip(ids, grouped.groups, strict=True) for s in those]
    store.db.executemany("insert into standing values (?, ?, ?)", rows)
    store.db.executemany("insert or ignore into given values (?)", ((one,) for one in {*ids, *previous}))


def _courses_of_run(tables: Tables) -> Membership:
    if "course_reports" not in tables:
        return {}
    found: dict[str, set[str]] = {}
    rows = tables["course_reports"]
    for course, report in zip(rows["course_id"].to_pylist(), rows["report_id"].to_pylist(), strict=True):
        found.setdefault(course, set()).add(report)
    return {course: frozenset(reports) for course, reports in found.items()}
