"""The store of all reports known: mentions, block keys, who is held to be whom after each step, and courses."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from heeded.link.cluster import Place
from heeded.link.places import place_of
from heeded.live.answer import Changed, Held
from heeded.live.details import Detailed, by_name
from heeded.live.schema import FORM, TABLES
from heeded.toolbox.errors import RunError

AFTER = "\U0010ffff"
"""Sorts after whatever a text may go on with."""
STEPS = 3
"""Linking keeps who was held to be whom after persons, and after each of two rounds; the last step gives persons."""
WHOLE = 10_000
"""Weights have four digits behind the point, and are kept as whole numbers."""
CROWD = 1_000
"""So many mentions are looked at while somebody waits; where more hang together, that is told instead."""
WAIT = 60.0
"""Seconds that one who would write waits for another."""
Numbers = npt.NDArray[np.int64]
PLACED_BY = (
    "forename", "surname", "forename_root", "forename_root_2", "forename_listed", "dob", "email", "handle", "nominal",
    "phone", "postcode", "place",
)  # fmt: skip

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


def _identity(path: Path) -> tuple[int, int]:
    """Give what a file is told from others by, as long as anybody has it open."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _opened(path: Path, new: bool) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={'rwc' if new else 'rw'}"
    try:
        db = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=WAIT)
        for setting in ("journal_mode = wal", "synchronous = full", "cache_size = -262144"):
            db.execute(f"pragma {setting}")
    except sqlite3.DatabaseError as error:
        raise RunError(f"{path} cannot be opened as a live store: fill it anew.") from error
    return db


class CrowdedError(RunError):
    """More mentions hang together with a report than can be looked at while somebody waits."""


