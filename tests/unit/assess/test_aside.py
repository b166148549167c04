"""What a single report was recorded as sets its acts aside, unless something in it points at one person."""

import pytest
from checks_words import evidence_of

from heeded.assess.aside import set_aside
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law

KINDS = load_law(catalogue_folder()).recorded_kinds


@pytest.mark.parametrize(
    ("offence", "says", "aside"),
    [
        # what is seldom stalking
        ("Burglary", ["behaviour.entering"], True),
        ("Theft other", ["behaviour.taking"], True),
        ("Theft of parcel", ["behaviour.entering"], True),
        ("Missing person", ["behaviour.phoning"], True),
        ("Shoplifting", ["behaviour.following"], True),
        # a former partner points at one person under any heading
        ("Shoplifting", ["behaviour.following", "risk.ex_partner"], False),
        ("Burglary", ["behaviour.entering", "risk.ex_partner"], False),
        # a gift does where stalkers are known to be recorded so, and not where a parcel is what was stolen
        ("Theft other", ["behaviour.taking", "behaviour.gifts"], False),
        ("Burglary", ["behaviour.entering", "behaviour.gifts"], False),
        ("Theft of parcel", ["behaviour.entering", "behaviour.gifts"], True),
        # to press police for somebody's address does, unless the heading is trusted highly
        ("Missing person", ["behaviour.vexatious"], False),
        ("Theft other", ["behaviour.vexatious"], False),
        ("Shoplifting", ["behaviour.vexatious"], True),
        # what may hide anything is never set aside
        ("Harassment", ["behaviour.entering"], False),
        ("Theft of underwear", ["behaviour.taking"], False),
    ],
)
def test_what_a_report_was_recorded_as_and_what_points_at_one_person(
    offence: str, says: list[str], aside: bool
) -> None:
    evidence = evidence_of({"reports": [{"offence": offence, "says": says}]})
    set_aside(evidence, KINDS)

    assert bool(evidence.aside) is aside


def test_a_heading_says_nothing_of_a_course_of_reports() -> None:
    report = {"offence": "Burglary", "says": ["behaviour.entering"]}
    evidence = evidence_of({"reports": [report, report]})
    set_aside(evidence, KINDS)

    assert not evidence.aside
