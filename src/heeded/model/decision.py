"""What a named human decided: an input to every later run, never overwritten by one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heeded.toolbox.dates import read_moment
from heeded.toolbox.errors import DecisionError

KINDS = frozenset({"same_person", "same_course", "stalking", "risk_heeded", "duty", "finding"})
VERDICTS = {
    "stalking": frozenset({"stalking", "not_stalking", "unsure"}),
    "risk_heeded": frozenset({"heeded", "not_heeded", "cannot_tell"}),
    "duty": frozenset({"met", "not_met", "cannot_tell", "not_applicable"}),
    "finding": frozenset({"stands", "rejected"}),
}
"""What may be decided about a course, its risk, a duty or a finding; such a decision says who made it, when and why."""
NEEDS = {"duty": frozenset({"check_id"}), "finding": frozenset({"field", "start", "end"})}
"""What a subject must tell beside its report, by kind."""
SAMENESS = frozenset({"same", "not_same", "unsure"})
Subject = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on subjects that never change: reports, and within them a role and position or a field and characters.

    A subject is a mapping with `report_id`; a person adds `role` and `position` (from 0 among those of that role), a
    duty adds `check_id`, a finding adds `field`, `start`, `end` and, where one reading of the words is meant, `code`.
    """

    decision_id: str
    kind: str
    verdict: str
    subjects: tuple[Subject, ...]
    made_at: str | None = None
    made_by: str | None = None
    reason: str | None = None
    supersedes: tuple[str, ...] = ()


def load_decisions(path: Path) -> list[Decision]:
    """Give the decisions of a `.jsonl` file that still stand, in the order of their ids.

    Raises DecisionError naming the line where one cannot be understood.
    """
    found: dict[str, Decision] = {}
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            decision = _decision(line, number)
            if decision.decision_id in found:
                raise DecisionError(f"Line {number} of the decisions repeats an earlier decision_id.")
            found[decision.decision_id] = decision
    superseded = {old for decision in found.values() for old in decision.supersedes}
    if superseded - found.keys():
        raise DecisionError("A decision supersedes one that is not in the decisions file.")
    return [found[key] for key in sorted(found.keys() - superseded)]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError("The decisions file cannot be read as text in UTF-8.") from error


def _decision(line: str, number: int) -> Decision:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DecisionError(f"Line {number} of the decisions is not JSON.") from error
    if not isinstance(row, dict):
        raise DecisionError(f"Line {number} of the decisions is not a JSON object.")
    _check_words(row, number)
    _check_verdict(row, number)
    supersedes = row.get("supersedes") or ()
    return Decision(
        decision_id=row["decision_id"],
        kind=row["kind"],
        verdict=row["verdict"],
        subjects=_subjects(row, number),
        made_at=row.get("made_at"),
        made_by=row.get("made_by"),
        reason=row.get("reason"),
        supersedes=(supersedes,) if isinstance(supersedes, str) else tuple(supersedes),
    )


def _check_words(row: Mapping[str, object], number: int) -> None:
    for key in ("decision_id", "kind", "verdict"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise DecisionError(f"Line {number} of the decisions has no {key}.")
    if row["kind"] not in KINDS:
        raise DecisionError(f"Line {number} of the decisions has a kind that is not one of {', '.join(sorted(KINDS))}.")
    if str(row["kind"]).startswith("same_") and row["verdict"] not in SAMENESS:
        raise DecisionError(f"Line {number} of the decisions has a verdict that is not same, not_same or unsure.")


def _check_verdict(row: Mapping[str, object], number: int) -> None:
    """Hold a decision about a course against what may be decided, and ask for its author, day and reason."""
    allowed = VERDICTS.get(str(row["kind"]))
    if allowed is None:
        return
    if row["verdict"] not in allowed:
        raise DecisionError(f"Line {number} of the decisions has a verdict that is not {' or '.join(sorted(allowed))}.")
    for key in ("made_by", "made_at", "reason"):
        if not isinstance(row.get(key), str) or not str(row[key]).strip():
            raise DecisionError(f"Line {number} of the decisions has no {key}; who, when and why belong to it.")
    if read_moment(str(row["made_at"])) is None:
        raise DecisionError(f"Line {number} of the decisions has a made_at that is no ISO time.")


def _subjects(row: Mapping[str, object], number: int) -> tuple[Subject, ...]:
    given = row.get("subjects")
    if not isinstance(given, list):
        raise DecisionError(f"Line {number} of the decisions has no list of subjects.")
    subjects: list[Subject] = []
    for subject in given:
        named: object = {"report_id": subject} if isinstance(subject, str) else subject
        if not isinstance(named, dict) or not isinstance(named.get("report_id"), str):
            raise DecisionError(f"Line {number} of the decisions has a subject without a report_id.")
        subjects.append(named)
    if row["kind"] in ("same_person", "same_course") and len(subjects) != 2:
        raise DecisionError(f"Line {number} of the decisions is about sameness and needs exactly two subjects.")
    if row["kind"] in NEEDS and not all(NEEDS[str(row["kind"])] <= s.keys() for s in subjects):
        raise DecisionError(
            f"Line {number} of the decisions needs {', '.join(sorted(NEEDS[row['kind']]))} for each subject."
        )
    if row["kind"] in VERDICTS and not subjects:
        raise DecisionError(f"Line {number} of the decisions has no subject.")
    if row["kind"] == "same_person" and not all(_is_person(s) for s in subjects):
        raise DecisionError(f"Line {number} of the decisions needs a role and a position for each person.")
    return tuple(subjects)


def _is_person(subject: Subject) -> bool:
    return isinstance(subject.get("role"), str) and isinstance(subject.get("position"), int)
