"""Rows are left out of a delivered file of any kind; every other row stays what it was and keeps its name."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.ingest import Mapping, Sent, ingest_delivery, leave_out
from heeded.toolbox.errors import DeliveryError

COLUMNS = ("report_id", "recorded_at", "narrative", "district")
ROWS = [
    ("A1", "2026-01-01T10:00:00", "He waited, she said,\nfor an hour.", "Vale"),
    ("", "2026-01-02T10:00:00", "Nobody gave this one a number.", "Vale"),
    ("B2", "2026-01-03T10:00:00", 'A note with "quotes"; and a naïve café.', ""),
    ("A1", "2026-01-04T10:00:00", "A later version of the first.", "Vale"),
    ("C3", "2026-01-05T10:00:00", "The last one.", "Moor"),
]


def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
    """Write rows as the kind of file that the name tells."""
    named = [
        {c: v for c, v in zip(COLUMNS, row, strict=True) if v or c == "narrative" or path.suffix != ".jsonl"}
        for row in rows
    ]
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in named), encoding="utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(named)
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([{c: v or None for c, v in r.items()} for r in named]), path)
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, cells in enumerate([COLUMNS, *rows]):
                sheet.write_row(number, 0, cells)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """Read a file as a run would."""
    return ingest_delivery(path)["raw_reports"].to_pylist()


def without(path: Path, *ids: str) -> int:
    """Leave reports out of a file, in its own place; gives how many rows went."""
    other = path.with_name("other")
    left = leave_out(path, other, lambda sent: sent.report_id in ids)
    if left:
        other.replace(path)
    return left


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet", ".xlsx"])
@pytest.mark.parametrize("ids", [("A1",), ("B2", "C3"), ("nobody",), ("file{ending}:{line}",)])
def test_the_other_rows_stay_what_they_were(tmp_path: Path, ending: str, ids: tuple[str, ...]) -> None:
    path = write(tmp_path / f"file{ending}", ROWS)
    before = read(path)
    unnumbered = next(r["report_id"] for r in before if r["report_id"].startswith("file"))
    ids = tuple(unnumbered if i.startswith("file") else i for i in ids)

    left = without(path, *ids)

    assert read(path) == [r for r in before if r["report_id"] not in ids]
    assert left == len([r for r in before if r["report_id"] in ids])
    assert without(path, *ids) == 0


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_no_word_of_what_was_left_out_is_in_the_file(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"file{ending}", ROWS)

    without(path, "A1")

    for word in (b"waited", b"for an hour", b"later version"):
        assert word not in path.read_bytes()


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40), min_size=2, max_size=8),
    out=st.sets(st.integers(0, 7)),
    ending=st.sampled_from([".jsonl", ".csv"]),
)
def test_whatever_the_texts_hold(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], out: set[int], ending: str
) -> None:
    rows = [(f"R{n}", "2026-01-01", text, "x") for n, text in enumerate(texts)]
    path = write(tmp_path_factory.mktemp("any") / f"file{ending}", rows)
    before, ids = read(path), {f"R{n}" for n in out}

    without(path, *ids)

    kept = [r for r in before if r["report_id"] not in ids]
    assert not kept or read(path) == kept


def test_a_row_that_cannot_be_read_goes_too_where_it_names_the_report(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("report_id,narrative\nA1,one,two many,cells\nB2,fine\nC3,spare,cells,here\n", encoding="utf-8")
    lines = tmp_path / "file.jsonl"
    lines.write_text('{"report_id": "A1", "narrative": "cut off\n{"report_id": "B2", "narrative": "x"}\n', "utf-8")

    assert (without(path, "A1"), without(lines, "A1")) == (1, 1)
    assert path.read_text() == "report_id,narrative\n\nB2,fine\nC3,spare,cells,here\n"
    assert "cut off" not in lines.read_text()


def test_persons_and_log_go_with_their_report(tmp_path: Path) -> None:
    persons = tmp_path / "000002-persons.csv"
    persons.write_text("report_id,role,surname\nA1,victim,Penhale\nB2,victim,Orrin\n", encoding="utf-8")

    without(persons, "A1")

    assert persons.read_text() == "report_id,role,surname\n\nB2,victim,Orrin\n"


def test_a_force_s_own_columns_are_found_by_its_mapping(tmp_path: Path) -> None:
    path, other = tmp_path / "file.csv", tmp_path / "other"
    path.write_text("Ref;MO\nA1;one\nB2;two\n", encoding="utf-8")
    mapping = Mapping(columns={"reports": {"report_id": ("Ref",), "narrative": ("MO",)}})

    left = leave_out(path, other, lambda sent: sent.report_id == "A1", mapping)

    assert (left, other.read_text()) == (1, "Ref;MO\n\nB2;two\n")


def test_a_row_without_an_id_tells_its_words_instead(tmp_path: Path) -> None:
    path = write(tmp_path / "file.jsonl", ROWS)
    seen: list[Sent] = []

    leave_out(path, tmp_path / "other", lambda sent: bool(seen.append(sent)))

    assert seen[1] == Sent("file.jsonl:2", False, "Nobody gave this one a number.")
    assert not (tmp_path / "other").exists()


def test_other_kinds_of_file_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('[{"report_id": "A1", "narrative": "x"}]', encoding="utf-8")

    with pytest.raises(DeliveryError, match="cannot be left out"):
        without(path, "A1")
