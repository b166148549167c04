"""A typed report is answered as a run would answer, nothing is written, and half of a name is enough to ask."""

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest

from heeded.first_contact import LookingUp
from heeded.live import Store, fill_store
from heeded.toolbox.errors import RunError

pytestmark = pytest.mark.slow


def answered(found: Any) -> tuple[list[Any], set[Any]]:
    """Give with which reports each person is surely held to be one, by role, and each course that the report joins."""
    people = {(k.role, frozenset(k.reports)) for k in found.known if k.sure}
    return sorted(people, key=str), {frozenset(b.reports) for b in found.between if b.joined}


def looked_up_last(cases: Any, path: Path, order: list[int], filled: int) -> Any:
    """Fill a store with the first reports of an order, add the others but the last, and look that one up."""
    fill_store(path, cases.of(order[:filled]))
    looking = LookingUp(path)
    for number in order[filled:-1]:
        looking.add(cases.sent[number])
    return looking.look(cases.sent[order[-1]])


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_report_comes_last_it_is_answered_as_a_run_of_all_answers(
    cases: Any, tmp_path: Path, seed: int
) -> None:
    order = random.Random(seed).sample(range(len(cases.sent)), len(cases.sent))

    found = looked_up_last(cases, tmp_path / "store", order, len(order) - 6)

    assert answered(found) == cases.in_bulk(order[-1])


@pytest.mark.trial
@pytest.mark.parametrize("last", range(40))
def test_each_report_as_the_last_is_answered_as_a_run_of_all_answers(cases: Any, tmp_path: Path, last: int) -> None:
    others = [n for n in range(len(cases.sent)) if n != last]
    order = [*random.Random(last).sample(others, len(others)), last]

    assert answered(looked_up_last(cases, tmp_path / "store", order, 20)) == cases.in_bulk(last)


def test_what_is_added_is_answered_as_what_is_looked_up(cases: Any, tmp_path: Path) -> None:
    fill_store(tmp_path / "store", cases.of(range(len(cases.sent) - 1)))
    looking = LookingUp(tmp_path / "store")

    looked, added = looking.look(cases.sent[-1]), looking.add(cases.sent[-1])

    assert looked == added == looking.add(cases.sent[-1])


@pytest.mark.parametrize("last", [0, 2, 7])
def test_a_course_is_said_to_be_what_a_run_with_the_typed_report_says_of_it(
    cases: Any, tmp_path: Path, last: int
) -> None:
    fill_store(tmp_path / "store", cases.of([n for n in range(len(cases.sent)) if n != last]))

    between = [b for b in LookingUp(tmp_path / "store").look(cases.sent[last]).between if b.joined]

    assert between
    for course in between:
        row = cases.assessed(last)[frozenset(course.reports)]
        says = course.says
        assert says is not None
        assert (says.stalking, says.unrecognised) == (row["stalking"], row["unrecognised"])
        assert says.recorded_as_stalking == row["recorded_as_stalking"]
        assert [(f.code, len(f.words)) for f in says.red_flags] == [
            (f["code"], len(f["findings"])) for f in row["red_flags"]
        ]
        assert {w.report_id for f in says.red_flags for w in f.words} <= {
            *course.reports,
            cases.sent[last]["report_id"],
        }


def test_looking_writes_nothing(cases: Any, filled: Path, looking: LookingUp) -> None:
    def content() -> tuple[str, ...]:
        files = sorted(p for p in filled.parent.iterdir() if not p.name.endswith("-shm"))
        return tuple(f"{p.name} {hashlib.sha256(p.read_bytes()).hexdigest()}" for p in files)

    before = content()
    for report in cases.sent[:5]:
        looking.look({**report, "report_id": "NEW"})
        looking.look(report)

    assert content() == before


MERRIMAN, SKELLY = "Aoife Merriman", "Brandon Skelly"
HALF_TYPED = [
    ({"role": "victim", "surname": "Mer"}, MERRIMAN, "Surname begins with ‘Mer’."),
    (
        {"role": "victim", "surname": "merri", "forename": "Aoi"},
        MERRIMAN,
        "Surname begins with ‘Merri’, like forename.",
    ),
    ({"role": "suspect", "surname": "SKEL"}, SKELLY, "Surname begins with ‘Skel’."),
    ({"role": "suspect", "surname": "Skelly"}, SKELLY, "Same surname."),
    ({"role": "witness", "phone": "07700 90026"}, "Sinead Merriman", "Telephone number begins with 0770090026."),
    ({"role": "witness", "phone": "00263"}, "Sinead Merriman", "Telephone number ends with 00263."),
    ({"role": "witness", "phone": "+44 7700 900263"}, "Sinead Merriman", "Same telephone number."),
]


