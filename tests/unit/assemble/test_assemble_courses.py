"""Which reports form a course, which are only asked about, and what courses are called."""

from collections import defaultdict
from typing import Any

import pyarrow as pa
import pytest

from heeded.assemble import assemble_courses
from heeded.link import link_mentions
from heeded.model.decision import Decision

KAREN = {"role": "victim", "forename": "karen", "surname": "bostock", "phone": "+447700900114"}
GARY = {"role": "suspect", "forename": "gary", "surname": "pashley"}
COLIN = {"role": "suspect", "forename": "colin", "surname": "wetherby"}
UNKNOWN = {"role": "suspect"}


def run(
    delivery: Any, *decisions: Decision, previous: dict[str, pa.Table] | None = None, words: bool = True
) -> dict[str, pa.Table]:
    tables = delivery.tables()
    tables.update(link_mentions(tables["mentions"], tables["clues"], list(decisions)))
    return assemble_courses(tables, list(decisions), previous, words=words)


def courses(given: dict[str, pa.Table]) -> list[list[str]]:
    """The reports of each course, in order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in given["course_reports"].to_pylist():
        found[row["course_id"]].append(row["report_id"])
    return sorted(found.values())


def about(verdict: str, *reports: str) -> Decision:
    return Decision("d1", "same_course", verdict, tuple({"report_id": r} for r in reports))


def test_one_victim_and_one_suspect_are_one_course(delivery: Any) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.report("B", KAREN, COLIN)
    delivery.report("C", KAREN, {**GARY, "surname": "pashly"})

    given = run(delivery)

    assert courses(given) == [["A", "C"], ["B"]]
    assert {row["reports"] for row in given["courses"].to_pylist()} == {1, 2}


def test_a_report_with_two_victims_stands_in_a_course_for_each(delivery: Any) -> None:
    delivery.report("A", KAREN, {"role": "victim", "forename": "ellie", "surname": "bostock"}, GARY)
    delivery.report("B", KAREN, GARY)

    assert courses(run(delivery)) == [["A"], ["A", "B"]]


def test_swapped_roles_are_a_course_of_their_own(delivery: Any) -> None:
    delivery.report("A", KAREN, {**GARY, "dob": "1968-11-02"})
    delivery.report("B", {**GARY, "dob": "1968-11-02", "role": "victim"}, {**KAREN, "role": "suspect"})

    assert courses(run(delivery)) == [["A"], ["B"]]


def test_nobody_named_is_a_course_of_one(delivery: Any) -> None:
    delivery.report("A")
    delivery.report("B", {"role": "victim"}, UNKNOWN)

    given = run(delivery)

    assert courses(given) == [["A"], ["B"]]
    assert {row["victim_id"] for row in given["courses"].to_pylist()} == {None}


def test_a_neighbour_who_rings_is_not_the_victim_but_a_sole_caller_is(delivery: Any) -> None:
    caller = {**KAREN, "role": "informant"}
    delivery.report("A", caller, {"role": "victim"}, GARY)
    delivery.report("B", caller, GARY)
    delivery.report("C", KAREN, GARY)

    assert courses(run(delivery)) == [["A"], ["B", "C"]]


def test_a_likely_but_unstated_suspect_is_a_question_never_a_join(delivery: Any) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.report("B", KAREN, UNKNOWN)

    given = run(delivery)

    assert courses(given) == [["A"], ["B"]]
    question = given["possible_joins"].to_pylist()[0]
    assert (question["kind"], question["report_a"], question["report_b"]) == ("same_course", "A", "B")


@pytest.mark.parametrize(
    ("report", "kind", "value"),
    [
        ("B", "phone", "+447700900287"),
        ("B", "log_reference", "A"),
        ("A", "log_reference", "B"),
        ("B", "same_suspect", "same"),
        ("B", "suspect_name", "pashley"),
    ],
)
def test_an_unknown_suspect_joins_on_what_is_stated(delivery: Any, report: str, kind: str, value: str) -> None:
    delivery.report("A", KAREN, {**GARY, "phone": "+447700900287", "relationship": "ex_partner"})
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue(report, kind, value)

    assert courses(run(delivery)) == [["A", "B"]]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("gifts", "gifts", True),
        ("gifts", "phoning", False),
        ("contacting", "contacting", False),
        (None, None, False),
    ],
)
def test_what_he_is_to_her_joins_only_beside_a_like_act(
    delivery: Any, first: str | None, second: str | None, joined: bool
) -> None:
    delivery.report("A", KAREN, {**GARY, "relationship": "ex_partner"})
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue("B", "relationship", "ex_partner")
    for report, act in (("A", first), ("B", second)):
        if act:
            delivery.act(report, act)

    given = run(delivery)

    assert courses(given) == ([["A", "B"]] if joined else [["A"], ["B"]])
    assert given["possible_joins"].num_rows == (0 if joined else 1)


def test_a_short_form_of_his_forename_in_the_words_is_his_name(delivery: Any) -> None:
    delivery.report("A", KAREN, {"role": "suspect", "forename": "oliver", "surname": "fairclough"})
    delivery.report("B", KAREN, UNKNOWN, narrative="The build is like her ex Ollie.")
    delivery.clue("B", "relationship", "ex_partner")

    assert courses(run(delivery)) == [["A", "B"]]


@pytest.mark.parametrize(
    ("entry", "joined"),
    [
        ("Earlier logs read and tied to this crime.", ["A", "B", "C"]),
        ("January and March logs pulled. One man, one series.", ["A", "B", "C"]),
        ("Cross referenced to log of 10/03.", ["B", "C"]),
        ("March log not linked to this.", ["C"]),
        ("Asked whether the earlier logs could be linked.", ["C"]),
        ("Statement taken.", ["C"]),
    ],
)
def test_what_a_later_report_takes_to_itself_is_stated(delivery: Any, entry: str, joined: list[str]) -> None:
    delivery.report("A", KAREN, UNKNOWN, day=4)
    delivery.report("B", KAREN, UNKNOWN, day=69)
    delivery.report("C", KAREN, GARY, day=120)
    delivery.clue("C", "vehicle", "NM11ABC")
    delivery.entry("C", entry)

    assert next(c for c in courses(run(delivery)) if "C" in c) == joined


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("I have reported him before and nothing was done.", True),
        ("Further to my report of January, he was there again.", True),
        ("Linked to log of 01/01.", True),
        ("I have not reported him before.", False),
        ("He was there at seven.", False),
    ],
)
def test_an_unknown_suspect_who_was_reported_before_is_the_one_known(delivery: Any, words: str, joined: bool) -> None:
    delivery.report("A", KAREN, {**GARY, "phone": "+447700900287"}, day=0)
    delivery.clue("A", "phone", "+447700900287")
    delivery.report("B", KAREN, UNKNOWN, day=40, narrative=words)

    assert courses(run(delivery)) == ([["A", "B"]] if joined else [["A"], ["B"]])


@pytest.mark.parametrize(
    ("words", "act", "joined"),
    [
        ("Ms Reay came back in with four more letters.", "messaging", True),
        ("IP re-attended front office with another card pushed through her door.", "messaging", True),
        ("Aggrieved has returned, further envelopes received.", "messaging", True),
        ("Two more cards since her last visit to this office.", "messaging", True),
        ("Since I reported it there have been five.", "messaging", True),
        ("SINCE INF RANG ON SUNDAY THERE HAS BEEN A NOTE EVERY DAY", "messaging", True),
        ("More of the same has come through the letter box.", "messaging", True),
        ("Another one like the last, same paper.", "messaging", True),
        ("Ms Reay came back in with four more letters.", "property_damage", False),
        ("She has not come back with any more letters.", "messaging", False),
        ("A letter has come.", "messaging", False),
        ("She came back from work and found a letter.", "messaging", False),
        ("He came back and shouted.", "messaging", False),
    ],
)
def test_more_of_what_was_reported_belongs_with_the_last_like_report(
    delivery: Any, words: str, act: str, joined: bool
) -> None:
    delivery.report("A", KAREN, UNKNOWN, day=0)
    delivery.report("B", KAREN, GARY, day=40, narrative=words)
    delivery.act("A", "messaging")
    delivery.act("B", act)

    assert courses(run(delivery)) == ([["A", "B"]] if joined else [["A"], ["B"]])


@pytest.mark.parametrize("context", ["negated", "hypothetical", "denied", "other_actor"])
def test_what_is_not_affirmed_joins_nothing(delivery: Any, context: str) -> None:
    delivery.report("A", KAREN, {**GARY, "relationship": "ex_partner"})
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue("B", "relationship", "ex_partner", context)
    for report in ("A", "B"):
        delivery.act(report, "gifts")

    assert courses(run(delivery)) == [["A"], ["B"]]


def test_the_victims_own_number_tells_nothing(delivery: Any) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.clue("A", "phone", KAREN["phone"])
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue("B", "phone", KAREN["phone"])

    assert courses(run(delivery)) == [["A"], ["B"]]


def test_a_relationship_that_two_suspects_have_tells_neither(delivery: Any) -> None:
    delivery.report("A", KAREN, {**GARY, "relationship": "ex_partner"})
    delivery.report("B", KAREN, {**COLIN, "relationship": "ex_partner"})
    delivery.report("C", KAREN, UNKNOWN)
    delivery.clue("C", "relationship", "ex_partner")
    for report in ("A", "B", "C"):
        delivery.act(report, "gifts")

    assert courses(run(delivery)) == [["A"], ["B"], ["C"]]


@pytest.mark.parametrize("relation", ["stranger", "acquaintance"])
def test_being_a_stranger_tells_nobody(delivery: Any, relation: str) -> None:
    delivery.report("A", KAREN, {**GARY, "relationship": relation})
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue("B", "relationship", relation)
    for report in ("A", "B"):
        delivery.act(report, "gifts")

    assert courses(run(delivery)) == [["A"], ["B"]]


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("She says it will be PASHLEY again.", True),
        ("It was not Pashley, he is in custody.", False),
        ("Statement taken by PC Pashley.", False),
        ("No idea who it is.", False),
    ],
)
def test_a_name_in_the_words_is_stated_unless_turned_or_an_officers(delivery: Any, words: str, joined: bool) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.clue("A", "same_suspect", "same")
    delivery.report("B", KAREN, UNKNOWN, narrative=words)

    assert courses(run(delivery)) == ([["A", "B"]] if joined else [["A"], ["B"]])


def test_unknown_suspects_of_one_victim_form_a_thread_while_little_time_passes(delivery: Any) -> None:
    delivery.report("A", KAREN, UNKNOWN, day=0)
    delivery.report("B", KAREN, UNKNOWN, day=100)
    delivery.report("C", KAREN, UNKNOWN, day=900)

    assert courses(run(delivery, words=False)) == [["A", "B"], ["C"]]


def test_unknown_suspects_of_unlike_kind_are_two_threads(delivery: Any) -> None:
    delivery.report("A", KAREN, UNKNOWN)
    delivery.clue("A", "relationship", "ex_partner")
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue("B", "relationship", "neighbour")

    assert courses(run(delivery, words=False)) == [["A"], ["B"]]


def test_a_thread_is_joined_as_a_whole_where_one_number_ties_it(delivery: Any) -> None:
    delivery.report("A", KAREN, UNKNOWN)
    delivery.clue("A", "vehicle", "NM11ABC")
    delivery.report("B", KAREN, UNKNOWN)
    delivery.clue("B", "vehicle", "NM11ABC")
    delivery.report("C", KAREN, GARY)
    delivery.clue("C", "log_reference", "A")

    assert courses(run(delivery)) == [["A", "B", "C"]]


def test_a_persons_decision_about_two_reports_outranks_the_names(delivery: Any) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.report("B", KAREN, GARY)
    delivery.report("C", KAREN, UNKNOWN)

    assert courses(run(delivery, about("not_same", "A", "B")))[:2] == [["A"], ["B"]]
    assert courses(run(delivery, about("same", "B", "C"))) == [["A", "B", "C"]]


def test_a_question_about_two_courses_is_told_for_each_two_reports_of_them(delivery: Any) -> None:
    delivery.report("A", KAREN, UNKNOWN, day=0)
    delivery.report("B", KAREN, UNKNOWN, day=10)
    delivery.report("C", KAREN, GARY, day=20)
    delivery.report("D", KAREN, GARY, day=300)

    given = run(delivery, words=False)

    assert courses(given) == [["A", "B"], ["C", "D"]]
    asked = sorted((q["report_a"], q["report_b"]) for q in given["possible_joins"].to_pylist())
    assert asked == [("A", "C"), ("A", "D"), ("B", "C"), ("B", "D")]


def test_two_reports_of_one_victim_with_incomparable_suspects_are_not_asked_about(delivery: Any) -> None:
    delivery.report("A", KAREN, {"role": "suspect", "forename": "gary"})
    delivery.report("B", KAREN, {"role": "suspect", "dob": "1968-11-02"})

    assert run(delivery)["possible_joins"].num_rows == 0


def test_brothers_are_not_asked_about(delivery: Any) -> None:
    home = {"role": "suspect", "surname": "pashley", "address": "12 maltings court", "postcode": "nm1 1aa"}
    delivery.report("A", KAREN, {**home, "forename": "gary"})
    delivery.report("B", KAREN, {**home, "forename": "colin"})

    assert run(delivery)["possible_joins"].num_rows == 0


@pytest.mark.parametrize("verdict", ["same", "not_same", "unsure"])
def test_an_answered_question_is_never_asked_again(delivery: Any, verdict: str) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.report("B", KAREN, UNKNOWN)

    assert run(delivery)["possible_joins"].num_rows == 1
    assert run(delivery, about(verdict, "A", "B"))["possible_joins"].num_rows == 0


def test_a_course_begins_with_its_first_act_and_is_named_by_its_earliest_report(delivery: Any) -> None:
    delivery.report("B", KAREN, GARY, day=3)
    delivery.report("A", KAREN, GARY, day=1)

    row = run(delivery)["courses"].to_pylist()[0]
    delivery.report("C", KAREN, GARY, day=9)

    assert (row["first_at"].day, row["last_at"].day) == (2, 4)
    assert run(delivery)["courses"]["course_id"].to_pylist() == [row["course_id"]]


def test_ids_are_carried_on_when_an_earlier_report_comes_to_light(delivery: Any) -> None:
    delivery.report("B", KAREN, GARY, day=3)
    before = run(delivery)
    delivery.report("A", KAREN, GARY, day=1)

    after = run(delivery, previous=before)

    assert after["courses"]["course_id"].to_pylist() == before["courses"]["course_id"].to_pylist()
    assert after["id_changes"].num_rows == 0


def test_a_merge_and_a_split_are_told(delivery: Any) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.report("B", KAREN, UNKNOWN)
    apart = run(delivery)
    together = run(delivery, about("same", "A", "B"), previous=apart)
    again = run(delivery, previous=together)

    ids = set(apart["courses"]["course_id"].to_pylist())
    merge, split = together["id_changes"].to_pylist()[0], again["id_changes"].to_pylist()[0]
    assert (merge["change"], {merge["course_before"], merge["course_after"]}) == ("merge", ids)
    assert (split["change"], split["course_before"]) == ("split", merge["course_after"])


def test_reasons_name_no_one(delivery: Any) -> None:
    delivery.report("A", KAREN, GARY)
    delivery.report("B", KAREN, GARY)
    delivery.report("C", KAREN, UNKNOWN)
    delivery.clue("C", "log_reference", "A")

    told = " ".join(run(delivery)["course_reports"]["reason"].to_pylist()).lower()

    assert "one report names the other by its number" in told
    assert not [word for word in ("karen", "bostock", "gary", "pashl", "900114") if word in told]
