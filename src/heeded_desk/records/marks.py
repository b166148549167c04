"""Keyed hashes of what was erased: they tell whether a report may come back, and nothing else to anybody.

The key lies beside the deliveries, apart from the table, since ids of reports can be guessed and tried.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from heeded.ingest import Sent
from heeded.toolbox.errors import HeededError
from heeded_desk.deliveries.places import force_folder, keep
from heeded_desk.members.models import Force
from heeded_desk.records.models import ErasedMark, Erasure

NO_KEY = (
    "The file erased.key of this force is not the one by which erased reports are known. Nothing was read, so that "
    "nothing that was erased comes back. Put the file back from a backup."
)
CHECK = "the key that belongs to these marks"
SHORTEST = 20
"""Letters of a narrative that can tell a report by itself; a shorter one could be anybody's."""
UNNAMED = re.compile(r"\.(?:jsonl|csv|xlsx|parquet):\d+$")
"""How a report is called whose row bears no id."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The key of a force and the marks of all that was erased; empty where nothing was."""

    key: bytes
    known: frozenset[str]

    def is_out(self, sent: Sent) -> bool:
        """Say whether a row is of a report that was erased: by its id, by its words where it has none."""
        if mark(self.key, "id", sent.report_id) in self.known:
            return True
        return not sent.given and bool(words_of(sent.narrative)) and self._says_the_same(sent)

    def _says_the_same(self, sent: Sent) -> bool:
        return mark(self.key, "words", words_of(sent.narrative)) in self.known

    def is_erased(self, report_id: str) -> bool:
        """Say whether a report of this id was erased."""
        return mark(self.key, "id", report_id) in self.known


def marks_of(force: Force) -> Marks:
    """Give the marks of a force; raises HeededError where its key is lost, for then nothing can be told."""
    known = frozenset(ErasedMark.objects.filter(force=force).values_list("mark", flat=True))
    if not known:
        return Marks(b"", known)
    path = force_folder(force) / "erased.key"
    key = path.read_bytes() if path.is_file() else b""
    if mark(key, "check", CHECK) not in known:
        raise HeededError(NO_KEY)
    return Marks(key, known)


def add_marks(erasure: Erasure, report_ids: Iterable[str], narratives: Iterable[str]) -> None:
    """Put reports on the list of what does not come back. narratives: of those that bear no id of their own."""
    marks_of(erasure.force)  # a lost key is not to be replaced by another
    key = _key(erasure.force)
    made = {mark(key, "check", CHECK), *(mark(key, "id", i) for i in report_ids)}
    made |= {mark(key, "words", words) for words in map(words_of, narratives) if words}
    rows = [ErasedMark(force=erasure.force, mark=m, erasure=erasure) for m in sorted(made)]
    ErasedMark.objects.bulk_create(rows, ignore_conflicts=True)


def mark(key: bytes, kind: str, text: str) -> str:
    """Give the keyed hash of a text of some kind."""
    return hmac.new(key, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()


def words_of(narrative: str) -> str:
    """Give a narrative in one way of writing; empty where it is too short to tell a report by."""
    words = " ".join(narrative.casefold().split())
    return words if len(words) >= SHORTEST else ""


def is_unnamed(report_id: str) -> bool:
    """Say whether a report is called by its file and line alone."""
    return bool(UNNAMED.search(report_id))


def _key(force: Force) -> bytes:
    """Give the key of a force, made and kept on the disk where there is none yet."""
    path = force_folder(force) / "erased.key"
    if not path.is_file():
        new = path.with_name(".erased.key")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
            os.fsync(file.fileno())
        new.replace(path)
        keep(path.parent)
    return path.read_bytes()
