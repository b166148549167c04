"""A delivery in each of its shapes gives the same raw tables."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from heeded.ingest import ingest_delivery, load_mapping, propose_mapping
from heeded.normalise import normalise_reports
from heeded.toolbox.errors import DeliveryError, MappingError

REPORTS = [
    {"report_id": "A-1", "recorded_at": "2025-05-01T10:00", "narrative": "Bike taken.", "force": "northmoor"},
    {"report_id": "A-2", "recorded_at": "2025-05-02", "narrative": "Shed broken into.", "force": "northmoor"},
]


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def write_xlsx(path: Path, rows: list[dict[str, str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


def write_jsonl(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


def write_parquet(path: Path, rows: list[dict[str, str]]) -> None:
    pq.write_table(pa.Table.from_pylist(rows), path)


WRITERS = {".csv": write_csv, ".xlsx": write_xlsx, ".jsonl": write_jsonl, ".parquet": write_parquet}


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_same_reports(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"reports{kind}"
    WRITERS[kind](path, REPORTS)
    rows = ingest_delivery(path)["raw_reports"].to_pylist()

    assert [(r["report_id"], r["recorded_at"], r["narrative"], r["force_id"]) for r in rows] == [
        (r["report_id"], r["recorded_at"], r["narrative"], r["force"]) for r in REPORTS
    ]


def test_persons_and_log_hang_on_their_report_nested_or_in_tables_of_their_own(tmp_path: Path) -> None:
    nested = tmp_path / "nested.jsonl"
    person, entry = {"role": "victim", "forename": "Ada"}, {"at": "2025-05-01T11:00", "text": "Attended."}
    nested.write_text(json.dumps({**REPORTS[0], "persons": [person], "log": [entry]}) + "\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    write_csv(folder / "reports.csv", REPORTS[:1])
    write_csv(folder / "persons.csv", [{"report_id": "A-1", **person}])
    write_csv(folder / "log.csv", [{"report_id": "A-1", **entry}])

    both = [normalise_reports(ingest_delivery(d)) for d in (nested, folder)]

    assert both[0]["mentions"].equals(both[1]["mentions"])
    assert both[0]["log"].equals(both[1]["log"])


def test_a_row_without_a_number_is_known_by_its_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("report_id,recorded_at,narrative\n,2025-05-01,Bike taken\n", encoding="utf-8")

    assert ingest_delivery(path)["raw_reports"].column("report_id").to_pylist() == ["d.csv:2"]


def test_a_row_with_cells_that_no_column_names_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        "report_id,recorded_at,narrative\nA-1,2025-05-01,Bike,taken\nA-2,2025-05-01,Shed\n", encoding="utf-8"
    )
    raw = ingest_delivery(path)

    assert raw["raw_reports"].column("report_id").to_pylist() == ["A-2"]
    assert [(r["line"], r["file"]) for r in raw["refused"].to_pylist()] == [(2, "d.csv")]


def test_an_unnamed_force_s_columns_are_proposed_by_name_and_value(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = [
        {
            "CRIME_REF": f"NM/{n}/25", "Date Recd": f"{n:02d}/05/2025", "Time Recd": "14:05", "Offence Desc": "Theft",
            "MO Text": "Offender takes a bicycle from a shed at night.", "VIC SURNAME": "Okafor", "VIC FORENAME": "Ada",
            "VIC DOB": "01/02/1980", "Beat": "K1",
        }
        for n in range(1, 29)
    ]  # fmt: skip
    write_csv(path, rows)
    mapping = tmp_path / "m.toml"
    mapping.write_text(propose_mapping(path), encoding="utf-8")
    tables = normalise_reports(ingest_delivery(path, load_mapping(mapping)))
    report, mention = tables["reports"].to_pylist()[2], tables["mentions"].to_pylist()[2]

    assert report["report_id"] == "NM/3/25"
    assert report["recorded_at"].isoformat() == "2025-05-03T14:05:00"
    assert (report["offence"], report["district"]) == ("Theft", "K1")
    assert report["narrative"].startswith("Offender takes")
    assert (mention["role"], mention["surname_norm"], mention["dob_norm"]) == ("victim", "okafor", "1980-02-01")


def test_day_and_month_are_told_apart_by_all_the_values_together(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    write_csv(
        path,
        [
            {"Ref": f"R{n}", "Reported": f"5/{n}/2025 1:05 PM", "Summary": "A bicycle was taken away."}
            for n in range(1, 29)
        ],
    )

    assert "%m/%d/%Y" in propose_mapping(path)


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        ("[reports", "TOML"),
        ("[reports]\ncolour = 'x'", "colour"),
        ("[birds]\nx = 'y'", "birds"),
        ("reports = 3", "reports"),
    ],
)
def test_a_mapping_that_cannot_be_understood_is_said_by_name(tmp_path: Path, toml: str, word: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(toml, encoding="utf-8")

    with pytest.raises(MappingError, match=word):
        load_mapping(path)


def test_a_folder_without_a_table_is_no_delivery(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing here", encoding="utf-8")

    with pytest.raises(DeliveryError):
        ingest_delivery(tmp_path)
