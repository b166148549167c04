"""On what grounds reports are asked about although nothing joins them, and what spares them."""

from typing import Any

import pytest

from heeded.assemble import assemble_courses
from heeded.assemble.alike import alike
from heeded.model import contracts

MAEVE = {"role": "victim", "forename": "maeve", "surname": "thornbury", "phone": "+447700900301"}
COLM = {"role": "suspect", "forename": "colm", "surname": "ashdowne"}
FERGUS = {"role": "victim", "forename": "fergus", "surname": "quillfeather", "phone": "+447700900302"}
NOBODY = {"role": "suspect"}
NO_VICTIM = {"role": "victim"}
HER = {"role": "victim", "forename": "maeve"}
HIM = {"role": "suspect", "forename": "colm"}


def held(delivery: Any) -> dict[str, Any]:
    """Persons held by hand: who bears one forename and surname is one person, everybody else somebody of their own."""
    rows = []
    for mention in delivery.mentions:
        names = mention.get("forename_norm"), mention.get("surname_norm")
        person = " ".join(str(n) for n in names) if all(names) else mention["mention_id"]
        rows.append(
            {"mention_id": mention["mention_id"], "person_id": person, "probability": 1.0, "reason": "By hand."}
        )
    return {"persons": contracts.table("persons", rows), "person_links": contracts.table("person_links", [])}


def asked(delivery: Any) -> list[tuple[str, str]]:
    """The pairs of reports that are asked about; none of them is joined."""
    given = assemble_courses({**delivery.tables(), **held(delivery)}, [], None)
    rows = given["course_reports"].to_pylist()
    course = {row["report_id"]: row["course_id"] for row in rows}
    found = sorted((q["report_a"], q["report_b"]) for q in given["possible_joins"].to_pylist())
    assert all(course[a] != course[b] for a, b in found)
    return found


def both_did(delivery: Any, code: str, other: str | None = None) -> None:
    delivery.act("A", code)
    delivery.act("B", other or code)


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("Her ex Colm has been outside again.", True),
        ("Ashdowne sat in the car park.", True),
        ("Her ex has been outside again.", False),
        ("PC Colm attended.", False),
        ("It was not Colm.", False),
    ],
)
def test_half_a_victim_is_asked_about_where_the_words_name_the_suspect(delivery: Any, words: str, shows: bool) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", HER, NOBODY, day=20, narrative=words)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("words", "shows"), [("Client Maeve is afraid of him.", True), ("She is afraid.", False)])
def test_a_report_without_victim_is_asked_about_where_the_words_name_her(
    delivery: Any, words: str, shows: bool
) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", NO_VICTIM, HIM, day=20, narrative=words)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("act", "shows"), [("following", True), ("messaging", False), ("contacting", False)])
def test_a_report_without_victim_is_asked_about_where_its_suspect_did_the_same(
    delivery: Any, act: str, shows: bool
) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", NO_VICTIM, COLM, day=20)
    both_did(delivery, "contacting" if act == "contacting" else "following", act)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(
    ("home", "people", "act", "shows"),
    [
        pytest.param("12 quayside gardens nettlebury", HIM, None, True, id="the suspect's forename"),
        pytest.param("12 quayside gardens nettlebury", NOBODY, "following", True, id="a like act"),
        pytest.param("12 quayside gardens nettlebury", NOBODY, "messaging", False, id="another act"),
        pytest.param("12 quayside gardens nettlebury", {**HIM, "forename": "piers"}, None, False, id="another man"),
        pytest.param("14 quayside gardens nettlebury", HIM, None, False, id="next door"),
    ],
)
def test_somebody_of_her_home_is_asked_about_where_the_suspect_agrees_or_did_the_same(
    delivery: Any, home: str, people: dict[str, str], act: str | None, shows: bool
) -> None:
    delivery.report("A", {**MAEVE, "address": "12 quayside gardens"}, COLM)
    delivery.report("B", {**FERGUS, "address": home}, people, day=20)
    if act:
        both_did(delivery, "following", act)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("act", "shows"), [("following", True), ("messaging", False)])
def test_another_victim_of_her_surname_is_asked_about_where_one_man_did_a_like_thing(
    delivery: Any, act: str, shows: bool
) -> None:
    delivery.report("A", MAEVE, {**COLM, "dob": "1971-04-18"})
    delivery.report("B", {**FERGUS, "surname": "thornbury"}, {**COLM, "dob": "1971-04-18"}, day=20)
    both_did(delivery, "following", act)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(
    ("entry", "shows"),
    [
        ("January chat and Quilfeather crime found, linked as same sender.", True),
        ("Quilfeather crime found, not linked.", False),
        ("Quilfeather spoken to.", False),
        ("Earlier crime found, linked as same sender.", False),
    ],
)
def test_another_victim_is_asked_about_where_a_later_report_ties_that_name(
    delivery: Any, entry: str, shows: bool
) -> None:
    delivery.report("A", FERGUS, NOBODY)
    delivery.report("B", MAEVE, NOBODY, day=20)
    delivery.entry("B", entry)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("act", "shows"), [("messaging", True), ("following", False)])