class Store:
    """A file that holds everything; each addition is one transaction, safe once it is acknowledged."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new == path.exists():
            raise RunError(f"{path} is there already." if new else f"{path} is not there: fill it from a run first.")
        self._path, self._file = path, None if new else _identity(path)
        self.db = _opened(path, new)
        self.mentions: dict[int, Stored] = {}
        """Those looked at in the transaction that goes on."""
        self.keys: dict[int, list[int]] = {}
        """The keys of the blocks of mentions that were added in it."""
        self._of_report: dict[str, list[int]] = {}
        self._most: int | None = None
        if new:
            self.db.executescript(TABLES)
            self.db.execute(f"pragma user_version = {FORM}")
        elif self.db.execute("pragma user_version").fetchone() != (FORM,):
            self.close()
            raise RunError(f"{path} was filled by another version of Heeded: fill it anew.")

    def keep_as_sent(self, report: str, sent: str) -> None:
        """Keep a report that was added as it was sent, so that it can be added to the next store."""
        self.db.execute("insert into addition (report_id, report) values (?, ?)", [report, sent])

    @property
    def replaced(self) -> bool:
        """Whether another file has taken the place of this one; what is written here then is lost."""
        return not self._path.exists() or _identity(self._path) != self._file

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of what follows, or nothing."""
        with self.db:
            self._begin()
            yield

    @contextmanager
    def supposition(self, most: int | None = None) -> Iterator[None]:
        """Do all of what follows, for as long as it is looked at; nothing of it stays.

        most: how many mentions may be looked at. Raises CrowdedError where more are.
        """
        self._begin()
        self._most = most
        try:
            yield
        finally:
            self._most = None
            self.db.execute("rollback")
            self._forget()

    def _begin(self) -> None:
        """Take the one place of writing. Raises RunError where others keep it too long."""
        self._forget()
        try:
            self.db.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise RunError("The live store is busy. Nothing was changed; try again in a minute.") from error

    def _forget(self) -> None:
        self.mentions.clear()
        self.keys.clear()
        self._of_report.clear()

    def setting(self, name: str) -> str | None:
        """Give a value that was kept under a name."""
        row = self.db.execute("select value from setting where name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, value: object) -> None:
        """Keep a value under a name."""
        self.db.execute("insert or replace into setting values (?, ?)", [name, str(value)])

    def add_mention(self, row: Detailed, component: int, name: str | None) -> None:
        """Put in a mention that stands alone so far; who it is comes later. name: as it was typed."""
        self.db.execute(
            "insert into mention (nr, mention_id, report_id, role, position, has_details, sided, fields, component,"
            " name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, component, name],
        )

    def add_keys(self, mention: int, keys: Iterable[int]) -> None:
        """Put in which blocks a new mention stands in."""
        self.keys[mention] = list(keys)
        self.db.executemany("insert or ignore into block values (?, ?)", [(k, mention) for k in self.keys[mention]])

    def add_parts(self, mention: int, parts: Iterable[tuple[str, str, str]]) -> None:
        """Put in by which surname and number a new mention is found before they are typed in full."""
        self.db.executemany("insert or ignore into part values (?, ?, ?, ?)", [(*part, mention) for part in parts])

    def having_part(self, kind: str, start: str, initials: str, most: int) -> list[tuple[str, str, int]]:
        """Give text, forename and mention of what begins with `start`, what is nearest to it first.

        initials: where there are any, those with a forename are left out whose forename begins with none of them.
        """
        sql = (
            "select text, beside, mention from part where kind = ? and text >= ? and text < ?"
            " and (? = '' or beside = '' or instr(?, substr(beside, 1, 1)) > 0) order by text, beside, mention limit ?"
        )
        return self.db.execute(sql, [kind, start, start + AFTER, initials, initials, most]).fetchall()

    def names(self, mentions: Iterable[int]) -> list[str]:
        """Give the names of mentions as they were typed, those who have one."""
        sql = "select name from mention where name is not null and nr in (select value from json_each(?))"
        return [row[0] for row in self.db.execute(sql, [json.dumps(sorted(mentions))])]

    def among(self, column: str, values: Iterable[Any]) -> list[int]:
        """Give the numbers of the mentions in whose row a column holds one of the values."""
        wanted = sorted(set(values))
        sql = f"select nr from mention where {column} in (select value from json_each(?))"
        return [row[0] for row in self.db.execute(sql, [json.dumps(wanted)])] if wanted else []

    def look_at(self, numbers: Iterable[int]) -> list[Stored]:
        """Give mentions by their numbers, in the order of their ids."""
        wanted = set(numbers)
        missing = wanted - self.mentions.keys()
        if missing:
            self._read(missing)
        return sorted([self.mentions[n] for n in wanted], key=attrgetter("mention_id"))

    def _read(self, numbers: Collection[int]) -> None:
        if self._most is not None and len(self.mentions) + len(numbers) > self._most:
            raise CrowdedError("More reports hang together with this one than can be looked at while somebody waits.")
        sql = f"select {MENTION} from mention where nr in (select value from json_each(?))"
        for row in self.db.execute(sql, [json.dumps(sorted(numbers))]):
            self.mentions[row[0]] = Stored(*row[:7], by_name(json.loads(row[7])), list(row[8:11]), row[11])  # type: ignore[call-arg]

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

    def keep_strong(self, mention: int, edges: Iterable[tuple[int, float]]) -> None:
        """Keep those who would be one person with a mention, among those that were there before it, and the weights."""
        found = list(edges)
        if found:
            earlier, weight = (np.array(column) for column in zip(*found, strict=True))
            self.keep_all_strong(earlier, np.full(len(found), mention), weight)

    def keep_all_strong(self, earlier: Numbers, later: Numbers, weight: npt.NDArray[np.float64]) -> None:
        """Keep pairs that would be one person, the later mentions in order."""
        edges = np.column_stack((earlier, np.rint(weight * WHOLE))).astype(np.int32)
        mentions, starts = np.unique(later, return_index=True)
        stops = [*starts[1:].tolist(), len(later)][: len(mentions)]
        rows = zip(mentions.tolist(), starts.tolist(), stops, strict=True)
        self.db.executemany(
            "insert into strong values (?, ?)", ((nr, edges[start:stop].tobytes()) for nr, start, stop in rows)
        )

    def strong_in(self, component: int) -> tuple[Numbers, Numbers, npt.NDArray[np.float64]]:
        """Give all that was kept so of the mentions of a component: two mentions and their weight."""
        sql = "select nr, edges from mention join strong on strong.mention = nr where component = ?"
        rows = self.db.execute(sql, [component]).fetchall()
        edges = np.frombuffer(b"".join(some for _, some in rows), dtype=np.int32).reshape(-1, 2).astype(np.int64)
        later = np.repeat([nr for nr, _ in rows], [len(some) // 8 for _, some in rows]).astype(np.int64)
        return edges[:, 0], later, edges[:, 1] / WHOLE

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

    def recorded(self, reports: Iterable[str]) -> dict[str, str]:
        """Give when reports were recorded, as ISO 8601 or nothing, the latest first."""
        sql = (
            "select report_id, coalesce(recorded_at, '') as at from report"
            " where report_id in (select value from json_each(?)) order by at desc, report_id desc"
        )
        return dict(self.db.execute(sql, [json.dumps(sorted(set(reports)))]))

    def latest(self) -> str | None:
        """Give when the last report was recorded; None where none has a date."""
        found: str | None = self.db.execute("select max(recorded_at) from report").fetchone()[0]
        return found

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
