"""Law, risk and duties as dated data: what is to be proved, which words can stand for it, what guidance asks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.drift import DriftWords, load_drift
from heeded.catalogue.duties import Duties, SignRule, load_duties, signs_from
from heeded.catalogue.escalation import Escalation, load_escalation
from heeded.catalogue.jurisdictions import OURS, load_jurisdiction
from heeded.catalogue.offences import Offence
from heeded.catalogue.recorded_as import RecordedAs, load_recorded_as
from heeded.catalogue.recorded_kinds import RecordedKinds, load_recorded_kinds


@dataclass(frozen=True, slots=True)
class StandingRule:
    """Elements that must stand, of which one must stand, and which must stand at least partly."""

    stands: frozenset[str]
    any_stands: frozenset[str]
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """What inspectors find again and again: shown by a check of these answers, or by the course being unrecognised."""

    id: str
    check: str | None
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Law:
    """All that assessing rests on."""

    offences: tuple[Offence, ...]
    stalking: tuple[str, ...]
    acts: frozenset[str]
    indicated: tuple[StandingRule, ...]
    possible: tuple[StandingRule, ...]
    recorded_as_stalking: str
    recorded_as: RecordedAs
    recorded_kinds: RecordedKinds
    red_flags: tuple[str, ...]
    flag_behaviours: tuple[str, ...]
    flags_whatever_explains: frozenset[str]
    flagged_by: tuple[SignRule, ...]
    heeded_by: tuple[SignRule, ...]
    closed_without_action: tuple[SignRule, ...]
    held_elsewhere: tuple[SignRule, ...]
    acted_on_within_hours: int
    low_grades: frozenset[str]
    escalation: Escalation
    drift: DriftWords
    duties: Duties
    named_findings: tuple[NamedFinding, ...]
    response_titles: dict[str, str]


def load_law(folder: Path) -> Law:
    """Load what courses are assessed by: law, red flags and duties; raises CatalogueError naming the file."""
    law = folder / "law" / OURS
    ours = load_jurisdiction(folder)
    standing = read_yaml(law / "standing.yaml")
    flags = read_yaml(folder / "risk" / "red-flags.yaml")
    return Law(
        offences=ours.offences,
        stalking=ours.stalking,
        acts=ours.lists["acts"],
        indicated=tuple(_standing(r) for r in standing["indicated"]),
        possible=tuple(_standing(r) for r in standing["possible"]),
        recorded_as_stalking=standing["recorded_as_stalking"],
        recorded_as=load_recorded_as(law / "recorded-as.yaml"),
        recorded_kinds=load_recorded_kinds(law / "recorded-kinds.yaml"),
        red_flags=tuple(flags["codes"]),
        flag_behaviours=tuple(flags["also_behaviours"]),
        flags_whatever_explains=frozenset(flags["whatever_explains"]),
        flagged_by=signs_from(flags["flagged_by"]),
        heeded_by=signs_from(flags["heeded_by"]),
        closed_without_action=signs_from(flags["closed_without_action"]),
        held_elsewhere=signs_from(flags["held_elsewhere"]),
        acted_on_within_hours=int(flags["acted_on_within_hours"]),
        low_grades=frozenset(flags["low_grades"]),
        escalation=load_escalation(folder / "risk" / "escalation.yaml"),
        drift=load_drift(folder),
        duties=load_duties(folder, {r["id"]: r for r in read_yaml(law / "recording-rules.yaml")["rules"]}),
        named_findings=tuple(_named(f) for f in read_yaml(law / "named-findings.yaml")["findings"]),
        response_titles=dict(read_yaml(folder / "wording" / "titles.yaml")["response"]),
    )


def _named(given: dict[str, Any]) -> NamedFinding:
    return NamedFinding(given["id"], given.get("check"), frozenset(given.get("answers", [])))


def _standing(given: dict[str, list[str]]) -> StandingRule:
    return StandingRule(*(frozenset(given.get(name, [])) for name in ("stands", "any_stands", "holds")))
