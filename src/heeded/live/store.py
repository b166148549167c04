"""The store of all reports known: mentions, block keys, who is held to be whom after each step, and courses."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.link.cluster import Place
from heeded.link.places import place_of
from heeded.live.answer import Changed, Held
from heeded.live.details import Detailed, by_name
from heeded.toolbox.errors import RunError

STEPS = 3
"""Linking keeps who was held to be whom after persons, and after each of two rounds; the last step gives persons."""
PLACED_BY = (
    "forename", "surname", "forename_root", "forename_root_2", "forename_listed", "dob", "email", "handle", "nominal",
    "phone", "postcode", "place",
)  # fmt: skip

TABLES = """
create table report (report_id text primary key, recorded_at text, victimless integer, digest text, content text)
    without rowid;
create table mention (
    nr integer primary key, mention_id text not null, report_id text not null, role text not null, position integer,
    has_details integer, sided integer, fields text,
    component integer, step_0 integer, step_1 integer, step_2 integer,
    person_id text, probability real, reason text
);
create table block (key integer, mention integer, primary key (key, mention)) without rowid;
create table together (
    nr integer primary key, a integer, b integer, c integer, d integer, weight real, unique (a, b, c, d)
);
create table touches (mention integer, together integer, primary key (mention, together)) without rowid;
create table standing (report_id text, place integer, course_id text, primary key (report_id, place)) without rowid;
create table given (id text primary key) without rowid;
create table change (
    nr integer primary key, report_id text, noun text, change text, before text, after text, reason text
);
create table decision (nr integer primary key, content text);
create table setting (name text primary key, value text) without rowid;
"""
INDEXES = """
create index mention_of_report on mention (report_id);
create index mention_of_component on mention (component);
create index mention_of_step_0 on mention (step_0);
create index mention_of_step_1 on mention (step_1);
create index mention_of_step_2 on mention (step_2);
create index mention_of_person on mention (person_id);
create index change_by_report on change (report_id);
create index standing_of_course on standing (course_id);
"""
MENTION = "nr, mention_id, report_id, role, position, has_details, sided, fields, step_0, step_1, step_2, person_id"


@dataclass(slots=True)
class Stored:
    """A mention as it stands in the store."""

    nr: int
    mention_id: str
    report_id: str
    role: str
    position: int
    has_details: bool
    sided: bool
    known: Mapping[str, Any]
    steps: list[int | None]
    person_id: str | None

    @property
    def suspect(self) -> bool:
        """Whether it is the suspect's side on which it stands."""
        return self.role == "suspect"

    @property
    def place(self) -> Place:
        """What clustering asks of it."""
        details = [self.known[c] for c in PLACED_BY]
        details[4] = bool(details[4])
        return place_of(self.report_id, self.role, details)