@pytest.mark.parametrize(("person", "name", "why"), HALF_TYPED, ids=[why for _, _, why in HALF_TYPED])
def test_part_of_a_name_or_number_finds_whoever_bears_it(
    looking: LookingUp, person: dict[str, str], name: str, why: str
) -> None:
    known = [k for k in looking.look({"persons": [person]}).known if name.casefold() in map(str.casefold, k.names)]

    assert len(known) == 1
    assert why in known[0].why
    assert known[0].role == ("other" if person["role"] == "witness" else person["role"])
    assert not known[0].sure


TOO_LITTLE = [
    {"surname": "Me"},
    {"phone": "0263"},
    {"phone": "70090"},
    {"surname": "erriman"},
    {"surname": "Merri", "forename": "Zoe"},
    {"surname": "M%"},
    {"surname": "___"},
    {"surname": "Merri", "forename": "Aoi", "dob": "1991-01-01"},
]


@pytest.mark.parametrize("person", TOO_LITTLE, ids=str)
def test_too_little_or_the_middle_of_it_finds_nobody(looking: LookingUp, person: dict[str, str]) -> None:
    assert looking.look({"persons": [{"role": "victim", **person}]}).known == ()


def test_a_known_persons_courses_are_told_where_the_report_would_not_stand_in_them(looking: LookingUp) -> None:
    found = looking.look({"persons": [{"role": "victim", "surname": "Merri", "forename": "Aoife"}]})

    assert [(len(b.reports), b.joined) for b in found.between] == [(2, False)]
    assert found.between[0].victim_id == found.known[0].person_id


def test_at_most_twenty_are_told_of_and_whether_there_are_more(looking: LookingUp) -> None:
    found = looking.look({"persons": [{"role": "victim", "phone": "07700"}]})

    assert len(found.known) == len({k.person_id for k in found.known}) == 20
    assert found.more
    assert found == looking.look({"persons": [{"role": "victim", "phone": "07700"}]})


def test_who_is_surely_on_file_is_not_looked_for_among_others_of_the_name(cases: Any, looking: LookingUp) -> None:
    person = next(p for p in cases.sent[0]["persons"] if p["role"] == "victim")

    assert [k.sure for k in looking.look({"persons": [person]}).known] == [True]


def test_what_the_typed_words_state_is_quoted_from_them(looking: LookingUp) -> None:
    text = "Caller says her ex was waiting outside her work again and has been texting her all night."

    said = looking.look({"narrative": text}).said

    assert said
    assert all(text[s.start : s.end] == s.quote and s.field == "narrative" for s in said)


def test_a_report_of_which_nothing_is_typed_is_answered_with_nothing(looking: LookingUp) -> None:
    found = looking.look({})

    assert (found.known, found.between, found.said, found.more) == ((), (), (), False)


SECRET = "Zebedee"
BAD: list[Any] = [
    SECRET,
    [SECRET],
    {"persons": SECRET},
    {"persons": [SECRET]},
    {"recorded_at": SECRET},
    {"log": {"text": SECRET}},
    {"log": [{"at": SECRET, "text": "x"}]},
    {"narrative": f"{SECRET}\ud800"},
]


@pytest.mark.parametrize("report", BAD, ids=ascii)
def test_what_cannot_be_read_is_refused_in_words_that_hold_nothing_of_it(looking: LookingUp, report: Any) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z][^\n]*\.$") as refused:
        looking.look(report)

    assert SECRET not in str(refused.value)


def test_what_is_kept_needs_a_number_of_its_own(cases: Any, looking: LookingUp) -> None:
    with pytest.raises(ValueError, match="needs its report_id"):
        looking.add({"narrative": "x"})
    with pytest.raises(ValueError, match="needs its report_id"):
        looking.add({**cases.sent[0], "report_id": "typed"})
    with pytest.raises(ValueError, match="another version") as refused:
        looking.add({**cases.sent[0], "narrative": "x"})
    assert cases.sent[0]["report_id"] not in str(refused.value)


def test_a_store_of_another_version_is_refused_with_a_sentence(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", new=True)
    store.db.execute("pragma user_version = 2")
    store.close()

    with pytest.raises(RunError, match="fill it anew"):
        LookingUp(tmp_path / "store")


def test_a_file_that_is_no_store_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no store at all, but long enough to be read as one" * 100, encoding="utf-8")

    with pytest.raises(RunError, match="fill it anew"):
        LookingUp(tmp_path / "store")
    with pytest.raises(RunError, match="fill it from a run first"):
        LookingUp(tmp_path / "none")
