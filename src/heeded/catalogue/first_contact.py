"""What to ask when somebody reports, and what fades unless it is secured: written down as data, with who says so."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.schema import hold_against
from heeded.toolbox.errors import CatalogueError

PARTS = ("danger", "caller", "pattern", "history")
"""In which order questions are asked."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A question, in words for somebody who is frightened, and the codes (`risk.weapon`) that an answer speaks to."""

    id: str
    part: str
    ask: str
    codes: tuple[str, ...]
    why: str
    authority: str
    confidence: str
    always: bool = False
    """Whether it is asked on every call, whatever is on file."""


@dataclass(frozen=True, slots=True)
class Fading:
    """Something that is gone soon: how long it is usually kept (the shortest usual time in days) and whom to ask."""

    id: str
    what: str
    kept: str
    days: int
    ask: str
    codes: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Both lists, in the order in which they are shown: questions by part, what fades by how soon."""

    questions: tuple[ToAsk, ...]
    fading: tuple[Fading, ...]

    def not_yet_asked(self, answered: Collection[str]) -> tuple[ToAsk, ...]:
        """Give the questions to none of whose codes anything said yes or no, and those of every call.

        answered: codes with their family, such as `risk.weapon`.
        """
        return tuple(q for q in self.questions if q.always or not set(q.codes) & set(answered))

    def to_secure(self, acts: Collection[str]) -> tuple[tuple[Fading, ...], tuple[Fading, ...]]:
        """Give what such acts leave behind, and everything else.

        acts: codes with their family, such as `behaviour.loitering`.
        """
        fits = {f.id for f in self.fading if set(f.codes) & set(acts)}
        return tuple(f for f in self.fading if f.id in fits), tuple(f for f in self.fading if f.id not in fits)


def load_first_contact(folder: Path) -> FirstContact:
    """Load `first_contact/` of a catalogue; raises CatalogueError naming the file and what is wrong with it."""
    known = tomllib.loads((folder / "taxonomy.toml").read_text(encoding="utf-8"))
    asked = [_question(q) for q in _entries(folder, "questions", known)]
    fading = [_fading(f) for f in _entries(folder, "fading", known)]
    return FirstContact(
        tuple(sorted(asked, key=lambda q: PARTS.index(q.part))), tuple(sorted(fading, key=lambda f: f.days))
    )


def _entries(folder: Path, name: str, known: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    path = folder / "first_contact" / f"{name}.yaml"
    given = read_yaml(path)
    hold_against(folder / "schema" / f"first-contact-{name}.json", given, path)
    entries: list[dict[str, Any]] = given[name]
    ids = [entry["id"] for entry in entries]
    for entry in entries:
        if ids.count(entry["id"]) > 1:
            raise CatalogueError(f"{path.name}: {entry['id']} stands twice.")
        strange = _strange(entry.get("codes") or entry["for"], known)
        if strange:
            raise CatalogueError(f"{path.name}: {entry['id']} names {strange[0]}, which the taxonomy lacks.")
    return entries


def _strange(codes: Iterable[str], known: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [code for code in codes if code.split(".")[1] not in known[code.split(".")[0]]]


def _question(given: Mapping[str, Any]) -> ToAsk:
    return ToAsk(**{**given, "codes": tuple(given["codes"]), "always": given.get("always") == "true"})


def _fading(given: Mapping[str, Any]) -> Fading:
    kept = {name: value for name, value in given.items() if name != "for"}
    return Fading(**kept, codes=tuple(given["for"]))
