"""Who is held to be the same person, and who must not be."""

from typing import Any

import pytest

from heeded.link import link_mentions
from heeded.model.decision import Decision

KAREN = {"role": "victim", "forename": "karen", "surname": "bostock", "phone": "+447700900114"}
SIAN = {"role": "victim", "forename": "sian", "surname": "prosser", "dob": "1985-09-12"}


def persons(delivery: Any, *decisions: Decision) -> dict[str, str]:
    tables = delivery.tables()
    rows = link_mentions(tables["mentions"], tables["clues"], list(decisions))["persons"].to_pylist()
    return {row["mention_id"]: row["person_id"] for row in rows}


def decision(verdict: str, *subjects: tuple[str, str, int], number: int = 1) -> Decision:
    named = tuple({"report_id": r, "role": role, "position": p} for r, role, p in subjects)
    return Decision(f"d{number}", "same_person", verdict, named)


def suspect(**details: str) -> dict[str, str]:
    return {"role": "suspect", **details}


def victim(**details: str) -> dict[str, str]:
    return {"role": "victim", **details}


def test_the_same_name_with_the_same_telephone_is_one_victim(delivery: Any) -> None:
    delivery.report("A", KAREN)
    delivery.report("B", {**KAREN, "dob": "1971-04-18"})

    found = persons(delivery)

    assert found["A:0"] == found["B:0"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"forename": "gary", "surname": "pashly"}, {"forename": "gary", "surname": "pashley"}),
        ({"forename": "gary", "surname": "pashley"}, {"forename": "gaz", "surname": "pashley"}),
        ({"forename": "gary", "surname": "pashley"}, {"forename": "gary"}),
        ({"forename": "terence", "surname": "habgood"}, {"forename": "terry", "surname": "habgood"}),
        ({"forename": "graham", "surname": "siddel"}, {"forename": "graham", "surname": "siddle"}),
        ({"forename": "malcolm", "surname": "trewin"}, {"surname": "trewin"}),
    ],
)
def test_given_the_same_victim_a_like_name_is_the_same_suspect(
    delivery: Any, first: dict[str, str], second: dict[str, str]
) -> None:
    delivery.report("A", KAREN, suspect(**first))
    delivery.report("B", KAREN, suspect(**second))

    found = persons(delivery)

    assert found["A:1"] == found["B:1"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"forename": "gary", "surname": "pashley"}, {"forename": "colin", "surname": "pashley"}),
        ({"forename": "dean", "surname": "ruddock"}, {"forename": "jean", "surname": "ruddock"}),
        ({"forename": "dale", "surname": "b"}, {"forename": "dale", "surname": "purcell"}),
        ({"forename": "paul", "surname": "ames"}, {"forename": "paul", "surname": "wetherby"}),
        (
            {"forename": "paul", "surname": "ames", "dob": "1960-05-01"},
            {"forename": "paul", "surname": "ames", "dob": "1991-10-23"},
        ),
    ],
    ids=["siblings", "names a letter apart", "another initial", "another surname", "father and son"],
)
def test_given_the_same_victim_an_unlike_name_is_another_suspect(
    delivery: Any, first: dict[str, str], second: dict[str, str]
) -> None:
    delivery.report("A", KAREN, suspect(**first))
    delivery.report("B", KAREN, suspect(**second))

    found = persons(delivery)

    assert found["A:1"] != found["B:1"]


def test_partners_who_share_surname_telephone_and_home_stay_two_people(delivery: Any) -> None:
    home = {"surname": "reeve", "phone": "+447700900110", "address": "12 maltings court", "postcode": "nm1 1aa"}
    delivery.report("A", victim(forename="toby", **home))
    delivery.report("B", victim(forename="nadia", **home))

    found = persons(delivery)

    assert found["A:0"] != found["B:0"]


def test_twins_who_share_even_the_date_of_birth_stay_two_people(delivery: Any) -> None:
    home = {"surname": "reeve", "dob": "1991-06-25", "address": "12 maltings court", "postcode": "nm1 1aa"}
    delivery.report("A", victim(forename="toby", **home))
    delivery.report("B", victim(forename="nadia", **home))

    found = persons(delivery)

    assert found["A:0"] != found["B:0"]


def test_victim_and_suspect_of_one_report_are_never_one_person(delivery: Any) -> None:
    delivery.report("A", victim(forename="lee", surname="moxon", dob="1990-01-01"))
    delivery.report(
        "B",
        victim(forename="lee", surname="moxon", dob="1990-01-01"),
        suspect(forename="lee", surname="moxon", dob="1990-01-01"),
    )

    found = persons(delivery)

    assert found["B:0"] != found["B:1"]


