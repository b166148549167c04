"""Make the delivery of the invented force, Northmoor, from sentences written for it and from the cases.

    python tools/make_northmoor.py [--samples samples] [--seed 20]

Everybody in it is made up. The same sentences, cases and seed give the same bytes: nothing here reads a clock.
"""

import argparse
import csv
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from northmoor.people import DETAILS, Town
from northmoor.reports import Writer, stamp

Row = dict[str, Any]
SOURCE = Path(__file__).parent / "northmoor"
HANDS = ("summaries", "logs", "enquiries")
MATTERS = ("burglary-and-theft", "vehicles", "shops-and-night", "street", "neighbours-and-home", "welfare",
           "money-and-calls", "lookalikes")  # fmt: skip
REPORT = ("report_id", "force", "kind", "recorded_at", "occurred_from", "occurred_to", "offence", "outcome",
          "risk_grade", "district", "location", "postcode", "narrative")  # fmt: skip
FORCE = "Northmoor Police"


def number(label: str) -> str:
    """Give the number under which a report is delivered: it says nothing of kind, order or truth."""
    return "NM" + hashlib.sha256(label.encode()).hexdigest()[:10].upper()


def main() -> None:
    """Write the delivery and what is true of it into the folder of samples."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--samples", type=Path, default=Path(__file__).parents[1] / "samples")
    asked.add_argument("--out", type=Path, help="where to write, if not into the folder of samples")
    asked.add_argument("--seed", type=int, default=20)
    given = asked.parse_args()
    cases = list(case_reports(given.samples / "cases"))
    everyday = everyday_reports(random.Random(given.seed), _numbers_of(cases))
    write(given.out or given.samples, cases, everyday)
    print(f"{len(cases)} reports of cases, {len(everyday)} everyday reports")


def case_reports(folder: Path) -> Iterator[Row]:
    """Give the reports of the labelled cases without their labels, under neutral numbers."""
    for hand in HANDS:
        for line in (folder / f"{hand}.jsonl").read_text(encoding="utf-8").splitlines():
            for report in json.loads(line)["reports"]:
                bare = {k: v for k, v in report.items() if k not in ("gold", "id")}
                persons = [{k: v for k, v in p.items() if k != "id"} for p in bare["persons"]]
                yield {"report_id": number(report["id"]), **bare, "persons": persons}


def everyday_reports(rng: random.Random, taken: set[str]) -> list[Row]:
    """Write one month of everyday reports, in the order in which they were recorded."""
    general = _source("general")
    writer = Writer(rng, Town(rng, _source("people"), general, taken), general, _source("shorthand"))
    kinds = [kind for name in MATTERS for kind in _source(name)["kinds"]]
    reports = [report for kind in kinds for report in writer.reports(kind)]
    for place, report in enumerate(reports, start=1):
        report |= {"report_id": number(f"everyday-{place:04d}"), "force": FORCE}
    return sorted(reports, key=lambda r: (r["recorded_at"], r["report_id"]))


def write(samples: Path, cases: list[Row], everyday: list[Row]) -> None:
    """Write the cases as nested lines, the everyday reports as three tables, and beside them the truth."""
    folder = samples / "northmoor"
    (folder / "everyday").mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(r, ensure_ascii=False) for r in sorted(cases, key=lambda r: r["report_id"])]
    (folder / "cases.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    _table(folder / "everyday" / "reports.csv", REPORT, (_stamped(r) for r in everyday))
    _table(folder / "everyday" / "persons.csv", ("report_id", "role", *DETAILS), _hanging(everyday, "persons"))
    _table(folder / "everyday" / "log.csv", ("report_id", "at", "by", "text"), _hanging(everyday, "log"))
    kinds = [(r["report_id"], "everyday") for r in everyday] + [(r["report_id"], "case") for r in cases]
    _table(samples / "northmoor-truth.csv", ("report_id", "kind"),
           ({"report_id": i, "kind": k} for i, k in sorted(kinds)))  # fmt: skip


def _table(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(columns), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _stamped(row: Row) -> Row:
    return {k: stamp(v) if k in ("recorded_at", "occurred_from", "occurred_to", "at") else v for k, v in row.items()}


def _hanging(reports: list[Row], what: str) -> Iterator[Row]:
    return ({"report_id": r["report_id"], **_stamped(item)} for r in reports for item in r[what])


def _numbers_of(cases: list[Row]) -> set[str]:
    """Give the telephone numbers that the cases name anywhere, so that nobody else gets one of them."""
    return set(re.findall(r"\d{11}", re.sub(r"(?<=\d) (?=\d)", "", json.dumps(cases))))


def _source(name: str) -> Row:
    loaded: Row = yaml.safe_load((SOURCE / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


if __name__ == "__main__":
    main()