class Store:
    """A file that holds everything; each addition is one transaction, safe once it is acknowledged."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new == path.exists():
            raise RunError(f"{path} is there already." if new else f"{path} is not there: fill it from a run first.")
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("pragma journal_mode = wal")
        self.db.execute("pragma synchronous = full")
        self.db.execute("pragma cache_size = -262144")
        self.mentions: dict[int, Stored] = {}
        """Those looked at in the transaction that goes on."""
        self.keys: dict[int, list[int]] = {}
        """The keys of the blocks of mentions that were added in it."""
        self._of_report: dict[str, list[int]] = {}
        if new:
            self.db.executescript(TABLES)

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of what follows, or nothing."""
        self.mentions.clear()
        self.keys.clear()
        self._of_report.clear()
        with self.db:
            self.db.execute("begin immediate")
            yield

    def setting(self, name: str) -> str | None:
        """Give a value that was kept under a name."""
        row = self.db.execute("select value from setting where name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, value: object) -> None:
        """Keep a value under a name."""
        self.db.execute("insert or replace into setting values (?, ?)", [name, str(value)])

    def add_mention(self, row: Detailed, component: int) -> None:
        """Put in a mention that stands alone so far; who it is comes later."""
        self.db.execute(
            "insert into mention (nr, mention_id, report_id, role, position, has_details, sided, fields, component)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, component],
        )

    def add_keys(self, mention: int, keys: Iterable[int]) -> None:
        """Put in which blocks a new mention stands in."""
        self.keys[mention] = list(keys)
        self.db.executemany("insert or ignore into block values (?, ?)", [(k, mention) for k in self.keys[mention]])

    def among(self, column: str, values: Iterable[Any]) -> list[int]:
        """Give the numbers of the mentions in whose row a column holds one of the values."""
        wanted = json.dumps(sorted(set(values)))
        sql = f"select nr from mention where {column} in (select value from json_each(?))"
        return [row[0] for row in self.db.execute(sql, [wanted])]

    def look_at(self, numbers: Iterable[int]) -> list[Stored]:
        """Give mentions by their numbers, in the order of their ids."""
        wanted = set(numbers)
        missing = json.dumps(sorted(wanted - self.mentions.keys()))
        sql = f"select {MENTION} from mention where nr in (select value from json_each(?))"
        for row in self.db.execute(sql, [missing]):
            self.mentions[row[0]] = Stored(*row[:7], by_name(json.loads(row[7])), list(row[8:11]), row[11])  # type: ignore[call-arg]
        return sorted((self.mentions[n] for n in wanted), key=lambda m: m.mention_id)

    def of_reports(self, reports: Iterable[str]) -> list[Stored]:
        """Give the mentions of reports."""
        wanted = set(reports)
        missing = wanted - self._of_report.keys()
        if missing:
            self._of_report.update((report, []) for report in missing)
            for mention in self.look_at(self.among("report_id", missing)):
                self._of_report[mention.report_id].append(mention.nr)
        return self.look_at(nr for report in wanted for nr in self._of_report[report])

    def hold(self, step: int, held: Mapping[int, int]) -> None:
        """Note who is held to be whom after a step. held: the number of the group of each mention that changed."""
        sql = f"update mention set step_{step} = ? where nr = ?"
        self.db.executemany(sql, [(group, nr) for nr, group in held.items()])
        for nr, group in held.items():
            self.mentions[nr].steps[step] = group

    def keep_together(self, row: tuple[float, int, int, int, int]) -> None:
        """Keep a pair of pairs, so that it is found from each of its four mentions."""
        sql = "insert or ignore into together (weight, a, b, c, d) values (?, ?, ?, ?, ?)"
        done = self.db.execute(sql, row)
        if done.rowcount:
            self.db.executemany("insert or ignore into touches values (?, ?)", [(m, done.lastrowid) for m in row[1:]])

    def touching(self, mentions: Iterable[int]) -> Iterator[tuple[float, int, int, int, int]]:
        """Give the pairs of pairs that touch any of these mentions."""
        sql = (
            "select distinct weight, a, b, c, d from together join touches on together = nr"
            " where mention in (select value from json_each(?))"
        )
        yield from self.db.execute(sql, [json.dumps(sorted(mentions))])

    def sharing_block(self, mention: int) -> list[int]:
        """Give the mentions that share a block with one, itself among them."""
        keys = self.keys.get(mention, [])
        sql = "select distinct mention from block where key in (select value from json_each(?))"
        return [row[0] for row in self.db.execute(sql, [json.dumps(keys)])]

    def component_of(self, mention: int) -> int:
        """Give the component that a mention hangs together with by strong pairs."""
        return int(self.db.execute("select component from mention where nr = ?", [mention]).fetchone()[0])

    def components(self, mentions: Iterable[int], pairs: Iterable[tuple[int, int]]) -> set[int]:
        """Make one component of each two mentions that a pair joins; gives the components of the mentions."""
        for a, b in pairs:
            first, second = self.component_of(a), self.component_of(b)
            if first != second:
                small, large = sorted((first, second), key=self._size)
                self.db.execute("update mention set component = ? where component = ?", [large, small])
        return {self.component_of(m) for m in mentions}

    def _size(self, component: int) -> tuple[int, int]:
        count = self.db.execute("select count(*) from mention where component = ?", [component]).fetchone()[0]
        return count, -component

    def why(self, mentions: Iterable[int]) -> dict[int, tuple[float, str]]:
        """Give how surely and why each mention was held to be its person when that was last told."""
        sql = "select nr, probability, reason from mention where nr in (select value from json_each(?))"
        rows = self.db.execute(sql, [json.dumps(sorted(mentions))])
        return {nr: (1.0 if sure is None else sure, reason or "") for nr, sure, reason in rows}

    def any_victimless(self, reports: Iterable[str]) -> bool:
        """Say whether nobody is known as the victim of any of these reports."""
        sql = "select 1 from report where victimless and report_id in (select value from json_each(?)) limit 1"
        return self.db.execute(sql, [json.dumps(sorted(reports))]).fetchone() is not None

    def courses_of(self, reports: Iterable[str]) -> set[str]:
        """Give the courses that any standing of these reports is in."""
        sql = "select distinct course_id from standing where report_id in (select value from json_each(?))"
        return {row[0] for row in self.db.execute(sql, [json.dumps(sorted(reports))])}

    def reports_of_courses(self, courses: Iterable[str]) -> set[str]:
        """Give the reports that stand in any of these courses."""
        sql = "select report_id from standing where course_id in (select value from json_each(?))"
        return {row[0] for row in self.db.execute(sql, [json.dumps(sorted(courses))])}

    def standings_of(self, keys: Iterable[tuple[str, int]], whole: Iterable[str]) -> dict[tuple[str, int], str]:
        """Give the course of each of these standings, and of every standing of the reports in `whole`."""
        wanted, reports = set(keys), set(whole)
        sql = "select * from standing where report_id in (select value from json_each(?))"
        rows = self.db.execute(sql, [json.dumps(sorted(reports | {report for report, _ in wanted}))])
        return {(r, place): course for r, place, course in rows if r in reports or (r, place) in wanted}

    def digest_of(self, report: str) -> str | None:
        """Give the digest of a report that is there; None where it is not."""
        row = self.db.execute("select digest from report where report_id = ?", [report]).fetchone()
        return None if row is None else str(row[0])

    def next_number(self) -> int:
        """Give the number that the next mention gets."""
        return int(self.db.execute("select coalesce(max(nr), -1) + 1 from mention").fetchone()[0])

    def tell(self, persons: Iterable[Held]) -> None:
        """Note how surely and why mentions are held to be their persons."""
        rows = [(held.probability, held.reason, held.mention_id) for held in persons]
        sql = "update mention set probability = ?, reason = ? where nr = ?"
        numbers = {m.mention_id: m.nr for m in self.mentions.values()}
        self.db.executemany(sql, [(sure, reason, numbers[mention]) for sure, reason, mention in rows])

    def note_changes(self, report: str, changes: Iterable[Changed]) -> None:
        """Write down what became of ids by a report."""
        rows = [(report, c.noun, c.change, c.before, c.after, c.reason) for c in changes]
        sql = "insert into change (report_id, noun, change, before, after, reason) values (?, ?, ?, ?, ?, ?)"
        self.db.executemany(sql, rows)

    def changes_by(self, report: str) -> list[tuple[str, str, str, str, str]]:
        """Give what became of ids by a report."""
        sql = "select noun, change, before, after, reason from change where report_id = ? order by nr"
        return self.db.execute(sql, [report]).fetchall()
