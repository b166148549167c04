"""Figures of a published run, counted again by plain loops over its tables, and what each role sees of them."""

import random
import re
import shutil
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from figures_force import filled
from test_desk_figures_withholding import fitting

from heeded.stages import numbered
from heeded_desk.deliveries.models import Run
from heeded_desk.figures.counting import TABLES, count
from heeded_desk.figures.definitions import counted, definitions, rules
from heeded_desk.figures.follow import put_figures
from heeded_desk.figures.models import Cell, Coverage, Crime, Elapsed, Heading
from heeded_desk.figures.periods import ALL, period_from
from heeded_desk.figures.tables import BYS, share_of, table_of
from heeded_desk.members.models import Force

pytestmark = [pytest.mark.slow, pytest.mark.database]
SECOND = {"8", "10", "14", "15", "16", "17", "18", "21"}
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
Rows = list[dict[str, Any]]


def rows_of(folder: Path, name: str) -> Rows:
    return pq.read_table(folder / numbered(name)).to_pylist()


def first_reports(folder: Path) -> dict[str, dict[str, Any]]:
    """Give the first report of each course, with the first district that a report of it says."""
    reports = {r["report_id"]: r for r in rows_of(folder, "reports")}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(folder, "course_reports"):
        found.setdefault(row["course_id"], []).append(reports[row["report_id"]])
    firsts = {}
    for course, theirs in found.items():
        theirs.sort(key=lambda r: (r["recorded_at"] or datetime.max, r["report_id"]))
        district = next((r["district"] for r in theirs if r["district"]), "")
        firsts[course] = {**theirs[0], "district": district}
    return firsts


def month_of(report: dict[str, Any]) -> date | None:
    at = report["recorded_at"]
    return date(at.year, at.month, 1) if at else None


def standing(a: dict[str, Any]) -> str:
    decided = any(d["kind"] == "stalking" for d in a["decided"])
    if a["stalking"] == "indicated":
        return "recorded" if a["recorded_as_stalking"] else "decided" if decided else "open"
    return "recorded_only" if a["recorded_as_stalking"] else "possible" if a["stalking"] == "possible" else "rest"


def cells(cube: str, by: str) -> Counter[tuple[Any, ...]]:
    rows = Cell.objects.filter(cube=cube, by=by)
    return Counter({(c.month, c.name, c.answer): c.count for c in rows})


def test_courses_are_counted_as_a_plain_loop_counts_them(shown: Run, figures_run: Path) -> None:
    firsts, expected = first_reports(figures_run), {"district": Counter(), "heading": Counter()}
    for a in rows_of(figures_run, "assessments"):
        first = firsts[a["course_id"]]
        for by, name in (("district", first["district"]), ("heading", first["offence"] or "")):
            expected[by][month_of(first), name, standing(a)] += 1

    assert {by: cells("courses", by) for by in expected} == expected
    assert len({name for _, name, _ in expected["district"]}) > 2


def test_a_course_about_which_somebody_decided_stands_apart(figures_run: Path, tmp_path: Path) -> None:
    for name in TABLES:
        shutil.copy(figures_run / numbered(name), tmp_path)
    table = pq.read_table(tmp_path / numbered("assessments"))
    rows = table.to_pylist()
    still_open = [n for n, row in enumerate(rows) if standing(row) == "open"]
    said = {field.name: None for field in table.schema.field("decided").type.value_type}
    decided = [row["decided"] for row in rows]
    decided[still_open[0]] = [said | {"kind": "stalking", "verdict": "unsure"}]
    decided[still_open[1]] = [said | {"kind": "duty", "verdict": "met"}]
    at = table.schema.get_field_index("decided")
    changed = table.set_column(at, table.schema.field(at), pa.array(decided, type=table.schema.field(at).type))
    pq.write_table(changed, tmp_path / numbered("assessments"))

    counts = [Counter() for _ in range(2)]
    for counter, folder in zip(counts, (figures_run, tmp_path), strict=True):
        for cube, by, _, _, answer, n in count(folder).cells:
            counter[answer] += n if (cube, by) == ("courses", "district") else 0
    before, after = counts
    assert (before["decided"], after["decided"]) == (0, 1)
    assert after["open"] == before["open"] - 1


