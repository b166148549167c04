"""The invented force is what its script writes: nobody has edited it by hand, and everybody can make it again."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from heeded.catalogue.folder import samples_folder

SCRIPT = Path(__file__).parents[2] / "tools" / "make_northmoor.py"
MADE = (
    "northmoor-truth.csv",
    "northmoor/cases.jsonl",
    *(f"northmoor/everyday/{t}.csv" for t in ("reports", "persons", "log")),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, str(SCRIPT), "--samples", str(samples_folder()), "--out", str(out)], check=True)
    return out


@pytest.mark.parametrize("name", MADE)
def test_the_delivery_that_ships_is_the_one_that_the_script_writes(made: Path, name: str) -> None:
    assert (samples_folder() / name).read_bytes() == (made / name).read_bytes()


def test_no_everyday_number_plate_is_of_a_form_that_is_issued() -> None:
    text = (samples_folder() / "northmoor" / "everyday" / "reports.csv").read_text(encoding="utf-8")
    plates = re.findall(r"\b[A-Z]{2}\d{2} ([A-Z]{3})\b", text)

    assert len(plates) > 20
    assert [p for p in plates if not set(p) & set("QI")] == []


def test_no_everyday_telephone_mail_or_postcode_can_be_real() -> None:
    with (samples_folder() / "northmoor" / "everyday" / "persons.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert {r["phone"].replace(" ", "")[:8] for r in rows if r["phone"]} == {"07700900", "01632960"}
    assert {r["email"].split("@")[1].split(".")[0] for r in rows if r["email"]} == {"example"}
    assert {r["postcode"][:2] for r in rows if r["postcode"]} == {"NM"}


def test_some_people_come_again_in_unrelated_reports() -> None:
    with (samples_folder() / "northmoor" / "everyday" / "persons.csv").open(encoding="utf-8") as file:
        named = [(r["report_id"], r["phone"].replace(" ", "")) for r in csv.DictReader(file) if r["phone"]]
    reports: dict[str, set[str]] = {}
    for report, phone in named:
        reports.setdefault(phone, set()).add(report)

    assert sum(len(r) >= 3 for r in reports.values()) >= 8
