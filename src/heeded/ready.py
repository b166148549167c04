"""What texts are read with, made ready once: it serves every run of this process while nothing of it has changed."""

from dataclasses import dataclass
from pathlib import Path

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.catalogue import folder_hash
from heeded.catalogue.shorthand import Own, own_hash
from heeded.read.reader import Reader
from heeded.read.scan.compiled import Compiled, compile_catalogue
from heeded.read.second import SecondReader


@dataclass(frozen=True, slots=True)
class Ready:
    """A catalogue, and the same made ready for scanning, which takes seconds."""

    catalogue: Catalogue
    compiled: Compiled

    def reader(self, second: SecondReader | None = None) -> Reader:
        """Give a reader that has learnt nothing yet."""
        return Reader(self.catalogue, second, self.compiled)


_made: dict[tuple[Path, str, str | None], Ready] = {}


def ready(folder: Path, own: Own | None = None) -> Ready:
    """Make the catalogue of a folder ready, or give the last that was, where every file of it is still the same.

    own: a force's own shorthand. Raises as `load_catalogue` does.
    """
    key = folder, folder_hash(folder), own_hash(own or {})
    found = _made.get(key)
    if found is None:
        catalogue = load_catalogue(folder, own)
        found = Ready(catalogue, compile_catalogue(catalogue))
        _made.clear()  # one is kept: it is large, and few processes read with several
        _made[key] = found
    return found
