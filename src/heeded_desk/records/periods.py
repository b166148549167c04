"""For how long records are kept before a person looks: the catalogue's rules, or the force's own in their place."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.schema import hold_against
from heeded.toolbox.errors import CatalogueError
from heeded_desk.deliveries.places import force_folder
from heeded_desk.members.models import Force
from heeded_desk.records.knowledge import Row, known


@dataclass(frozen=True, slots=True)
class Told:
    """What the rules say of a course: its group, why, and the day of its review, None where no day is on file."""

    group: int
    why: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Periods:
    """The rules that hold for a force. own: whether they are its own. fault: why its own do not count."""

    content: Row
    own: bool = False
    fault: str = ""

    @property
    def hash(self) -> str:
        """Give what changes when the rules do."""
        return hashlib.sha256(json.dumps(self.content, sort_keys=True, default=str).encode()).hexdigest()

    def group(self, number: int) -> Row:
        """Give what is said of a group: its title, its years, its words."""
        found: Row = next(g for g in self.content["groups"] if g["group"] == number)
        return found

    def of(self, account: Mapping[str, Any]) -> Told:
        """Tell the group of a course and its day: so many years after the last report."""
        rule = next(r for r in self.content["rules"] if _fits(r, account))
        last = account["period"]["last"]
        day = datetime.fromisoformat(last).date() if last else None
        return Told(rule["group"], rule["why"], day and years_after(day, self.group(rule["group"])["years"]))


def periods_of(force: Force) -> Periods:
    """Give the rules of a force; where its own file is not as it should be, the catalogue's count, and it is told."""
    path = force_folder(force) / "retention.yaml"
    if not path.is_file():
        return Periods(known("retention"))
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        hold_against(catalogue_folder() / "schema" / "records-retention.json", content, path)
        _whole(content)
    except (CatalogueError, yaml.YAMLError, UnicodeDecodeError, ValueError) as fault:
        told = str(fault) if isinstance(fault, CatalogueError | ValueError) else "It is no YAML."
        return Periods(known("retention"), fault=f"The force's own rules do not count. {told}"[:300])
    return Periods(content, own=True)


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; of 29 February the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _whole(content: Row) -> None:
    """Raise ValueError where a rule names a group that is not there, or the last one does not hold for everything."""
    groups = {g["group"] for g in content["groups"]}
    if any(r["group"] not in groups for r in content["rules"]):
        raise ValueError("A rule names a group that the file does not have.")
    if {"headings", "offences"} & content["rules"][-1].keys():
        raise ValueError("The last rule must hold for every course, so it names neither headings nor offences.")


def _fits(rule: Row, account: Mapping[str, Any]) -> bool:
    if "headings" not in rule and "offences" not in rule:
        return True
    said = " / ".join(filter(None, (part for report in account["reports"] for part in _headings(report)))).casefold()
    if any(re.search(rf"(?<!\w){re.escape(heading.casefold())}(?!\w)", said) for heading in rule.get("headings", ())):
        return True
    return any(o["offence"] in rule.get("offences", ()) and _stands(o["elements"]) for o in account["points"])


def _headings(report: Mapping[str, Any]) -> list[str | None]:
    return [report["recorded_as"]["text"], report["included_classifications"]]


def _stands(elements: list[Row]) -> bool:
    return bool(elements) and all(element["standing"] == "stands" for element in elements)
