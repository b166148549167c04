import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from invented_run import invented, tables_of

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import explain_courses, load_wording
from heeded.explain.accounts import account_of, as_json
from heeded.explain.rows import course_rows
from heeded.toolbox.errors import ContractError

WORDING = load_wording(catalogue_folder())


def account(course_id: str = "C-ALDER") -> dict[str, Any]:
    rows = explain_courses(invented("northmoor"), WORDING)["accounts"].to_pylist()
    return json.loads(next(r["account"] for r in rows if r["course_id"] == course_id))


def small(**changes: Any) -> dict[str, pa.Table]:
    report = {"report_id": "R1", "recorded_at": "2026-01-01T10:00:00", "narrative": "He waits outside.", **changes}
    return tables_of({"courses": [{"course_id": "C", "reports": [report], "assessment": {"stalking": "possible"}}]})


def test_order_of_rows_does_not_change_an_account() -> None:
    tables = invented("northmoor")
    turned_round = {name: t.take(pa.array(range(t.num_rows - 1, -1, -1), pa.int64())) for name, t in tables.items()}

    assert explain_courses(tables, WORDING)["accounts"].equals(explain_courses(turned_round, WORDING)["accounts"])


def test_slices_of_courses_do_not_change_an_account() -> None:
    tables = invented("northmoor")

    one_by_one = [as_json(account_of(rows, WORDING)) for rows in course_rows(tables, size=1)]

    assert one_by_one == explain_courses(tables, WORDING)["accounts"].column("account").to_pylist()


def test_every_mark_quotes_its_text_exactly() -> None:
    for report in account()["reports"]:
        for part in (report["recorded_as"], report["narrative"], *report["log"]):
            for mark in part["marks"]:
                assert part["text"][mark["start"] : mark["end"]] == mark["quote"]


def test_every_finding_of_a_course_is_marked_once() -> None:
    tables = invented("northmoor")
    own = {r["report_id"] for r in account()["reports"]}
    findings = {f["finding_id"] for f in tables["findings"].to_pylist() if f["report_id"] in own}

    parts = [p for r in account()["reports"] for p in (r["recorded_as"], r["narrative"], *r["log"])]
    marked = [m["finding_id"] for p in parts for m in p["marks"]]

    assert sorted(marked) == sorted(findings)


def test_a_finding_that_misquotes_stops_the_run_and_tells_no_words() -> None:
    tables = small(findings=[["behaviour.loitering", "waits outside"]])
    shifted = pc.add(tables["findings"].column("start"), pa.scalar(1, pa.int32()))
    tables["findings"] = tables["findings"].set_column(3, tables["findings"].schema.field("start"), shifted)

    with pytest.raises(ContractError) as caught:
        explain_courses(tables, WORDING)

    assert "waits" not in str(caught.value)


def test_a_course_without_assessment_is_named() -> None:
    tables = small()
    tables["assessments"] = tables["assessments"].slice(0, 0)

    with pytest.raises(ContractError, match="Course C has no assessment"):
        explain_courses(tables, WORDING)


def test_what_is_denied_counts_as_an_act_with_the_denial_beside_it() -> None:
    mark = next(m for m in account()["reports"][1]["narrative"]["marks"] if m["code"] == "phoning")

    assert mark["stands"]
    assert mark["label"] == "alleged; denied by the suspect: phones"
    assert "phoning" in {a["code"] for a in account()["acts"]}


@pytest.mark.parametrize("code", ["threatening", "entering", "assaulting"])
def test_what_is_said_not_to_be_or_of_earlier_times_is_no_act(code: str) -> None:
    assert code not in {a["code"] for a in account()["acts"]}


def test_concerns_are_the_words_of_the_police_alone() -> None:
    assert [c["quote"] for c in account()["concerns"]] == ["One-off", "Solicitor matter"]


def test_an_unknown_suspect_is_said_to_be_unnamed_and_not_guessed() -> None:
    assert account("C-BIRCH")["suspect"] is None
    assert account("C-BIRCH")["title"] == "Idris Vale and a suspect who is not named"


def test_a_question_stands_in_both_courses_it_is_about() -> None:
    assert [q["other_course"] for q in account("C-BIRCH")["questions"]] == ["C-ALDER"]
    assert [q["other_course"] for q in account("C-ALDER")["questions"]] == [None, "C-BIRCH"]


def test_silence_of_the_record_is_never_said_to_be_a_no() -> None:
    duties = {d["check_id"]: d["answer_words"] for d in account()["duties"]}

    assert duties["advocate-offered"] == "the record does not say"
    assert duties["history-looked-up"] == "said not to have been done"


def test_red_flags_stand_in_the_order_of_the_taxonomy_with_their_words() -> None:
    flags = account()["red_flags"]

    assert [f["code"] for f in flags] == ["high_frequency", "recent_separation", "home_presence"]
    assert all(f["evidence"] for f in flags)


def test_no_number_of_the_engine_reaches_a_reader() -> None:
    assert "0.99" not in json.dumps(account())
    assert "probability" not in json.dumps(account())


def test_gaps_between_reports_are_counted_in_days() -> None:
    assert [r["days_since_previous"] for r in account()["reports"]] == [None, 26]


def test_the_fullest_latest_name_is_shown_as_typed() -> None:
    victims = [
        {"forename": "JO", "surname": "HART"},
        {"forename": "Jo", "surname": "Hart"},
        {"forename": "Jo", "surname": "H"},
        {"forename": "J"},
    ]
    reports = [
        {"report_id": f"R{n}", "recorded_at": f"2026-01-0{n + 1}T10:00:00", "narrative": "", "persons": {"victim": v}}
        for n, v in enumerate(victims)
    ]
    tables = tables_of({"courses": [{"course_id": "C", "reports": reports, "assessment": {"stalking": "possible"}}]})

    shown = json.loads(explain_courses(tables, WORDING)["accounts"].to_pylist()[0]["account"])

    assert shown["victim"] == "Jo Hart"
