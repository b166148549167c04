"""Named findings: what inspectors find again and again."""

from typing import Any

import pytest
from checks_words import assessed

ACTS = ["behaviour.following", "risk.ex_partner", "risk.victim_fear"]
Reports = list[dict[str, Any]]


@pytest.mark.parametrize(
    ("reports", "named"),
    [
        ([{"offence": "Harassment", "says": ACTS}, {"says": ACTS}], {"unrecognised_stalking"}),
        ([{"offence": "Stalking", "says": ACTS}, {"says": ACTS}], set()),
        ([{"offence": "Stalking", "says": ACTS}, {"offence": "Breach of restraining order", "says": ACTS}], set()),
        (
            [{"offence": "Breach of restraining order", "says": ACTS}, {"says": ACTS}],
            {"unrecognised_stalking", "breach_only"},
        ),
        (
            [{"offence": "Malicious communications", "says": ACTS}, {"offence": "Malcomms", "says": ACTS}],
            {"unrecognised_stalking", "malicious_communications_again"},
        ),
        (
            [{"offence": "Harassment", "versions": ["Stalking", "Harassment"], "says": ACTS}, {"says": ACTS}],
            {"unrecognised_stalking", "unevidenced_downgrade"},
        ),
        ([{"offence": "Breach of restraining order", "says": ["behaviour.following"]}], set()),
    ],
)
def test_each_is_found_by_its_name(reports: Reports, named: set[str]) -> None:
    assert {n["code"] for n in assessed(reports)["assessments"][0]["named"]} == named


def test_a_downgrade_names_the_report_it_stands_in() -> None:
    reports = [{"says": ACTS}, {"offence": "Harassment", "versions": ["Stalking", "Harassment"], "says": ACTS}]
    named = {n["code"]: n["reports"] for n in assessed(reports)["assessments"][0]["named"]}

    assert named["unevidenced_downgrade"] == ["R2"]
