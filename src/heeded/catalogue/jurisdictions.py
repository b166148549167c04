"""Jurisdictions and proposals as alternative folders of law, so that one course can be held against each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.offences import Offence, load_offences
from heeded.toolbox.errors import CatalogueError

OURS = "england-and-wales"
"""The jurisdiction by whose law courses are assessed."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The law of one place, in force or proposed; `stalking` are the offences that count as stalking, gravest last."""

    id: str
    title: str
    status: str
    note: str
    source: str
    confidence: str
    stalking: tuple[str, ...]
    lists: Mapping[str, frozenset[str]]
    offences: tuple[Offence, ...]

    def offence(self, offence_id: str) -> Offence:
        """Give one of its offences."""
        return next(o for o in self.offences if o.id == offence_id)


def jurisdictions(folder: Path) -> list[str]:
    """Give the names of all jurisdictions of a catalogue, ours first."""
    names = sorted(p.parent.name for p in (folder / "law").glob("*/jurisdiction.yaml"))
    return sorted(names, key=lambda name: (name != OURS, name))


def load_jurisdiction(folder: Path, name: str = OURS) -> Jurisdiction:
    """Load the offences of a jurisdiction; raises CatalogueError naming the file.

    folder: the catalogue.
    """
    law = folder / "law" / name
    if not (law / "jurisdiction.yaml").is_file():
        raise CatalogueError(f"There is no jurisdiction {name}. There are: {', '.join(jurisdictions(folder))}.")
    about = read_yaml(law / "jurisdiction.yaml")
    given = read_yaml(law / about["lists"])
    lists = {key: frozenset(codes) for key, codes in given.items() if _is_code_list(codes)}
    offences = load_offences(law, lists, folder / "schema" / "offence.json")
    lacking = sorted(set(about["stalking"]) - {o.id for o in offences})
    if lacking:
        raise CatalogueError(f"{name}: jurisdiction.yaml names offences that are not there: {', '.join(lacking)}.")
    return Jurisdiction(
        **{key: about[key] for key in ("id", "title", "status", "note", "source", "confidence")},
        stalking=tuple(about["stalking"]),
        lists=lists,
        offences=offences,
    )


def _is_code_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)
