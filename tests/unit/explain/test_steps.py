"""Next steps: the most urgent first, then the clock that runs out first, each with its reason, none of them twice."""

from datetime import datetime
from typing import Any

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import load_wording
from heeded.explain.rows import CourseRows
from heeded.explain.steps import next_steps

WORDING = load_wording(catalogue_folder())
Row = dict[str, Any]


def course(flags: tuple[str, ...] = (), questions: tuple[str, ...] = (), **held: Any) -> CourseRows:
    assessment = {
        "stalking": "indicated",
        "unrecognised": False,
        "risk_heeded": "heeded",
        "quiet_days": None,
        "red_flags": [{"code": code} for code in flags],
        **held,
    }
    rows = CourseRows({"course_id": "C"}, assessment, [], {}, {})
    rows.questions = [{"kind": kind} for kind in questions]
    return rows


def duty(check_id: str, answer: str = "not_met", due: str | None = None, why: str = "said_not") -> Row:
    return {
        "check_id": check_id,
        "answer": answer,
        "due_at": datetime.fromisoformat(due).isoformat() if due else None,
        "why": why,
        "why_words": "the record says that it was not done",
    }


def steps(rows: CourseRows, *duties: Row, missing: tuple[Row, ...] = ()) -> list[str]:
    return [s["when"] for s in next_steps(rows, list(duties), list(missing), WORDING)]


def test_urgency_comes_before_the_order_of_duties() -> None:
    order = steps(course(), duty("repeat-victim-flagged"), duty("advocate-offered"), duty("breach-acted-on"))

    assert order == ["breach-acted-on", "advocate-offered", "repeat-victim-flagged"]


def test_of_one_urgency_the_clock_that_runs_out_first_comes_first() -> None:
    late = duty("review-decided", "cannot_tell", "2026-05-01", "time_left")
    soon = duty("review-acknowledged", "cannot_tell", "2026-04-01", "time_left")

    assert steps(course(), late, duty("advocate-offered"), soon) == [
        "review-acknowledged",
        "review-decided",
        "advocate-offered",
    ]


def test_a_clock_that_still_runs_is_told_and_one_that_ran_out_is_in_the_reason() -> None:
    running = duty("time-limit-kept", "cannot_tell", "2026-09-02", "time_left")
    late = {**duty("told-of-arrest", "not_met", "2026-03-03", "late"), "why_words": "done 9 March 2026, late"}
    told = {s["when"]: s for s in next_steps(course(), [running, late], [], WORDING)}

    assert told["time-limit-kept"]["clock"] == "by 2 September 2026"
    assert (told["told-of-arrest"]["clock"], told["told-of-arrest"]["because"]) == ("", "done 9 March 2026, late")


@pytest.mark.parametrize(
    ("rows", "duties", "up"),
    [
        (course(questions=("why_not_stalking",)), ["recorded-as-stalking"], {"unrecognised"}),
        (course(), ["recorded-as-stalking"], {"recorded-as-stalking"}),
        (course(flags=("weapon",), risk_heeded="not_heeded"), ["supervisor-reviewed"], {"flags_not_heeded"}),
        (course(flags=("weapon",)), ["supervisor-reviewed"], {"supervisor-reviewed"}),
        (course(quiet_days=40), [], {"quiet_after_escalation"}),
        (course(flags=("victim_suicidal",)), ["victims-despair-answered"], {"victim_suicidal"}),
    ],
)
def test_no_two_steps_answer_one_thing(rows: CourseRows, duties: list[str], up: set[str]) -> None:
    assert set(steps(rows, *map(duty, duties))) == up


def test_what_is_missing_for_a_point_becomes_an_enquiry() -> None:
    missing = (
        {"element": "harassment", "title": "Causes alarm or distress", "ask": "Ask how it has made the victim feel."},
    )
    step = next_steps(course(), [], list(missing), WORDING)[0]

    assert (step["step"], step["because"]) == (
        "Ask how it has made the victim feel",
        "for the point: causes alarm or distress",
    )


def test_what_is_met_asks_for_nothing_and_a_course_that_is_not_indicated_only_for_its_joins() -> None:
    assert steps(course(), duty("advocate-offered", "met")) == []
    assert steps(course(stalking="not_indicated", questions=("same_course",)), duty("advocate-offered")) == [
        "possible_joins"
    ]


def test_every_step_has_its_urgency_and_no_when_stands_twice() -> None:
    whens = [s["when"] for s in WORDING.steps]

    assert len(set(whens)) == len(whens)
    assert {s["urgency"] for s in WORDING.steps} == WORDING.step_words["urgency"].keys()
    assert {u for s in WORDING.steps for u in s.get("unless", [])} <= set(whens)
