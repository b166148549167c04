"""The words of accounts: titles of codes, sentences, next steps, all read from the catalogue."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.jurisdictions import OURS, load_jurisdiction
from heeded.toolbox.errors import CatalogueError

FAMILIES = ("behaviour", "risk", "response", "concern")


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word that an account adds to what is on file."""

    titles: Mapping[str, Mapping[str, str]]
    contexts: Mapping[str, Mapping[str, str]]
    points: Mapping[str, Mapping[str, Any]]
    sentences: Mapping[str, Any]
    steps: tuple[Mapping[str, Any], ...]
    step_words: Mapping[str, Any]
    duties: Mapping[str, Mapping[str, str]]
    checks: Mapping[str, Any]
    escalation: Mapping[str, Any]
    drift: Mapping[str, Any]
    better: Mapping[str, Mapping[str, str]]

    def title(self, family: str, code: str) -> str:
        """Give the plain title of a code, or its own words where it has none."""
        return self.titles.get(family, {}).get(code, _spaced(code))

    def flag_title(self, code: str) -> str:
        """Give the plain title of a red flag, which is a risk or one of the behaviours that count as one."""
        return self.title("risk" if code in self.titles["risk"] else "behaviour", code)

    def context(self, family: str, context: str) -> str:
        """Say how the text holds a statement; empty where it is simply affirmed."""
        words = self.contexts["words"] | self.contexts.get(family, {})  # type: ignore[operator]
        return str(words.get(context, _spaced(context)))

    def label(self, family: str, code: str, context: str) -> str:
        """Give what stands beside a quotation: how the text holds it, then the title."""
        held = self.context(family, context)
        title = self.title(family, code)
        return f"{held}: {title}" if held else title

    def offence(self, offence: str) -> str:
        """Give the title of an offence."""
        return str(self.points["offences"].get(offence, _spaced(offence)))

    def element(self, element: str) -> str:
        """Give the title of a point to prove."""
        return str(self.points["elements"].get(element, _spaced(element)))

    def standing(self, element: str, standing: str) -> str:
        """Say how a point to prove stands on file."""
        own = self.points["standing_of"].get(element, {})
        return str(own.get(standing, self.points["standing"].get(standing, _spaced(standing))))

    def duty(self, check_id: str) -> str:
        """Give the title of a duty of the police."""
        known = self.duties.get(check_id)
        return known["title"] if known else _spaced(check_id.replace("-", "_"))

    def duty_order(self, check_id: str) -> tuple[int, str]:
        """Give the place of a duty in the order of the work."""
        parts = list(self.checks["parts"])
        part = self.duties.get(check_id, {}).get("part")
        return (parts.index(part) if part in parts else len(parts), check_id)


def load_wording(folder: Path) -> Wording:
    """Load the wording of a catalogue.

    folder: the catalogue. Raises CatalogueError naming the file and the code, sentence or step that is not there.
    """
    wording = folder / "wording"
    titles = read_yaml(wording / "titles.yaml")
    _check_titles(folder / "taxonomy.toml", titles)
    steps = read_yaml(wording / "next-steps.yaml")
    return Wording(
        titles={family: titles[family] for family in FAMILIES},
        contexts=_contexts(read_yaml(wording / "contexts.yaml")),
        points=_points(folder, read_yaml(wording / "points.yaml")),
        sentences=read_yaml(wording / "sentences.yaml"),
        steps=tuple(steps["steps"]),
        step_words=steps,
        duties={d["id"]: d for d in map(read_yaml, sorted((folder / "duties").glob("*.yaml")))},
        checks=read_yaml(wording / "checks.yaml"),
        escalation=read_yaml(wording / "escalation.yaml"),
        drift=_drift(folder),
        better=_better(folder),
    )


def _drift(folder: Path) -> dict[str, Any]:
    """Put the titles of the acts beside the words for stages."""
    acts = map(read_yaml, sorted((folder / "drift" / "acts").glob("*.yaml")))
    return {**read_yaml(folder / "wording" / "drift.yaml"), "acts": {act["id"]: act["title"] for act in acts}}


def _better(folder: Path) -> dict[str, dict[str, str]]:
    """Give what to ask and a better way to put it for every concern; raises CatalogueError where one lacks it."""
    given: dict[str, dict[str, str]] = read_yaml(folder / "wording" / "better.yaml")["concerns"]
    concerns = tomllib.loads((folder / "taxonomy.toml").read_text(encoding="utf-8"))["concern"]
    lacking = sorted(concerns.keys() - given.keys())
    if lacking:
        raise CatalogueError(f"better.yaml has no better way to put {', '.join(lacking)}.")
    return given


def _check_titles(taxonomy: Path, titles: Mapping[str, Any]) -> None:
    codes = tomllib.loads(taxonomy.read_text(encoding="utf-8"))
    for family in FAMILIES:
        lacking = sorted(codes[family].keys() - titles.get(family, {}).keys())
        if lacking:
            raise CatalogueError(f"titles.yaml has no title for {family} {', '.join(lacking)}.")


def _contexts(given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {name: words for name, words in given.items() if isinstance(words, dict)}


def _points(folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Put the law's own titles under those written for readers."""
    law = load_jurisdiction(folder)
    given["stalking"] = law.stalking
    named = read_yaml(folder / "law" / OURS / "named-findings.yaml")["findings"]
    given["named"] = {finding["id"]: finding["title"] for finding in named}
    for offence in law.offences:
        given["offences"].setdefault(offence.id, offence.title)
        for element in offence.elements:
            given["elements"].setdefault(element.id, element.title)
    return given


def _spaced(code: str) -> str:
    return code.replace("_", " ")
