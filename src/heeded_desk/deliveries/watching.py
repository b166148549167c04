"""The watched folder: what a force's own system puts there is taken in once it is whole."""

import os
import shutil
import stat
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, refuse, take
from heeded_desk.deliveries.content import NotTakenError
from heeded_desk.deliveries.models import Delivery
from heeded_desk.deliveries.places import made
from heeded_desk.deliveries.uploading import largest
from heeded_desk.members.models import Force

SETTLED = 5.0
"""Seconds for which a file must not have changed."""
DONE = ".done"
"""A sender may put `FILE.done` beside a file to say that it is whole."""
REFUSED = "refused"
PASSED_OVER = (".part", ".tmp", ".filepart", ".crdownload", DONE)
TOO_LARGE = "The file is larger than {largest}. Send it in parts; each may hold some of the reports."
Seen = tuple[int, int, float]


@dataclass(slots=True)
class Watch:
    """Remembers how the files looked, from one look to the next."""

    seen: dict[Path, Seen] = field(default_factory=dict)

    def look(self) -> int:
        """Take in what is whole, and ask for a run for each force that sent something; gives how many files came in."""
        if not settings.WATCHED_FOLDER:
            return 0
        return sum(self._look_at(force) for force in Force.objects.all())

    def _look_at(self, force: Force) -> int:
        folder = Path(settings.WATCHED_FOLDER) / force.code
        if not folder.is_dir():
            return 0
        whole = [path for path in sorted(folder.iterdir()) if self._is_whole(path)]
        taken = sum(_take(force, path) for path in whole)
        if taken:
            ask_for_run(force)
        self.seen = {path: seen for path, seen in self.seen.items() if path.exists()}
        return taken

    def _is_whole(self, path: Path) -> bool:
        if path.name.startswith(".") or path.name.endswith(PASSED_OVER):
            return False
        try:
            there = path.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(there.st_mode):  # a link could lead out of the folder
            return False
        if _done(path).exists():
            return True
        size, changed, since = self.seen.get(path, (-1, -1, 0.0))
        if (size, changed) != (there.st_size, there.st_mtime_ns):
            self.seen[path] = (there.st_size, there.st_mtime_ns, time.monotonic())
            return False
        return time.monotonic() - since >= SETTLED


def _take(force: Force, path: Path) -> bool:
    """Take one file in, or put it aside with the reason beside it; nothing is thrown away."""
    sent = Sent(path, path.name, Delivery.How.FOLDER)
    try:
        if path.stat().st_size > settings.LARGEST_UPLOAD:
            raise NotTakenError(TOO_LARGE.format(largest=largest()))
        take(force, Sent(_own(path), path.name, Delivery.How.FOLDER))
    except NotTakenError as error:
        _put_aside(path, str(error))
        refuse(force, sent, str(error))
        return False
    path.unlink(missing_ok=True)
    _done(path).unlink(missing_ok=True)
    return True


def _own(path: Path) -> Path:
    """Copy a file to the desk's own disk, so that it cannot change while it is read and can be moved at once."""
    handle, name = tempfile.mkstemp(dir=made(Path(settings.FILE_UPLOAD_TEMP_DIR)))
    with os.fdopen(handle, "wb") as copy, path.open("rb") as file:
        shutil.copyfileobj(file, copy, 1 << 20)
    return Path(name)


def _put_aside(path: Path, sentence: str) -> None:
    aside = path.parent / REFUSED
    aside.mkdir(exist_ok=True)
    to, turn = aside / path.name, 1
    while to.exists():
        turn += 1
        to = aside / f"{turn}-{path.name}"
    path.replace(to)
    to.with_name(f"{to.name}.why.txt").write_text(sentence + "\n", encoding="utf-8")
    _done(path).unlink(missing_ok=True)


def _done(path: Path) -> Path:
    return path.with_name(path.name + DONE)
