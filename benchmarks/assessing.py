"""Measure assessing: how fast courses are assessed, and by which report of a case stalking is seen.

    python benchmarks/assessing.py [--cases FILE ...] [--courses N ...] [--first N] [--only PART ...] [--rules-alone]
        [--json FILE]

--cases: labelled cases; those of samples/cases where none are named. --courses: how many courses are assessed. --only:
speed, when. --rules-alone: as `heeded run` has it. Courses are those of the invented force again and again, each in
words of its own; seconds are those of the clock from tables to tables, on one process and on two, and those that all
processes worked, which other work on the machine disturbs less. No names or texts.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assessing_courses import GIVEN, Tables, repeated
from first_reports import told_when, when

from heeded.assess import assess_courses
from heeded.catalogue.folder import catalogue_folder, samples_folder
from heeded.catalogue.law import load_law
from heeded.pipeline import Order, read_run, run_delivery, run_today

PARTS = ("speed", "when")
Row = dict[str, Any]


def speed_part(courses: list[int], second_reader: bool) -> Iterator[Row]:
    """Measure how fast courses of the invented force are assessed, on one process and on two."""
    with tempfile.TemporaryDirectory() as folder:
        order = Order(delivery=samples_folder() / "northmoor", second_reader=second_reader)
        run_delivery(order, Path(folder), lambda *_: None)
        tables = read_run(Path(folder), GIVEN)
        today = date.fromisoformat(run_today(Path(folder)))
    for many in courses:
        given = repeated(tables, many)
        yield from (_assessed(given, today, processes) for processes in (1, 2))


def _assessed(given: Tables, today: date, processes: int) -> Row:
    """Assess courses once and give the seconds by the clock and of work, and the most memory of this process so far."""
    law = load_law(catalogue_folder())
    begun, worked = time.perf_counter(), _worked()
    found = assess_courses(given, law, (), today, processes)
    seconds, work = time.perf_counter() - begun, _worked() - worked
    verdicts = found["assessments"]["stalking"].to_pylist()
    return {
        "courses": given["courses"].num_rows,
        "reports": given["reports"].num_rows,
        "indicated_or_possible": len(verdicts) - verdicts.count("not_indicated"),
        "processes": processes,
        "seconds": round(seconds, 1),
        "seconds_of_work": round(work, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10),
    }


def _worked() -> float:
    """Give the seconds that this process has worked, and those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _told_speed(rows: list[Row]) -> str:
    head = f"  {'courses':>8} {'reports':>8} {'to look at':>10} {'processes':>9} {'seconds':>8} {'of work':>8}"
    lines = [
        f"  {r['courses']:>8,} {r['reports']:>8,} {r['indicated_or_possible']:>10,} {r['processes']:>9}"
        f" {r['seconds']:>8.1f} {r['seconds_of_work']:>8.1f} {r['memory_mb']:>6,} MB"
        for r in rows
    ]
    return "\n".join([f"{head} {'memory':>9}", *lines])


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--cases", type=Path, nargs="*", default=[])
    ask.add_argument("--courses", type=int, nargs="*", default=[10_000, 100_000])
    ask.add_argument("--rules-alone", action="store_true", help="without the second reader")
    ask.add_argument("--first", type=int, help="look at the first reports of each case up to so many; all if not given")
    ask.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    ask.add_argument("--json", type=Path)
    asked = ask.parse_args()
    paths = asked.cases or sorted((samples_folder() / "cases").glob("*.jsonl"))
    found: dict[str, list[Row]] = {}
    if "speed" in asked.only:
        found["speed"] = list(speed_part(asked.courses, not asked.rules_alone))
        sys.stdout.write(f"speed\n{_told_speed(found['speed'])}\n\n")
    if "when" in asked.only:
        found["when"] = list(when(paths, not asked.rules_alone, asked.first))
        sys.stdout.write(f"when\n{told_when(found['when'])}\n\n")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