def answer_of(check: dict[str, Any]) -> str:
    if check["answer"] != "met":
        return str(check["answer"])
    if not check["due_at"] or not check["done_at"]:
        return "met"
    return "in_time" if check["done_at"] <= check["due_at"] else "later"


def test_duties_are_counted_as_a_plain_loop_counts_them(shown: Run, figures_run: Path) -> None:
    firsts, expected = first_reports(figures_run), Counter()
    for check in rows_of(figures_run, "checks"):
        if check["answer"] != "not_applicable" and check["check_id"] != "recorded-as-stalking":
            expected[month_of(firsts[check["course_id"]]), check["check_id"], answer_of(check)] += 1

    assert cells("duties", "row") == expected
    for by in ("district", "heading"):
        assert sum(cells("duties", by).values()) == sum(expected.values())


def test_outcomes_are_counted_as_a_plain_loop_counts_them(shown: Run, figures_run: Path) -> None:
    kept = {a["course_id"] for a in rows_of(figures_run, "assessments") if a["stalking"] in ("indicated", "possible")}
    within = {r["report_id"] for r in rows_of(figures_run, "course_reports") if r["course_id"] in kept}
    expected = Counter()
    for report in rows_of(figures_run, "reports"):
        code = report["outcome_code"] or ""
        if report["report_id"] in within and (report["kind"] == "crime" or code):
            answer = "none" if not code else "second_look" if code in SECOND else "other"
            expected[month_of(report), report["district"] or "", answer] += 1

    assert cells("outcomes", "district") == expected
    assert {answer for _, _, answer in expected} == {"none", "second_look", "other"}
    looked = cells("codes", "row")
    assert sum(looked.values()) == sum(n for (_, _, answer), n in expected.items() if answer == "second_look")
    assert {name for _, name, _ in looked} <= SECOND


