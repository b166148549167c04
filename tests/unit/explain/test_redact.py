"""Other people's details are masked wherever they stand, the victim's and the suspect's stay, and nothing moves."""

import copy
import json
from typing import Any

import pyarrow as pa
import pytest
from invented_run import tables_of

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import explain_courses, load_wording
from heeded.explain.redact import MASK, Redaction, redacted
from heeded.model import contracts

WORDING = load_wording(catalogue_folder())
NARRATIVE = (
    "IP Ruth Ellery says Dale Ellery rang her friend Mina O'Neill-Ford on 07700 900 555. Mina has a red van, AB12 CDE,"
    " and lives at 3 Mill Lane NM4 4EZ. Ruth's own number is 07700 900311. Mail mina@mail.example or ford."
)


def run_of(narrative: str = NARRATIVE, **others: Any) -> dict[str, pa.Table]:
    """Give the tables of one course of a victim, a suspect and a witness."""
    witness = {"forename": "Mina", "surname": "O'Neill-Ford", "address": "3 Mill Lane", **others}
    report = {
        "report_id": "R1",
        "recorded_at": "2026-03-01T10:00:00",
        "offence": "Harassment",
        "narrative": narrative,
        "persons": {
            "victim": {"forename": "Ruth", "surname": "Ellery", "phone": "07700 900311", "phone_norm": "+447700900311"},
            "suspect": {"forename": "Dale", "surname": "Ellery"},
            "witness": witness,
        },
        "log": [{"at": "2026-03-01T11:00:00", "by": "PC 1", "text": "MINA ONEILL-FORD seen, statement taken."}],
        "findings": [["behaviour.phoning", "rang her friend Mina O'Neill-Ford on 07700 900 555"]]
        if "rang her friend" in narrative
        else [],
    }
    tables = tables_of({"courses": [{"course_id": "C", "reports": [report], "assessment": {"stalking": "possible"}}]})
    numbers = [
        ("phone", "07700 900 555", "+447700900555"),
        ("phone", "07700 900311", "+447700900311"),
        ("vehicle", "AB12 CDE", "AB12CDE"),
        ("email", "mina@mail.example", "mina@mail.example"),
    ]
    clues = [_clue(narrative, n, *named) for n, named in enumerate(numbers) if named[1] in narrative]
    return {**tables, "clues": contracts.table("clues", clues)}


def _clue(narrative: str, number: int, kind: str, quote: str, value: str) -> dict[str, Any]:
    start = narrative.index(quote)
    place = {"report_id": "R1", "field": "narrative", "start": start, "end": start + len(quote)}
    return {"clue_id": f"R1/{number}", **place, "quote": quote, "kind": kind, "value": value, "context": "affirmed"}


def account_of(tables: dict[str, pa.Table]) -> dict[str, Any]:
    return json.loads(explain_courses(tables, WORDING)["accounts"].to_pylist()[0]["account"])


def masked_of(tables: dict[str, pa.Table]) -> dict[str, Any]:
    return redacted(account_of(tables), Redaction(tables).of_course("C"))


@pytest.mark.parametrize(
    "hidden", ["Mina", "O'Neill", "Ford", "ford", "900 555", "AB12", "Mill Lane", "NM4", "mail.example", "ONEILL"]
)
def test_nothing_of_other_people_is_left_anywhere(hidden: str) -> None:
    assert hidden not in json.dumps(masked_of(run_of()), ensure_ascii=False)


@pytest.mark.parametrize("kept", ["Ruth Ellery", "Dale Ellery", "07700 900311", "rang her friend", "statement taken"])
def test_the_victim_and_the_suspect_stay(kept: str) -> None:
    assert kept in json.dumps(masked_of(run_of()), ensure_ascii=False)


def test_a_mask_is_as_long_as_what_it_hides_and_quotations_keep_their_place() -> None:
    account = masked_of(run_of())
    narrative = account["reports"][0]["narrative"]

    assert len(narrative["text"]) == len(NARRATIVE)
    assert MASK in narrative["marks"][0]["quote"]
    assert all(narrative["text"][m["start"] : m["end"]] == m["quote"] for m in narrative["marks"])


def test_a_quotation_is_masked_as_its_text_is() -> None:
    found: list[str] = []

    def look(value: Any) -> None:
        if isinstance(value, dict):
            found.extend([value["quote"]] if "quote" in value else [])
            value = list(value.values())
        if isinstance(value, list):
            for inner in value:
                look(inner)

    account = masked_of(run_of())
    look(account)

    assert found
    assert all(quote in account["reports"][0]["narrative"]["text"] for quote in found)


def test_a_name_that_victim_and_witness_share_stays() -> None:
    account = masked_of(run_of("Ruth Ellery and her sister Tess Ellery came.", forename="Tess", surname="Ellery"))

    assert account["reports"][0]["narrative"]["text"] == f"Ruth Ellery and her sister {MASK * 4} Ellery came."


def test_the_account_that_was_given_stays_as_it_is_and_the_copy_says_that_it_is_masked() -> None:
    tables = run_of()
    account = account_of(tables)
    before = copy.deepcopy(account)
    masked = redacted(account, Redaction(tables).of_course("C"))

    assert account == before
    assert masked["redacted"] is True
    assert "masked" in masked["limits"]


def test_without_other_people_nothing_but_numbers_is_masked() -> None:
    account = masked_of(
        run_of("He rang from 07700 900 555 and from 07700 900311.", forename=None, surname=None, address=None)
    )

    assert account["reports"][0]["narrative"]["text"] == "He rang from █████ ███ ███ and from 07700 900311."
