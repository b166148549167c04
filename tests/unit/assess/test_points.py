"""Points to prove: what stands for an element, what is missing, and which offences an account shows."""

from typing import Any

import pytest
from checks_words import assessed, evidence_of

from heeded.assess.offences import graded, reached
from heeded.assess.points import points_of
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import jurisdictions, load_jurisdiction
from heeded.catalogue.law import load_law

LAW = load_law(catalogue_folder())
LAWS = {name: load_jurisdiction(catalogue_folder(), name) for name in jurisdictions(catalogue_folder())}
Reports = list[dict[str, Any]]


def standings(reports: Reports, **course: Any) -> dict[str, str]:
    """Give how each element stands, by offence.element."""
    points = points_of(evidence_of({"reports": reports, **course}), LAW.offences)
    return {f"{p.element.offence}.{p.element.id}": p.standing for p in points}


def stalked(*more: str) -> Reports:
    return [
        {"says": ["behaviour.following", "risk.ex_partner", "risk.victim_fear", *more]},
        {"says": ["behaviour.phoning"]},
    ]


def test_two_reports_of_acts_make_a_course() -> None:
    held = standings(stalked())

    assert held["s2A.course_of_conduct"] == held["s2A.acts_associated"] == "stands"


def test_knowledge_is_also_what_the_suspect_ought_to_know() -> None:
    assert standings(stalked())["s2A.knew_or_ought"] == "partly"
    assert standings(stalked("behaviour.tracking"))["s2A.knew_or_ought"] == "stands"


def test_defences_and_the_suspect_s_account_have_their_rows() -> None:
    quiet, told = standings(stalked()), standings(stalked("response.suspect_interviewed"))

    assert (quiet["s2A.no_defence"], quiet["s2A.suspect_account"]) == ("stands", "missing")
    assert told["s2A.suspect_account"] == "stands"


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        (["risk.threat_to_kill"], "oapa16"),
        (["behaviour.entering"], "ta9"),
        (["risk.strangulation"], "sca75a"),
        (["behaviour.breaching"], "breach"),
        (["behaviour.property_damage"], "cda1"),
        (["behaviour.monitoring"], "cma1"),
        (["behaviour.intimate_image"], "soa66b"),
        (["behaviour.impersonating", "behaviour.messaging"], "osa179"),
        (["risk.threat_to_kill", "behaviour.messaging"], "osa181"),
        (["behaviour.phoning", "risk.high_frequency"], "ca127"),
    ],
)
def test_a_neighbouring_offence_is_shown_with_its_own_act_only(says: list[str], shown: str) -> None:
    beside = {key.split(".")[0] for key in standings([{"says": ["behaviour.following"]}])}
    with_it = {key.split(".")[0] for key in standings([{"says": ["behaviour.following", *says]}])}

    assert shown in with_it - beside


def test_harassment_is_shown_where_stalking_lacks_what_it_does_not_need() -> None:
    assaults = [{"says": ["behaviour.assaulting", "risk.victim_fear"]}, {"says": ["behaviour.assaulting"]}]

    assert "s2.harassment" in standings([{"says": ["risk.victim_fear"]}])
    assert "s2.harassment" not in standings(stalked())
    assert standings(assaults)["s2.course_of_conduct"] == "stands"


def test_four_is_a_plain_view_beside_the_law() -> None:
    held = standings(stalked("risk.obsession", "risk.high_frequency"))

    assert {key: s for key, s in held.items() if key.startswith("FOUR.")} == {
        "FOUR.fixated": "stands",
        "FOUR.obsessive": "stands",
        "FOUR.unwanted": "stands",
        "FOUR.repeated": "stands",
    }


@pytest.mark.parametrize(
    ("name", "offence", "reports", "standing"),
    [
        ("england-and-wales", "s2A", stalked("behaviour.tracking"), "stands"),
        ("england-and-wales", "s2A", stalked(), "partly"),
        ("england-and-wales", "s2A", [{"says": ["risk.victim_fear"]}], "missing"),
        ("england-and-wales", "s4A_fear", stalked("behaviour.tracking"), "missing"),
        # one report of two acts and a threat: no course of two occasions today, a pattern in the proposal
        ("england-and-wales", "s2A", [{"says": ["behaviour.tracking", "behaviour.threatening"]}], "missing"),
        ("proposed-single-offence", "single", [{"says": ["behaviour.tracking", "behaviour.threatening"]}], "stands"),
        # nobody says that she is afraid: enough in Northern Ireland where it is likely, in part in Scotland
        ("northern-ireland", "ni1", [{"says": ["behaviour.tracking"]}, {"says": ["behaviour.tracking"]}], "stands"),
        ("scotland", "s39", [{"says": ["behaviour.tracking"]}, {"says": ["behaviour.tracking"]}], "partly"),
    ],
)
def test_laws_differ_where_their_words_do(name: str, offence: str, reports: Reports, standing: str) -> None:
    law = LAWS[name]

    assert reached(evidence_of({"reports": reports}), law.offence(offence), law.offences).standing == standing


@pytest.mark.parametrize(
    ("says", "grade"),
    [
        (["behaviour.following"], "basic"),
        (["risk.order_breach"], "grave"),
        (["risk.order_breach", "risk.weapon"], "gravest"),
    ],
)
def test_the_proposal_grades_by_the_gravest_that_is_on_file(says: list[str], grade: str) -> None:
    found = graded(evidence_of({"reports": [{"says": says}]}), LAWS["proposed-single-offence"].offence("single"))

    assert found is not None
    assert found.id == grade


def test_what_the_force_recorded_as_stalking_is_never_less_than_possible() -> None:
    silent = [{"offence": "Stalking", "says": []}]
    given = [assessed(reports)["assessments"][0] for reports in (silent, [{**silent[0], "offence": "Theft"}])]

    assert [a["stalking"] for a in given] == ["possible", "not_indicated"]
    assert given[0]["stalking_reason"].startswith("It is recorded as stalking. Not enough stands on file: ")