def test_times_run_from_a_moment_on_file_to_the_doing(shown: Run, figures_run: Path) -> None:
    moments: dict[str, set[datetime]] = {}
    at = {r["report_id"]: {r["recorded_at"]} for r in rows_of(figures_run, "reports")}
    for entry in rows_of(figures_run, "log"):
        at[entry["report_id"]].add(entry["at"])
    for row in rows_of(figures_run, "course_reports"):
        moments.setdefault(row["course_id"], set()).update(at[row["report_id"]])
    checks = [c for c in rows_of(figures_run, "checks") if c["due_at"] and c["done_at"]]
    expected = Counter()
    for check in checks:
        if check["check_id"] == "recorded-in-24-hours":
            (began,) = {m for m in moments[check["course_id"]] if m and (check["due_at"] - m).total_seconds() == 86400}
            expected[max(0, int((check["done_at"] - began).total_seconds() // 60))] += 1

    rows = Elapsed.objects.filter(check_id="recorded-in-24-hours")
    assert sum(expected.values()) == sum(row.count for row in rows) > 0
    assert {m for m, n in expected.items() if n} == {row.minutes for row in rows}
    assert sum(row.count for row in Elapsed.objects.all()) <= len(checks)


def test_crimes_are_found_under_any_heading(shown: Run, figures_run: Path) -> None:
    told = {
        f["report_id"]
        for f in rows_of(figures_run, "findings")
        if f["family"] == "behaviour" and f["context"] in ("affirmed", "denied")
    }
    expected = {r["report_id"] for r in rows_of(figures_run, "reports") if r["kind"] == "crime"} & told

    crimes = {crime.report_id: crime for crime in Crime.objects.all()}
    assert set(crimes) == expected
    named = {
        r["report_id"]: "stalking" in (r["included_classifications"] or "") for r in rows_of(figures_run, "reports")
    }
    for report_id, crime in crimes.items():
        offence = crime.heading and "stalking" in crime.heading.words.lower()
        assert crime.named == ("offence" if offence else "included" if named[report_id] else "nowhere")


def test_the_same_run_again_changes_nothing_and_another_force_is_untouched(
    shown: Run, figures_run: Path, northmoor: Force
) -> None:
    models = (Cell, Elapsed, Crime, Heading)
    before = [set(model.objects.values_list("pk", flat=True)) for model in models]

    put_figures(northmoor, figures_run, [], {})

    assert [set(model.objects.values_list("pk", flat=True)) for model in models] == before
    assert all(before)


def test_every_way_of_dividing_adds_up_to_the_force(shown: Run, northmoor: Force) -> None:
    for cube, bys in BYS.items():
        wholes = set()
        for by in bys:
            table = table_of(northmoor.pk, cube, by, ALL, exact=True)
            wholes.add(table.whole.counts)
            assert tuple(map(sum, zip(*(r.counts for r in table.rows), strict=True))) == table.whole.counts
        assert len(wholes) == 1


def test_months_without_reports_are_nought_and_months_beyond_are_not_known(shown: Run, northmoor: Force) -> None:
    Coverage.objects.filter(force=northmoor).update(first_month=date(2024, 2, 1), last_month=date(2024, 3, 1))
    Cell.objects.all().delete()
    Cell.objects.create(
        force=northmoor, cube="courses", by="district", month=date(2024, 3, 1), name="", answer="open", count=9
    )

    table = table_of(northmoor.pk, "courses", "month", period_from("2024-Q1"), exact=True)

    assert [(row.label, row.known, row.total) for row in table.rows] == [
        ("January 2024", False, 0), ("February 2024", True, 0), ("March 2024", True, 9),
    ]  # fmt: skip
    assert share_of(table, table.rows[0], definitions()["found"]) is None
    nought = share_of(table, table.rows[1], definitions()["found"])
    assert nought
    assert (nought.part, nought.whole, nought.interval) == (0, 0, None)


def test_small_numbers_are_withheld_with_others_and_small_districts_stand_together(quarter: Force) -> None:
    table = table_of(quarter.pk, "courses", "district", period_from("2026-Q1"), exact=False)

    held = {row.label: row.counts for row in table.rows}
    assert "Moor" not in held
    assert [label for label in held if label.startswith("Other districts")]
    assert held["Kelder"][0] is None
    assert sum(c is None for counts in held.values() for c in counts) >= 4
    assert table.whole.counts == (44, 0, 57, 0, 0, 242)
    recorded = definitions()["recorded"]
    kelder = next(row for row in table.rows if row.label == "Kelder")
    assert share_of(table, kelder, recorded) is None


def test_a_quarter_with_a_small_total_is_not_divided_at_all(northmoor: Force) -> None:
    filled(northmoor, "Tarn", {"recorded": 2, "open": 40, "rest": 80})

    tables = [table_of(northmoor.pk, "courses", by, period_from("2026-Q1"), exact=False) for by in BYS["courses"]]

    assert all(not t.rows and t.why_not for t in tables)
    assert [t.whole.counts[0] for t in tables] == [None] * 3
    assert all(t.whole.counts.count(None) >= 2 for t in tables)
    assert table_of(northmoor.pk, "duties", "row", period_from("2026-Q1"), exact=False).whole.total is None


def test_no_table_of_a_force_lets_a_withheld_number_be_worked_out(northmoor: Force) -> None:
    chance, answers, checked = random.Random(5), list(counted()["courses"].answers)[:3], 0
    for year in range(2001, 2041):
        kind = {"force": northmoor, "cube": "courses", "by": "district", "month": date(year, 2, 1)}
        picked = [(d, a) for d in "ABCDE" for a in answers]
        some = ((d, a, chance.choice((0, 2, 4, 6, 9, 14))) for d, a in picked)
        Cell.objects.bulk_create(Cell(**kind, name=d, answer=a, count=n) for d, a, n in some)
        period = period_from(f"{year}-Q1")
        held = table_of(northmoor.pk, "courses", "district", period, exact=False)
        true = {row.label: row.counts for row in table_of(northmoor.pk, "courses", "district", period, exact=True).rows}
        rows = [true[row.label] for row in held.rows if row.label in true]
        if len(rows) < len(held.rows):  # the last row holds what stands together
            rows.append(tuple(n - sum(others) for n, *others in zip(held.whole.counts, *rows, strict=True)))
        hidden = frozenset((r, c) for r, row in enumerate(held.rows) for c, n in enumerate(row.counts) if n is None)
        if 0 < len(hidden) <= 8:
            ways = fitting([list(row) for row in rows], hidden)
            checked += 1
            assert all(len({way[place] for way in ways}) >= rules().withholding.apart for place in hidden)
        assert not [n for row in [*held.rows, held.whole] for n in (*row.counts, row.total) if n and n < 5]
    assert checked > 2