def test_a_name_that_fits_two_suspects_is_joined_to_neither(delivery: Any) -> None:
    delivery.report("A", KAREN, suspect(forename="gary", surname="pashley", dob="1968-11-02"))
    delivery.report("B", KAREN, suspect(forename="gary", surname="wetherby", dob="1980-01-05"))
    delivery.report("C", KAREN, suspect(forename="gary"))

    found = persons(delivery)

    assert len({found["A:1"], found["B:1"], found["C:1"]}) == 3


def test_both_sides_alike_are_joined_where_neither_side_alone_would_do(delivery: Any) -> None:
    delivery.report("A", victim(forename="hattie", surname="jones"), suspect(forename="tom", surname="ridley"))
    delivery.report("B", victim(forename="harriet", surname="jones"), suspect(forename="tomas", surname="ridley"))
    delivery.report("C", victim(forename="harriet", surname="jones"), suspect(forename="warren", surname="stobbs"))

    found = persons(delivery)

    assert found["A:0"] == found["B:0"]
    assert found["A:1"] == found["B:1"]
    assert found["C:1"] != found["A:1"]


def test_a_number_named_in_the_words_tells_the_suspect(delivery: Any) -> None:
    delivery.report("A", KAREN, suspect(surname="pashley", phone="+447700900287"))
    delivery.report("B", KAREN, suspect(surname="pashley"))
    delivery.clue("B", "phone", "+447700900287")

    tables = delivery.tables()
    links = link_mentions(tables["mentions"], tables["clues"], [])["person_links"].to_pylist()
    link = next(row for row in links if row["mention_a"] == "A:1")

    assert "same number or vehicle" in link["reason"]
    assert link["held"]


def test_what_names_nobody_is_no_name(delivery: Any) -> None:
    delivery.report("A", victim(forename="mum", surname="unknown", phone="+447700900114"))
    delivery.report("B", victim(forename="mum", surname="unknown", phone="+447700900115"))

    found = persons(delivery)

    assert found["A:0"] != found["B:0"]


def test_nobody_known_is_nobody_joined(delivery: Any) -> None:
    delivery.report("A", KAREN, suspect())
    delivery.report("B", KAREN, suspect())

    found = persons(delivery)

    assert found["A:1"] != found["B:1"]


def test_a_delivery_without_persons_gives_empty_tables(delivery: Any) -> None:
    tables = delivery.tables()

    given = link_mentions(tables["mentions"], tables["clues"], [])

    assert given["persons"].num_rows == given["person_links"].num_rows == 0


def test_what_a_person_decided_stands(delivery: Any) -> None:
    delivery.report("A", KAREN)
    delivery.report("B", KAREN)
    delivery.report("C", SIAN)

    apart = persons(delivery, decision("not_same", ("A", "victim", 0), ("B", "victim", 0)))
    together = persons(delivery, decision("same", ("A", "victim", 0), ("C", "victim", 0)))

    assert apart["A:0"] != apart["B:0"]
    assert together["A:0"] == together["C:0"]


def test_of_contradicting_decisions_the_one_that_keeps_apart_wins(delivery: Any) -> None:
    for report in ("A", "B", "C"):
        delivery.report(report, {**KAREN, "phone": f"+4477009001{ord(report)}"})

    found = persons(
        delivery,
        decision("same", ("A", "victim", 0), ("B", "victim", 0), number=1),
        decision("same", ("B", "victim", 0), ("C", "victim", 0), number=2),
        decision("not_same", ("A", "victim", 0), ("C", "victim", 0), number=3),
    )

    assert found["A:0"] == found["B:0"]
    assert found["A:0"] != found["C:0"]


def test_a_decision_about_a_report_that_is_not_delivered_is_left_aside(delivery: Any) -> None:
    delivery.report("A", KAREN)

    found = persons(delivery, decision("same", ("A", "victim", 0), ("elsewhere", "victim", 0)))

    assert set(found) == {"A:0"}


def test_position_counts_the_tenth_person_after_the_second(delivery: Any) -> None:
    delivery.report("A", *({"role": "witness", "forename": f"wit{chr(97 + n)}"} for n in range(11)))
    delivery.report("B", SIAN)

    found = persons(delivery, decision("same", ("A", "witness", 10), ("B", "victim", 0)))

    assert found["A:10"] == found["B:0"]


def test_reasons_name_no_one(delivery: Any) -> None:
    delivery.report("A", KAREN, suspect(forename="gary", surname="pashly"))
    delivery.report("B", KAREN, suspect(forename="gary", surname="pashley"))

    tables = delivery.tables()
    given = link_mentions(tables["mentions"], tables["clues"], [])
    told = " ".join(given["persons"]["reason"].to_pylist() + given["person_links"]["reason"].to_pylist()).lower()

    assert "given the same person on the other side: same forename, surname spelt nearly alike" in told
    assert not [word for word in ("karen", "bostock", "gary", "pashl", "900114") if word in told]
