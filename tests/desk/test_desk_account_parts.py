"""The parts of the account page that are worked out: the drawing, the waterfall, the hooks, and how much it asks."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader

from heeded_desk.cases.line import HALF, LANES, LETTER, MOST_STANDING, STEP, drawing
from heeded_desk.cases.models import Account, Case, Part
from heeded_desk.cases.showing import fit, in_short, waterfall
from heeded_desk.deliveries.models import Run
from heeded_desk.members.roles import Role

FIRST = datetime(2024, 3, 1)


def reports(days: list[int], heading: str = "Malicious communications") -> list[dict[str, object]]:
    return [
        {"number": n, "recorded_at": (FIRST + timedelta(days=d)).isoformat(), "recorded_as": {"text": heading}}
        for n, d in enumerate(sorted(days), start=1)
    ]


@given(st.lists(st.integers(0, 900), min_size=2, max_size=60), st.text("abc ", max_size=40))
def test_no_words_of_the_drawing_are_crossed(days: list[int], heading: str) -> None:
    drawn = drawing(reports(days, heading))
    if drawn is None:
        assert len(set(days)) == 1
        return
    assert len(drawn.flags) + drawn.left_out == len(days)
    assert all(0 <= f.lane < LANES for f in drawn.flags)
    for f in drawn.flags:
        end = f.at + HALF + LETTER * len(f.words)
        for later in drawn.flags:
            if later.number > f.number and later.at - HALF < end:
                assert later.lane < f.lane


@given(st.lists(st.integers(0, 900), min_size=2, max_size=MOST_STANDING))
def test_words_of_the_standing_drawing_have_room(days: list[int]) -> None:
    drawn = drawing(reports(days))
    told = [place for _, _, place in drawn.steps] if drawn else []
    assert all(b - a >= STEP for a, b in pairwise(told))
    assert all(0 <= place <= drawn.height for place in told)


def test_reports_stand_to_scale() -> None:
    drawn = drawing(reports([0, 10, 100]))

    assert drawn is not None
    one, two, three = (f.at for f in drawn.flags)
    assert (two - one) * 9 == three - two


def test_many_reports_stand_in_the_table_alone_where_the_page_is_narrow() -> None:
    drawn = drawing(reports(list(range(0, 20 * (MOST_STANDING + 1), 20))))

    assert drawn is not None
    assert drawn.steps == ()


def test_bars_follow_one_another_and_fill_the_drawing() -> None:
    rows = waterfall({"name": 20.0, "contact": -5.0, "date_of_birth": 15.0, "nominal": 0.0})

    assert [(r["kind"], round(r["x"]), round(r["width"])) for r in rows] == [
        ("Name", 0, 133),
        ("Telephone or address", 100, 33),
        ("Date of birth", 100, 100),
    ]
    assert waterfall({}) == []


def test_points_in_short_say_what_is_missing() -> None:
    points = [
        {"title": "A", "elements": [{"title": "One", "standing": "stands", "standing_words": "on file"}]},
        {
            "title": "B",
            "elements": [
                {"title": "One", "standing": "stands", "standing_words": "on file"},
                {"title": "Two", "standing": "missing", "standing_words": "not on file yet"},
            ],
        },
        {"title": "C", "elements": [{"title": "X", "standing": "missing", "standing_words": "not on file yet"}]},
    ]

    assert in_short(points) == [
        {"title": "A", "words": "1 of 1 points on file"},
        {"title": "B", "words": "1 of 2 points on file; not on file yet: two"},
    ]


@given(st.text(), st.text())
def test_a_text_fit_to_be_shown_keeps_its_length(one: str, two: str) -> None:
    shown = fit({"a": [one, {"b": two}], "n": 3})

    assert (len(shown["a"][0]), len(shown["a"][1]["b"]), shown["n"]) == (len(one), len(two), 3)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", json.dumps(shown, ensure_ascii=False)
    )


@pytest.fixture
def case(published: Run) -> Case:
    """The course of the worklist with the most reports."""
    return Case.objects.filter(force=published.force).exclude(part=Part.REST).order_by("-reports", "pk")[0]


@pytest.fixture
def hooked() -> Iterator[None]:
    """Stand-ins for what decisions put on the page, which show what they were given."""
    env = engines["jinja2"].env
    kept = env.loader
    given = {
        "box": "{{ account.course_id }}|{{ case.course_id }}|{{ csrf_token|length > 9 }}|{{ request.user.role }}",
        "duty": "{{ duty.check_id }}",
        "finding": "{{ mark.finding_id }}",
        "person": "{{ person.role }}-{{ person.report }}",
        "question": "{{ question.question_id }}",
    }
    env.loader = ChoiceLoader([DictLoader({f"decisions/{n}.html": f"[{n}:{t}]" for n, t in given.items()}), kept])
    env.cache.clear()
    yield
    env.loader = kept
    env.cache.clear()


def test_decisions_are_given_what_they_are_about(hooked: None, case: Case, signed_in: Callable[..., Client]) -> None:
    shown = signed_in(Role.OFFICER).get(f"/courses/{case.course_id}").content.decode()

    words = case.account.words
    parts = [p for r in words["reports"] for p in (r["recorded_as"], r["narrative"], *r["log"])]
    assert f"[box:{case.course_id}|{case.course_id}|True|officer]" in shown
    assert sorted(re.findall(r"\[duty:(.*?)\]", shown)) == sorted(d["check_id"] for d in words["duties"])
    assert re.findall(r"\[finding:(.*?)\]", shown) == [m["finding_id"] for p in parts for m in p["marks"]]
    assert re.findall(r"\[person:(.*?)\]", shown) == [f"{p['role']}-{p['report']}" for p in words["people"]]
    assert re.findall(r"\[question:(.*?)\]", shown) == [q["question_id"] for q in words["questions"]]


def test_sixty_reports_ask_the_database_no_more_than_a_few(case: Case, signed_in: Callable[..., Client]) -> None:
    """How long the page takes is measured by `heeded bench desk`."""
    client = signed_in(Role.OFFICER)
    client.get(f"/courses/{case.course_id}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/courses/{case.course_id}")
    words = case.account.words
    some = words["reports"]
    words["reports"] = [{**deepcopy(some[n % len(some)]), "number": n + 1} for n in range(60)]
    for part in (*words["red_flags"], *words["duties"], *(e for o in words["points"] for e in o["elements"])):
        part["evidence"] = part["evidence"] * (60 // len(some))
    Account.objects.filter(case=case).update(words=words)

    with CaptureQueriesContext(connection) as many:
        shown = client.get(f"/courses/{case.course_id}").content.decode()

    assert shown.count("<article ") == 60
    assert len(many) == len(few)
