"""The parts of the benchmark of assessing: courses that repeat and stay whole, and by which report a case is seen."""

import sys
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
sys.path.append(str(BENCHMARKS))

import first_reports  # noqa: E402
from assessing_courses import GIVEN, Tables, repeated  # noqa: E402
from first_reports import scores, when  # noqa: E402

from heeded.catalogue.folder import samples_folder  # noqa: E402
from heeded.pipeline import Order, read_run, run_delivery  # noqa: E402


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    out = tmp_path_factory.mktemp("quick")
    run_delivery(Order(delivery=samples_folder() / "quick", second_reader=False), out, lambda *_: None)
    return read_run(out, GIVEN)


@pytest.mark.parametrize("share", [0.5, 1.0, 2.5])
def test_so_many_courses_are_given_and_each_is_whole(quick: Tables, share: float) -> None:
    many = int(quick["courses"].num_rows * share)
    given = repeated(quick, many)

    assert given["courses"].num_rows == len(pc.unique(given["courses"]["course_id"])) == many
    assert given["reports"].num_rows == len(pc.unique(given["reports"]["report_id"]))
    members = set(given["course_reports"]["report_id"].to_pylist())
    assert members == set(given["reports"]["report_id"].to_pylist())
    assert set(given["findings"]["report_id"].to_pylist()) <= members


def test_every_copy_has_other_words_and_earlier_days_and_its_quotations_hold(quick: Tables) -> None:
    reports = quick["reports"].num_rows
    given = repeated(quick, 2 * quick["courses"].num_rows)
    rows = {r["report_id"]: r for r in given["reports"].to_pylist()}

    assert len({r["narrative"] for r in rows.values()}) == 2 * reports
    days = given["reports"]["recorded_at"].to_pylist()
    assert all((first - later).days == 1 for first, later in zip(days[:reports], days[reports:], strict=True))
    told = [f for f in given["findings"].to_pylist() if f["field"] == "narrative"]
    assert told
    assert all(rows[f["report_id"]]["narrative"][f["start"] : f["end"]] == f["quote"] for f in told)


def case(name: str, stalking: bool, reports: int) -> dict[str, Any]:
    return {"case": name, "truth": {"stalking": stalking}, "reports": [{}] * reports}


CASES = [case("A", True, 3), case("B", True, 2), case("C", True, 1), case("D", False, 2)]


@pytest.mark.parametrize(
    ("said", "name", "precision", "recall"),
    [
        ("indicated indicated indicated not_indicated", "indicated", 1.0, 1.0),
        ("indicated possible indicated not_indicated", "indicated", 1.0, 0.667),
        ("indicated possible indicated not_indicated", "possible", 1.0, 1.0),
        ("indicated possible not_indicated possible", "possible", 0.667, 0.667),
        ("not_indicated not_indicated not_indicated not_indicated", "possible", 0.0, 0.0),
    ],
)
def test_a_case_counts_once_as_what_is_said_of_it(said: str, name: str, precision: float, recall: float) -> None:
    verdicts = dict(zip("ABCD", said.split(), strict=True))
    found = scores(CASES, verdicts, name)

    assert (found["precision"], found["recall"]) == (precision, recall)


def test_the_middle_case_is_told_by_the_report_that_first_indicates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {"A": 2, "B": 1, "C": 9, "D": 9}
    monkeypatch.setattr(
        first_reports,
        "assessed",
        lambda cases, first, _: {k: "indicated" if first >= n else "possible" for k, n in seen.items()},
    )
    (path := tmp_path / "cases.jsonl").write_text("\n".join(map(first_reports.json.dumps, CASES)), encoding="utf-8")
    rows = list(when([path], second_reader=False))

    assert [row["indicated"]["recall"] for row in rows] == [0.333, 0.667, 0.667]
    assert rows[-1]["indicated_by"] == {1: 1, 2: 2}  # the third is never indicated: after its only report
    assert rows[-1]["median"] == 2
