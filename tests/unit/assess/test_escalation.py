"""The seven forms in which a course may be seen to grow worse, and the quiet that is no reassurance."""

import tomllib
from datetime import date
from typing import Any

import pytest
from checks_words import assessed, evidence_of

from heeded.assess.escalation import escalation_of, quiet_days
from heeded.catalogue.escalation import FORMS
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law

LAW = load_law(catalogue_folder())
Reports = list[dict[str, Any]]
CALL, TEXT, HOME, THREAT = (
    "behaviour.phoning",
    "behaviour.messaging",
    "behaviour.attending_home",
    "behaviour.threatening",
)


def on(day: str, *says: str) -> dict[str, Any]:
    return {"at": f"2026-{day} 10:00", "says": list(says)}


def forms(reports: Reports) -> dict[str, tuple[str, dict[str, str]]]:
    """Give how each form stands and its numbers."""
    found = escalation_of(evidence_of({"reports": reports}), LAW.acts, LAW.escalation)
    assert tuple(f.form for f in found) == FORMS
    return {f.form: (f.standing, dict(f.numbers)) for f in found}


@pytest.mark.parametrize(
    ("form", "reports", "standing", "numbers"),
    [
        (
            "rate",
            [on("01-05", CALL), on("02-20", CALL), on("03-20", CALL), on("03-28", CALL), on("03-30", CALL)],
            "shown",
            {"window": "14", "recent": "3", "before": "2", "span": "71"},
        ),
        ("rate", [on("01-05", CALL), on("01-06", CALL), on("01-07", CALL), on("03-30", CALL)], "not_shown", None),
        ("rate", [on("03-28", CALL), on("03-30", CALL)], "cannot_tell", {}),
        ("rate", [on("03-30", CALL)], "cannot_tell", {}),
        ("severity", [on("01-05", CALL), on("02-05", THREAT)], "shown", {"from": "contact", "to": "threat"}),
        ("severity", [on("01-05", THREAT), on("02-05", CALL)], "not_shown", {"at": "threat"}),
        (
            "severity",
            [on("01-05", CALL), on("02-05", HOME), on("03-05", CALL)],
            "shown",
            {"from": "contact", "to": "approach"},
        ),
        ("severity", [on("01-05", THREAT), on("02-05")], "cannot_tell", {}),
        ("variety", [on("01-05", CALL), on("02-05", CALL, HOME)], "shown", {"first": "1", "now": "2"}),
        ("variety", [on("01-05", CALL, HOME), on("02-05", HOME)], "not_shown", {"first": "2", "now": "2"}),
        ("variety", [on("01-05", CALL)], "cannot_tell", {}),
        (
            "proximity",
            [on("01-05", TEXT), on("02-05", "behaviour.attending_work"), on("03-05", "risk.entry")],
            "shown",
            {"from": "work or elsewhere", "to": "inside"},
        ),
        ("proximity", [on("01-05", "risk.entry"), on("02-05", TEXT)], "not_shown", {"at": "inside"}),
        ("proximity", [on("01-05", TEXT)], "cannot_tell", {}),
        ("spread", [on("01-05", CALL), on("02-05", "risk.third_party_targeted")], "shown", {}),
        ("spread", [on("01-05", CALL)], "not_shown", {}),
        ("defiance", [on("01-05", CALL, "response.arrest"), on("02-05", CALL)], "shown", {"told": "0", "after": "1"}),
        ("defiance", [on("01-05", CALL, "risk.order_breach")], "shown", {"told": "1", "after": "0"}),
        ("defiance", [on("01-05", CALL), on("02-05", CALL, "response.arrest")], "not_shown", {}),
        ("defiance", [on("01-05", CALL), on("02-05", CALL)], "cannot_tell", {}),
        (
            "repeat",
            [on("01-05", CALL), on("02-05", CALL), on("03-05", CALL)],
            "shown",
            {"reports": "3", "months": "12"},
        ),
        ("repeat", [on("01-05", CALL), on("03-05", CALL)], "not_shown", {"reports": "2", "months": "12"}),
        (
            "repeat",
            [{"at": "2024-11-01", "says": [CALL]}, on("01-05", CALL), on("03-05", CALL)],
            "not_shown",
            {"reports": "2", "months": "12"},
        ),
    ],
)
def test_a_form_stands_as_its_numbers_say(
    form: str, reports: Reports, standing: str, numbers: dict[str, str] | None
) -> None:
    found = forms(reports)[form]

    assert found[0] == standing
    assert numbers is None or found[1] == numbers


def quiet(reports: Reports, today: str) -> int | None:
    evidence = evidence_of({"reports": reports})
    found = escalation_of(evidence, LAW.acts, LAW.escalation)
    return quiet_days(evidence, found, date.fromisoformat(today), LAW.escalation)


def test_a_quiet_after_it_grew_worse_is_told_and_nothing_else() -> None:
    worse = [on("01-05", CALL), on("02-05", THREAT)]

    assert quiet(worse, "2026-04-06") == 60
    assert quiet(worse, "2026-02-20") is None
    assert quiet([on("01-05", CALL), on("02-05", CALL)], "2026-04-06") is None


def test_reports_that_are_explained_otherwise_count_for_nothing() -> None:
    evidence = evidence_of({"reports": [on("01-05", CALL), on("02-05", THREAT)]})
    evidence.aside["R2"] = "lawful_duty"

    found = {f.form: f.standing for f in escalation_of(evidence, LAW.acts, LAW.escalation)}
    assert found["severity"] == "cannot_tell"


def test_every_code_stands_in_the_taxonomy_and_on_one_rung() -> None:
    known = {f"{family}.{code}" for family, code in _codes()}
    for ladder in (LAW.escalation.severity, LAW.escalation.proximity):
        assert ladder.rung_of.keys() <= known
    assert LAW.escalation.spread | LAW.escalation.defied | LAW.escalation.defiance_told <= known


def _codes() -> set[tuple[str, str]]:
    given = tomllib.loads((catalogue_folder() / "taxonomy.toml").read_text(encoding="utf-8"))
    return {(family, code) for family in ("behaviour", "risk", "response", "concern") for code in given[family]}


def test_no_form_is_computed_where_nothing_indicates_stalking() -> None:
    given = assessed([{"says": ["risk.victim_fear"]}])["assessments"][0]

    assert (given["stalking"], given["escalation"], given["quiet_days"]) == ("not_indicated", [], None)
