"""One new report, added in one transaction: linked, assembled, and everything that it changed told."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from heeded.assemble.values import load_values
from heeded.catalogue.folder import catalogue_folder
from heeded.link.knowledge import load_knowledge
from heeded.live.answer import Answer, Changed, Held, InCourse
from heeded.live.blocks import Keys
from heeded.live.content import contents, digest
from heeded.live.courses import assemble_around, standing_in
from heeded.live.deciding import kept_decisions
from heeded.live.details import CLUE, MENTION, Detailed, Preparing, by_name, names_typed
from heeded.live.looking import Looked, looked
from heeded.live.naming import name_persons
from heeded.live.parts import Typing, parts_of
from heeded.live.plainly import Plainly, plain
from heeded.live.relink import Relinking, Weighing
from heeded.live.store import CROWD, CrowdedError, Store
from heeded.live.whole import keep_wholes
from heeded.live.why import tell
from heeded.model.sides import victims_of
from heeded.toolbox.errors import RunError
from heeded.toolbox.uncollected import uncollected

Tables = Mapping[str, pa.Table]


class VersionError(RunError):
    """The store holds the report in another version."""


class TakenError(RunError):
    """The store holds a report of this number."""


class ReplacedError(RunError):
    """The store was filled anew: another file stands in its place, to which is to be turned."""


class Adding:
    """Adds reports to a store, with the models and values that bulk linking uses, loaded once."""

    def __init__(self, store: Store) -> None:
        folder = catalogue_folder() / "linking"
        knows = load_knowledge(folder)
        self._preparing, self._weighing, self._values = Preparing(knows), Weighing(knows), load_values(folder)
        self._keys, self._plainly, self._typing = Keys(), Plainly(knows), Typing(knows.names.short_forms)
        self.turn_to(store)

    def turn_to(self, store: Store) -> None:
        """Add to another store from now on."""
        self.store = store
        self.decisions = kept_decisions(store)
        self._words = store.setting("words") == "1"

    def add(self, tables: Tables) -> Answer:
        """Add one report; it is safe on the disk when the answer is given.

        tables: reports, log, mentions, clues and findings of this one report, as `heeded run` makes them. One that is
        sent again word for word is answered as it stands. Raises RunError where the store holds another version.
        """
        return self.keep(tables).answer

    def keep(self, tables: Tables, sent: str | None = None) -> Looked:
        """Add one report as `add` does, and tell also who on file is meant.

        sent: the report as it was sent, kept with it. Raises ReplacedError, and keeps nothing, where another file took
        the place of the store.
        """
        report = str(tables["reports"]["report_id"][0].as_py())
        with uncollected(), self.store.transaction():
            if self.store.replaced:
                raise ReplacedError("The live store was filled anew meanwhile.")
            known = self.store.digest_of(report)
            if known is None:
                if sent is not None:
                    self.store.keep_as_sent(report, sent)
                return self._added(report, tables)
            if known != digest(tables)[report]:
                raise VersionError(
                    f"Report {report} is there already in another version. The next full run takes it up."
                )
            return looked(self.store, self._as_it_stands(report), self._typing.of(tables["mentions"]))

    def look(self, tables: Tables) -> Looked:
        """Tell what `keep` would tell of a report, and keep nothing. Raises TakenError where its number is there.

        Where more mentions hang together than can be looked at while somebody waits, it is told who is likely, or
        agrees in part, and that this is all.
        """
        report = str(tables["reports"]["report_id"][0].as_py())
        try:
            with uncollected(), self.store.supposition(CROWD):
                self._insist_on_new(report)
                return self._added(report, tables)
        except CrowdedError:
            with uncollected(), self.store.supposition():
                self._insist_on_new(report)
                return self._by_itself(report, tables)

    def _insist_on_new(self, report: str) -> None:
        if self.store.digest_of(report) is not None:
            raise TakenError("There is a report of this number already.")

    def _by_itself(self, report: str, tables: Tables) -> Looked:
        """Tell of a report what its own mentions tell, without who hangs together with whom."""
        linked = Relinking(self.store, self._weighing, self.decisions, self._put_in(report, tables))
        linked.weigh()
        nobody = tuple(Held(mention.mention_id, "", 0.0, "") for mention in self.store.of_reports([report]))
        told = looked(self.store, Answer(report, nobody, (), ()), self._typing.of(tables["mentions"]), linked)
        return replace(told, crowded=True)

    def _added(self, report: str, tables: Tables) -> Looked:
        new = self._put_in(report, tables)
        linked = Relinking(self.store, self._weighing, self.decisions, new)
        linked.run()
        changes = name_persons(self.store, linked)
        persons = [tell(linked, mention) for mention in self.store.look_at(new)]
        self.store.tell(persons)
        stirred = {str(m.person_id) for m in self.store.look_at(linked.moved | linked.new)}
        stirred |= {change.before for change in changes}
        courses, moves = assemble_around(self.store, report, stirred, self.decisions, self._values, words=self._words)
        self.store.note_changes(report, [*changes, *moves])
        answer = Answer(report, tuple(persons), tuple(courses), (*changes, *moves))
        return looked(self.store, answer, self._typing.of(tables["mentions"]), linked)

    def _put_in(self, report: str, tables: Tables) -> list[int]:
        """Put the report and its mentions in; gives the numbers of the mentions."""
        mentions = tables["mentions"]
        victims = victims_of(mentions.select(["mention_id", "role", "has_details"]).to_pylist())
        at = tables["reports"]["recorded_at"][0].as_py()
        row = (report, at.isoformat() if at else None, int(not any(v["has_details"] for v in victims)))
        self.store.db.execute(
            "insert into report values (?, ?, ?, ?, ?)",
            [*row, digest(tables)[report], json.dumps(contents(tables)[report])],
        )
        keep_wholes(self.store, tables)
        names = names_typed(mentions)
        first, new = self.store.next_number(), []
        for mention in self._prepared(mentions, tables["clues"]):
            new.append(first + mention.nr)
            known = by_name(json.loads(mention.fields))
            self.store.add_mention(mention._replace(nr=new[-1]), new[-1], names[mention.mention_id])
            self.store.add_keys(new[-1], self._keys.of(known))
            self.store.add_parts(new[-1], parts_of(known))
        return new

    def _prepared(self, mentions: pa.Table, clues: pa.Table) -> list[Detailed]:
        """Make mentions ready, without the database where only plain letters were typed."""
        rows, words = mentions.select(MENTION).to_pylist(), clues.select(CLUE).to_pylist()
        if plain([*rows, *words]):
            return self._plainly.prepared(rows, words)
        return self._preparing.prepared(mentions, clues)

    def _as_it_stands(self, report: str) -> Answer:
        mentions = self.store.of_reports([report])
        why = self.store.why(m.nr for m in mentions)
        persons = tuple(Held(m.mention_id, str(m.person_id), *why[m.nr]) for m in mentions)
        courses: list[InCourse] = standing_in(self.store, report)
        changes = tuple(Changed(*row) for row in self.store.changes_by(report))
        return Answer(report, persons, tuple(courses), changes)


def add_report(store: Store, tables: Tables) -> Answer:
    """Add one report to a store, as `Adding` does; for many, make one `Adding` and keep it."""
    return Adding(store).add(tables)
