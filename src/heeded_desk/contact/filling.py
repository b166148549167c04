"""Filling the live store of a force anew after each run that came onto the desk, outside any transaction."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

import heeded
from heeded.first_contact import refill
from heeded.toolbox.errors import HeededError
from heeded_desk.contact.actions.keeping import forget_erased
from heeded_desk.contact.looking import store_of
from heeded_desk.deliveries.places import decisions_file, force_folder, keep
from heeded_desk.deliveries.working import latest_folder
from heeded_desk.members.models import Force
from heeded_desk.one_at_a_time import held

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Filling:
    """Remembers which runs no store could be filled from, so that these are not tried once a second."""

    failed: set[tuple[str, str]] = field(default_factory=set)

    def look(self) -> int:
        """Fill the store of each force whose latest run is not in it yet; gives how many were filled."""
        return sum(self._look_at(force) for force in Force.objects.all())

    def _look_at(self, force: Force) -> bool:
        folder = latest_folder(force)
        if folder is None or (force.code, folder.name) in self.failed:
            return False
        try:
            return fill(force, folder)
        except (HeededError, OSError, ValueError) as error:
            self.failed.add((force.code, folder.name))
            log.error("The live store of %s could not be filled (%s).", force.code, type(error).__name__)
            return False


def fill(force: Force, folder: Path) -> bool:
    """Fill a force's live store from a finished run, unless it is filled from it already; gives whether it was.

    Safe to be called again at any time: which run the store holds is written down once it is whole.
    """
    filled, sign = force_folder(force) / "live.run", f"{folder.name} {heeded.__version__}\n"
    with held(force_folder(force) / "live.lock") as mine:
        there = filled.read_text(encoding="utf-8") if filled.is_file() else ""
        if not mine or (there == sign and store_of(force).is_file()):
            return False
        forget_erased(force)  # erasing takes the store away, so that it is filled anew
        decisions = decisions_file(force)
        refill(store_of(force), folder, decisions if decisions.is_file() else None)
        keep(force_folder(force))
        part = filled.with_suffix(".part")
        part.write_text(sign, encoding="utf-8")
        part.replace(filled)
        return True
