"""The duties of the catalogue: whole, dated, and refused where they are not as the schema asks."""

import shutil
import tomllib
from pathlib import Path

import pytest

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.duties import PARTS, load_duties
from heeded.catalogue.folder import catalogue_folder
from heeded.toolbox.errors import CatalogueError

FOLDER = catalogue_folder()
RULES = {r["id"]: r for r in read_yaml(FOLDER / "law" / "england-and-wales" / "recording-rules.yaml")["rules"]}
DUTIES = load_duties(FOLDER, RULES).duties


def test_every_code_that_a_duty_asks_for_is_in_the_taxonomy() -> None:
    codes = tomllib.loads((FOLDER / "taxonomy.toml").read_text(encoding="utf-8"))
    known = {f"{family}.{code}" for family in ("behaviour", "risk", "response", "concern") for code in codes[family]}
    asked = {
        (duty.id, code)
        for duty in DUTIES
        for sign in [*(s for need in duty.applies for s in need.signs), *duty.starts, *duty.met_by, *duty.not_met_by]
        if sign.kind == "words"
        for code in sign.values
    }

    assert {code for _, code in asked} <= known


def test_duties_stand_in_the_order_of_the_work_and_no_two_have_one_title() -> None:
    parts = [PARTS.index(duty.part) for duty in DUTIES]

    assert parts == sorted(parts)
    assert len({duty.title for duty in DUTIES}) == len(DUTIES)


def test_a_duty_that_rests_on_a_rule_of_recording_is_dated_by_it() -> None:
    duty = next(d for d in DUTIES if d.id == "former-partner-recorded-as-stalking")

    assert duty.valid_from.isoformat() == RULES["former-partner-stalking-first"]["valid_from"]


def test_every_rule_of_recording_says_its_source_and_its_doubt() -> None:
    assert all(rule["source"] and rule["doubt"] and rule["confidence"] for rule in RULES.values())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("confidence: sourced", "confidence: certain"), "confidence"),
        (("met_by:", "done_by:"), "done_by"),
        (("id: search-made", "id: other"), "bear one name"),
        (("valid_from: ", "rule: unheard-of\nvalid_from: "), "unheard-of"),
    ],
)
def test_a_duty_that_is_not_whole_is_refused_by_name(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    for part in ("schema", "duties", "calendar"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    path = tmp_path / "duties" / "search-made.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")

    with pytest.raises(CatalogueError, match=complaint) as refused:
        load_duties(tmp_path, RULES)
    assert "search-made" in str(refused.value)
