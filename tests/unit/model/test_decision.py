"""Decisions are read exactly or refused with the line."""

import json
from pathlib import Path

import pytest

from heeded.model.decision import load_decisions
from heeded.toolbox.errors import DecisionError

GOOD = {
    "decision_id": "1",
    "made_at": "2026-01-05T10:00",
    "made_by": "PS 1",
    "kind": "same_course",
    "verdict": "same",
    "reason": "same handwriting",
    "subjects": ["R1", {"report_id": "R2"}],
}


def written(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "decisions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n\n" for row in rows), encoding="utf-8")
    return path


def test_a_decision_is_read_with_its_subjects(tmp_path: Path) -> None:
    decision = load_decisions(written(tmp_path, GOOD))[0]

    assert [s["report_id"] for s in decision.subjects] == ["R1", "R2"]
    assert (decision.kind, decision.verdict, decision.made_by) == ("same_course", "same", "PS 1")


def test_a_superseded_decision_no_longer_stands(tmp_path: Path) -> None:
    later = {**GOOD, "decision_id": "2", "verdict": "not_same", "supersedes": "1"}

    assert [d.decision_id for d in load_decisions(written(tmp_path, GOOD, later))] == ["2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision_id": ""}, "no decision_id"),
        ({"kind": "guess"}, "kind"),
        ({"verdict": "perhaps"}, "verdict"),
        ({"subjects": "R1"}, "list of subjects"),
        ({"subjects": ["R1"]}, "exactly two"),
        ({"subjects": ["R1", {"role": "victim"}]}, "without a report_id"),
        ({"kind": "same_person"}, "role and a position"),
        ({"supersedes": ["0"]}, "supersedes one that is not"),
    ],
)
def test_what_cannot_be_understood_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        load_decisions(written(tmp_path, {**GOOD, **change}))


def test_one_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="repeats"):
        load_decisions(written(tmp_path, GOOD, GOOD))


def test_what_is_no_json_or_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    with pytest.raises(DecisionError, match="cannot be read"):
        load_decisions(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DecisionError, match="cannot be read"):
        load_decisions(path)
    path.write_text("{\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"Line 1 .* not JSON"):
        load_decisions(path)
    path.write_text("[]\n", encoding="utf-8")
    with pytest.raises(DecisionError, match="not a JSON object"):
        load_decisions(path)


WHY_NOT = {
    "decision_id": "3",
    "made_at": "2026-01-05T10:00",
    "made_by": "DI 4",
    "kind": "stalking",
    "verdict": "not_stalking",
    "reason": "a boundary dispute on both sides",
    "subjects": ["R1", "R2"],
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "no"}, "verdict"),
        ({"reason": " "}, "no reason"),
        ({"made_by": None}, "no made_by"),
        ({"made_at": None}, "no made_at"),
        ({"made_at": "last week"}, "ISO"),
        ({"subjects": []}, "no subject"),
        ({"kind": "duty", "verdict": "met"}, "check_id"),
        ({"kind": "finding", "verdict": "rejected"}, "end, field, start"),
    ],
)
def test_a_decision_about_a_course_says_who_when_and_why(tmp_path: Path, change: dict[str, object], said: str) -> None:
    load_decisions(written(tmp_path, WHY_NOT))

    with pytest.raises(DecisionError, match=said):
        load_decisions(written(tmp_path, {**WHY_NOT, **change}))
