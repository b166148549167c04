"""A mapping: which column of a force is which of ours, and how its dates are written. TOML, made to be read."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heeded.ingest.columns import LOG_COLUMNS, PERSON_COLUMNS, REPORT_COLUMNS
from heeded.toolbox.errors import MappingError

SECTIONS = {"reports": REPORT_COLUMNS, "log": ("report_id", *LOG_COLUMNS), "persons": ("report_id", *PERSON_COLUMNS)}

ROLES = ("victim", "suspect", "informant", "witness", "other")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Our column to theirs (several are joined with a space), by table; persons typed flat into a report by role.

    shorthand: the force's own words to their full forms, or to false where one of ours is to stand for itself.
    """

    columns: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    flat_persons: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: frozenset[str] = frozenset()
    shorthand: dict[str, str | bool] = field(default_factory=dict)


def load_mapping(path: Path) -> Mapping:
    """Load a mapping file; raises MappingError that names the line or the word that is wrong."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"The mapping {path.name} is not TOML: {error}.") from error
    except OSError as error:
        raise MappingError(f"The mapping {path.name} cannot be opened.") from error
    unknown = sorted(set(given) - {*SECTIONS, *ROLES, "constants", "dates", "ranges", "shorthand"})
    if unknown:
        raise MappingError(f"The mapping {path.name} has a part [{unknown[0]}] that is not known.")
    roles: dict[str, dict[str, tuple[str, ...]]] = {
        r: _columns(path, r, given[r], PERSON_COLUMNS) for r in ROLES if r in given
    }
    return Mapping(
        columns={s: _columns(path, s, given[s], known) for s, known in SECTIONS.items() if s in given},
        flat_persons=roles,
        constants={k: str(v) for k, v in given.get("constants", {}).items()},
        dates={k: _texts(v) for k, v in given.get("dates", {}).items()},
        ranges=frozenset(given.get("ranges", {}).get("columns", [])),
        shorthand=_shorthand(path, given.get("shorthand", {})),
    )


def _shorthand(path: Path, given: Any) -> dict[str, str | bool]:
    """Give a force's own shorthand; whether each word makes sense beside ours is for the catalogue to say."""
    if not isinstance(given, dict):
        raise MappingError(f"In the mapping {path.name}, [shorthand] is not a list of words with their full forms.")
    strange = sorted(word for word, full in given.items() if not isinstance(full, str | bool))
    if strange:
        raise MappingError(f"In the mapping {path.name}, [shorthand] gives {strange[0]!r} neither a text nor false.")
    return dict(given)


def _columns(path: Path, part: str, given: Any, known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, dict):
        raise MappingError(f"In the mapping {path.name}, [{part}] is not a list of columns.")
    strange = sorted(set(given) - set(known))
    if strange:
        raise MappingError(f"In the mapping {path.name}, [{part}] names {strange[0]}, which is none of our columns.")
    return {ours: _texts(theirs) for ours, theirs in given.items()}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)
