"""Versions, times and what belongs to no report."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from heeded.ingest import ingest_delivery
from heeded.normalise import normalise_reports


def normalised(folder: Path, *rows: dict[str, Any]) -> dict[str, pa.Table]:
    path = folder / "d.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return normalise_reports(ingest_delivery(path))


BASE = {
    "report_id": "A-1",
    "recorded_at": "2025-05-01T10:00",
    "narrative": "First.",
    "offence": "Nuisance",
    "risk_grade": "Standard",
}
ENTRY = {"at": "2025-05-01T11:00", "by": "PC 1", "text": "Attended."}


def test_filled_fields_of_a_later_version_win_and_empty_ones_do_not(tmp_path: Path) -> None:
    tables = normalised(
        tmp_path, BASE, {"report_id": "A-1", "narrative": "Second.", "offence": None, "outcome": "filed"}
    )
    report = tables["reports"].to_pylist()[0]

    assert (report["narrative"], report["offence"], report["outcome"], report["versions"]) == (
        "Second.",
        "Nuisance",
        "filed",
        2,
    )


def test_an_earlier_narrative_is_kept_after_the_delivered_entries(tmp_path: Path) -> None:
    tables = normalised(tmp_path, {**BASE, "log": [ENTRY]}, {**BASE, "narrative": "Second.", "log": [ENTRY]})

    assert [(e["entry"], e["text"], e["kind"]) for e in tables["log"].to_pylist()] == [
        (0, "Attended.", None),
        (1, "First.", "version"),
    ]


def test_the_time_of_update_tells_which_version_is_later(tmp_path: Path) -> None:
    new = {**BASE, "updated_at": "2025-05-03", "outcome": "new"}
    old = {**BASE, "updated_at": "2025-05-02", "outcome": "old"}

    assert normalised(tmp_path, new, old)["reports"].to_pylist()[0]["outcome"] == "new"


def test_a_date_that_is_none_is_refused_and_its_report_kept(tmp_path: Path) -> None:
    tables = normalised(tmp_path, {**BASE, "recorded_at": "soon", "occurred_from": "2025-04-30"})
    report = tables["reports"].to_pylist()[0]

    assert (report["recorded_at"].isoformat(), report["recorded_at_certain"]) == ("2025-04-30T00:00:00", False)
    assert [(r["line"], r["column"]) for r in tables["refused"].to_pylist()] == [(1, "recorded_at")]


def test_an_empty_narrative_is_kept(tmp_path: Path) -> None:
    assert normalised(tmp_path, {**BASE, "narrative": None})["reports"].to_pylist()[0]["narrative"] == ""


def test_a_person_is_known_by_details_and_not_by_relation_or_sex(tmp_path: Path) -> None:
    persons = [
        {"role": "suspect", "relationship": "ex", "sex": "M"},
        {"role": "suspect", "forename": "Unknown"},
        {"role": "suspect", "phone": "07700 900123"},
    ]
    mentions = normalised(tmp_path, {**BASE, "persons": persons})["mentions"].to_pylist()

    assert [m["has_details"] for m in mentions] == [False, False, True]


def test_a_person_repeated_by_a_later_version_is_one_mention(tmp_path: Path) -> None:
    person = {"role": "victim", "forename": "Ada"}
    tables = normalised(tmp_path, {**BASE, "persons": [person]}, {**BASE, "narrative": "Second.", "persons": [person]})

    assert tables["mentions"].num_rows == 1
