"""Duties of the police as dated data: when each applies, what shows that it was done, by when, on whose authority."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.schema import hold_against
from heeded.toolbox.errors import CatalogueError
from heeded.toolbox.whole_words import whole_words
from heeded.toolbox.working_days import WorkingDays


@dataclass(frozen=True, slots=True, eq=False)
class SignRule:
    """One kind of thing that may stand on file, such as a log entry of a kind or an outcome code.

    Loading gives one rule for all duties that ask the same, so that rules are told apart by being the same object.
    """

    kind: str
    values: tuple[str, ...] = ()
    number: int = 0
    says: re.Pattern[str] | None = None
    says_not: re.Pattern[str] | None = None
    stems: tuple[str, ...] = ()
    """The letters that each term in `says` begins with; a text without any of them holds no term."""
    of_failing: bool = False
    """Whether the terms themselves say that something was not done, so that a "not" beside them changes nothing."""


@dataclass(frozen=True, slots=True)
class Need:
    """What must be on file for a duty to apply: any of these signs, in so many reports."""

    signs: tuple[SignRule, ...]
    reports: int = 1


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a duty leaves; where it is not binding the time is usual, and what is later is still met."""

    within: int
    unit: str
    binding: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is asked of the police; every need of `applies` must be on file for it to apply."""

    id: str
    title: str
    part: str
    authority: str
    source: str
    confidence: str
    valid_from: date
    valid_to: date | None
    applies: tuple[Need, ...]
    starts: tuple[SignRule, ...]
    each: bool
    clock: Clock | None
    met_by: tuple[SignRule, ...]
    not_met_by: tuple[SignRule, ...]
    met_prevails: bool
    late_elsewhere: bool
    """Whether what is late counts wherever it stands, or only on the report that set the duty going."""


@dataclass(frozen=True, slots=True)
class Duties:
    """All duties in the order of their parts, the working days, and the words that say that a thing is not done yet.

    not_yet: in a sentence of any log entry; not_yet_of_kinds: in an entry to which the force gave a kind.
    """

    duties: tuple[Duty, ...]
    working_days: WorkingDays
    not_yet: re.Pattern[str]
    not_yet_of_kinds: re.Pattern[str]


PARTS = (
    "call", "recording", "first response", "risk", "investigation", "suspect", "orders", "victim", "outcome",
)  # fmt: skip
"""The parts of the response, in the order of the work."""


def load_duties(folder: Path, rules: Mapping[str, Mapping[str, Any]]) -> Duties:
    """Load the duties of a catalogue; raises CatalogueError naming the file and what it lacks.

    rules: the rules of recording by id; a duty that rests on one is dated by it.
    """
    schema = folder / "schema" / "duty.json"
    paths = sorted((folder / "duties").glob("*.yaml"))
    not_yet = read_yaml(folder / "duties" / "signs" / "not-yet.yaml")
    duties = [_duty(path, schema, rules) for path in paths]
    return Duties(
        duties=tuple(sorted(duties, key=lambda d: (PARTS.index(d.part), d.id))),
        working_days=load_working_days(folder),
        not_yet=whole_words(not_yet["words"]),
        not_yet_of_kinds=whole_words(not_yet["of_kinds"]),
    )


def load_working_days(folder: Path) -> WorkingDays:
    """Load the bank holidays of the catalogue."""
    given = read_yaml(folder / "calendar" / "bank-holidays.yaml")
    days = frozenset(date.fromisoformat(day) for year in given["days"] for day in year)
    return WorkingDays(days, date.fromisoformat(given["first"]), date.fromisoformat(given["last"]))


def _duty(path: Path, schema: Path, rules: Mapping[str, Mapping[str, Any]]) -> Duty:
    given = read_yaml(path)
    _check(path, given, schema)
    rule = given.get("rule")
    if rule and rule not in rules:
        raise CatalogueError(f"{path.name} rests on the recording rule {rule}, which there is not.")
    dated = rules[rule] if rule else given
    clock = given.get("clock")
    return Duty(
        **{name: given[name] for name in ("id", "title", "part", "authority", "source", "confidence")},
        valid_from=date.fromisoformat(dated["valid_from"]),
        valid_to=date.fromisoformat(dated["valid_to"]) if dated.get("valid_to") else None,
        applies=tuple(_need(group) for group in given["applies"]),
        starts=signs_from(given.get("starts", [{"reports": 1}])),
        each=given.get("each") == "true",
        clock=Clock(clock["within"], clock["unit"], clock["binding"] == "true") if clock else None,
        met_by=signs_from(given["met_by"]),
        not_met_by=signs_from(given.get("not_met_by", []), of_failing=True),
        met_prevails=given.get("prevails", "met") == "met",
        late_elsewhere=given.get("late_counts", "anywhere") == "anywhere",
    )


def _check(path: Path, given: Any, schema: Path) -> None:
    hold_against(schema, given, path)
    if given["id"] != path.stem:
        raise CatalogueError(f"{path.name} holds the duty {given['id']}; file and duty bear one name.")


def _need(given: dict[str, Any]) -> Need:
    return Need(signs_from(given["any"]), given.get("reports", 1)) if "any" in given else Need(signs_from([given]))


def signs_from(given: list[dict[str, Any]], of_failing: bool = False) -> tuple[SignRule, ...]:
    """Give the rules for signs as written in the catalogue."""
    return tuple(_shared(json.dumps(sign, default=str), of_failing) for sign in given)


@cache
def _shared(sign: str, of_failing: bool) -> SignRule:
    """Give the one rule for a sign as written in the catalogue (JSON)."""
    rule = _sign(*next(iter(json.loads(sign).items())))
    return replace(rule, of_failing=True) if of_failing else rule


IN_TEXT = frozenset({"log_says", "outcome_says", "flags", "flags_without"})
"""Signs whose values are words to be found in a text."""


def _sign(kind: str, value: Any) -> SignRule:
    if kind in ("rows", "event"):
        says, says_not = (whole_words(value[k]) if k in value else None for k in ("says", "says_not"))
        return SignRule(kind, tuple(value["kinds"]), says=says, says_not=says_not)
    if isinstance(value, int):
        return SignRule(kind, number=value)
    if kind in IN_TEXT:
        return SignRule(kind, says=whole_words(value), stems=tuple(word.split("*")[0] for word in value))
    return SignRule(kind, (value,) if isinstance(value, str) else tuple(value))
