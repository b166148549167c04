"""Accounts as Word and PDF files, tables as CSV and workbooks: the same words in other clothes."""

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from invented_run import invented
from openpyxl import load_workbook
from pypdf import PdfReader

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import explain_courses, load_wording
from heeded.explain.document import document
from heeded.explain.formats.pdf import pdf_file
from heeded.explain.formats.sheets import TABLES, chosen, write_csvs, write_workbook
from heeded.explain.formats.word import word_file
from heeded.model import contracts

WORDING = load_wording(catalogue_folder())
RUN = invented("northmoor")
ACCOUNTS = {r["course_id"]: json.loads(r["account"]) for r in explain_courses(RUN, WORDING)["accounts"].to_pylist()}
ALDER = ACCOUNTS["C-ALDER"]


def words_of_pdf(account: dict[str, Any]) -> str:
    pages = PdfReader(io.BytesIO(pdf_file(account))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def words_of_word(account: dict[str, Any]) -> str:
    made = Document(io.BytesIO(word_file(account)))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in made.paragraphs), *cells]).split())


@pytest.mark.parametrize("words", [words_of_pdf, words_of_word])
@pytest.mark.parametrize("course", sorted(ACCOUNTS))
def test_a_document_holds_the_headline_and_every_report(words: Any, course: str) -> None:
    account = ACCOUNTS[course]
    said = words(account).replace("- ", "-")
    told = [*account["headline_lines"], account["limits"]]

    assert all(" ".join(line.split()).replace("- ", "-") in said for line in told)
    assert all(f"Report {r['number']}," in said for r in account["reports"])


def test_a_document_says_nothing_that_the_account_does_not() -> None:
    blocks = document(ALDER)
    headings = [b.pieces[0].text for b in blocks if b.kind == "heading" and b.level == 2]

    assert (
        headings.index("Red flags on file")
        < headings.index("Points to prove")
        < headings.index("What could be done next")
    )
    assert len(set(headings)) == len(headings)


def test_a_narrative_stands_whole_with_its_labels_where_marks_end() -> None:
    texts = ["".join(p.text for p in b.pieces) for b in document(ALDER)]

    assert all(r["narrative"]["text"] in texts for r in ALDER["reports"])
    assert any(p.labels for b in document(ALDER) for p in b.pieces)


@pytest.mark.parametrize("text", ['#panic("x") $ \\ * _ <a@b> `c`', "a\x00b\x1b[31mc", "Zażółć 名前 😀 שלום"])
@pytest.mark.parametrize("words", [words_of_pdf, words_of_word])
def test_words_that_would_command_a_typesetter_or_break_a_file_are_only_words(words: Any, text: str) -> None:
    account = json.loads(json.dumps(ALDER))
    account["reports"][0]["narrative"] = {"text": text, "marks": []}

    said = words(account)
    assert all(word in said for word in text.split() if word.isascii() and word.isprintable())
    assert ALDER["limits"].split(".")[0] in said


@pytest.mark.parametrize("write", [pdf_file, word_file])
def test_the_same_account_gives_the_same_bytes_at_whatever_time(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(ALDER)
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)

    assert write(ALDER) == first


def test_a_pdf_is_tagged_and_tells_its_language_and_title() -> None:
    reader = PdfReader(io.BytesIO(pdf_file(ALDER)))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == ALDER["title"]


def test_tables_are_written_as_the_contract_names_their_columns(tmp_path: Path) -> None:
    tables = chosen(RUN, None)
    write_csvs(tables, tmp_path)
    told = write_workbook(tables, tmp_path / "all.xlsx")
    book = load_workbook(tmp_path / "all.xlsx", read_only=True)

    assert told == []
    for name in TABLES:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        sheet = list(book[name].iter_rows(values_only=True))
        assert rows[0] == list(sheet[0]) == contracts.schema(name).names
        assert len(rows) == len(sheet) == RUN[name].num_rows + 1


def test_one_course_is_written_with_what_belongs_to_it_alone() -> None:
    tables = chosen(RUN, "C-BIRCH")

    assert tables["courses"].column("course_id").to_pylist() == ["C-BIRCH"]
    assert set(tables["reports"].column("report_id").to_pylist()) == {"NM-0044"}
    assert {q["question_id"] for q in tables["questions"].to_pylist()} == {"Q-2"}  # it stands in two courses


def test_a_cell_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    reports = [{**r, "narrative": "=HYPERLINK(1)"} for r in RUN["reports"].to_pylist()]
    tables = {**chosen(RUN, None), "reports": contracts.table("reports", reports)}
    write_workbook(tables, tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx")["reports"]
    column = contracts.schema("reports").names.index("narrative") + 1

    assert (sheet.cell(2, column).data_type, sheet.cell(2, column).value) == ("s", "=HYPERLINK(1)")


def test_what_does_not_fit_a_cell_is_told_and_whole_in_the_csv(tmp_path: Path) -> None:
    long = "x" * 40_000
    reports = [{**r, "narrative": long} for r in RUN["reports"].to_pylist()]
    tables = {"reports": contracts.table("reports", reports)}

    assert "cut" in write_workbook(tables, tmp_path / "x.xlsx")[0]
    write_csvs(tables, tmp_path)
    assert long in (tmp_path / "reports.csv").read_text(encoding="utf-8")