def test_a_friend_who_was_drawn_in_is_asked_about_where_a_like_thing_was_done(
    delivery: Any, act: str, shows: bool
) -> None:
    delivery.report("A", MAEVE, NOBODY)
    delivery.report("B", FERGUS, NOBODY, day=20, narrative="He gets the messages since he stood up for Maeve.")
    both_did(delivery, "messaging", act)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("number", "shows"), [("+447700900777", True), ("+447700900778", False)])
def test_half_a_victim_is_asked_about_where_one_number_stands_in_both(delivery: Any, number: str, shows: bool) -> None:
    delivery.report("A", MAEVE, NOBODY)
    delivery.report("B", {"role": "victim", "surname": "thornbury"}, NOBODY, day=20)
    delivery.clue("A", "phone", "+447700900777")
    delivery.clue("B", "phone", number)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("reference", "shows"), [("A", True), ("X", False)])
def test_half_a_victim_is_asked_about_where_one_report_names_the_other(
    delivery: Any, reference: str, shows: bool
) -> None:
    delivery.report("A", MAEVE, NOBODY)
    delivery.report("B", {"role": "victim", "surname": "thornbury"}, NOBODY, day=20)
    delivery.clue("B", "log_reference", reference)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(
    ("entry", "shows"), [("Earlier logs read and linked to this.", True), ("Earlier logs not linked.", False)]
)
def test_half_a_victim_is_asked_about_where_earlier_reports_are_said_to_belong(
    delivery: Any, entry: str, shows: bool
) -> None:
    delivery.report("A", HER, NOBODY)
    delivery.report("B", MAEVE, NOBODY, day=20)
    delivery.entry("B", entry)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("act", "shows"), [("following", [("A", "C"), ("B", "C")]), ("messaging", [("B", "C")])])
def test_an_unknown_suspect_is_asked_about_beside_each_who_did_a_like_thing(
    delivery: Any, act: str, shows: list[tuple[str, str]]
) -> None:
    """The nearest report of a named suspect is asked about anyway."""
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", MAEVE, {"role": "suspect", "forename": "piers", "surname": "rusk"}, day=20)
    delivery.report("C", MAEVE, NOBODY, day=30)
    delivery.act("A", "following")
    delivery.act("C", act)

    assert asked(delivery) == shows


@pytest.mark.parametrize(("days", "shows"), [(200, True), (400, False)])
def test_two_unknown_suspects_of_other_kinds_are_asked_about_within_a_year(
    delivery: Any, days: int, shows: bool
) -> None:
    delivery.report("A", MAEVE, NOBODY)
    delivery.report("B", MAEVE, NOBODY, day=days)
    delivery.clue("A", "relationship", "neighbour")
    delivery.clue("B", "relationship", "colleague")
    both_did(delivery, "following", "messaging")

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("said", "shows"), [(True, True), (False, False)])
def test_another_name_is_asked_about_where_it_is_said_to_be_the_same_man(
    delivery: Any, said: bool, shows: bool
) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", MAEVE, {"role": "suspect", "forename": "piers", "surname": "rusk"}, day=20)
    if said:
        delivery.clue("B", "same_suspect", "same")

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize("many", [False, True])
def test_of_a_victim_with_many_courses_nothing_is_asked_for_a_like_act(delivery: Any, many: bool) -> None:
    """Seven named suspects beside an unknown one: only the nearest is asked about."""
    names = ["colm", "piers", "angus", "dermot", "rufus", "osric", "tobias"][: 7 if many else 2]
    for number, name in enumerate(names):
        delivery.report(f"R{number}", MAEVE, {"role": "suspect", "forename": name, "surname": f"{name}son"})
        delivery.act(f"R{number}", "following")
    delivery.report("U", MAEVE, NOBODY)
    delivery.act("U", "following")

    assert len(asked(delivery)) == (1 if many else len(names))


def test_a_report_that_fits_two_courses_is_asked_about_where_those_may_be_one(delivery: Any) -> None:
    """Her son's report fits hers, and that of her first husband, in whose words she is named."""
    delivery.report("A", {**MAEVE, "dob": "1988-06-02"}, COLM)
    narrative = "He asks where Maeve is."
    delivery.report("B", {**FERGUS, "surname": "thornbury"}, HIM, day=20, narrative=narrative)
    son = {"role": "informant", "forename": "orrin", "surname": "thornbury"}
    delivery.report("C", son, {"role": "victim", "forename": "mum"}, COLM, day=40)

    assert asked(delivery) == [("A", "B"), ("A", "C"), ("B", "C")]


@pytest.mark.parametrize(
    ("victim", "shows"),
    [
        ({"role": "victim", "forename": "thornbury", "surname": "maeve"}, True),
        ({"role": "victim", "surname": "maeve"}, True),
        ({"role": "victim", "surname": "greta"}, False),
    ],
)
def test_names_typed_into_the_other_field_are_asked_about(delivery: Any, victim: dict[str, str], shows: bool) -> None:
    delivery.report("A", {**MAEVE, "dob": "1988-06-02"}, COLM)
    delivery.report("B", victim, HIM, day=20)

    assert asked(delivery) == ([("A", "B")] if shows else [])


@pytest.mark.parametrize(("a", "b", "one"), [("pike", "halvorsen pike", True), ("pike", "halvorsen pikes", False)])
def test_one_half_of_a_name_of_two_is_the_name(a: str, b: str, one: bool) -> None:
    assert alike(a, b, {}) is one
