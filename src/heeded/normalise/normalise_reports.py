"""From raw tables to reports, versions, log and mentions in one shape."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from heeded.model import contracts
from heeded.model.contracts import REPORT_FIELDS
from heeded.model.refused import REFUSED
from heeded.normalise.mentions import mentions_of
from heeded.normalise.versions import by_report, earlier_narratives, merged, version_rows
from heeded.toolbox.dates import read_moment

Row = dict[str, Any]
MOMENTS = ("recorded_at", "occurred_from", "occurred_to", "outcome_at", "updated_at")
KINDS = {"incident", "crime", "intelligence", "diary"}


class _Refused:
    def __init__(self) -> None:
        self.rows: list[Row] = []

    def moment(self, row: Row, column: str) -> datetime | None:
        """Read a time, and note one that names none."""
        text = row[column]
        if not text:
            return None
        moment = read_moment(text)
        if moment is None or not 1900 <= moment.year <= 2200:
            self.add(row, column, "The value names no date that can be read; the rest of the row is kept.")
            return None
        return moment.replace(microsecond=0)

    def add(self, row: Row, column: str, reason: str) -> None:
        self.rows.append({"file": row["file"], "line": row["line"], "column": column, "reason": reason})


def normalise_reports(raw: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Give reports, versions, log and mentions, and what of the raw tables could not be read (`refused`).

    raw: raw_reports, raw_persons and raw_log, as contracts.TABLES.
    """
    refused = _Refused()
    grouped = by_report(raw["raw_reports"].to_pylist())
    persons = _of_known(raw["raw_persons"].to_pylist(), grouped, refused)
    entries = _of_known(raw["raw_log"].to_pylist(), grouped, refused)
    reports, versions = [], []
    for report_id, rows in grouped.items():
        reports.append(_report(report_id, rows, refused))
        versions += version_rows(report_id, rows)
    log = _log(entries, grouped, {r["report_id"]: r["narrative"] for r in reports}, refused)
    return {
        "reports": contracts.table("reports", reports),
        "versions": contracts.table("versions", versions),
        "log": contracts.table("log", log),
        "mentions": contracts.table("mentions", mentions_of(persons)),
        "refused": pa.Table.from_pylist(refused.rows, schema=REFUSED),
    }


def _of_known(rows: list[Row], grouped: Mapping[str, object], refused: _Refused) -> list[Row]:
    known = []
    for row in rows:
        if row["report_id"] in grouped:
            known.append(row)
        else:
            refused.add(row, "report_id", "The row names a report that is not in the delivery.")
    return known


def _report(report_id: str, versions: list[Row], refused: _Refused) -> Row:
    latest = merged(versions)
    where = {"file": versions[-1]["file"], "line": versions[-1]["line"]}
    moments = {c: refused.moment({**latest, **where}, c) for c in MOMENTS}
    certain = moments["recorded_at"] is not None
    return {
        "report_id": report_id,
        **moments,
        "recorded_at": moments["recorded_at"] or moments["occurred_from"],
        "recorded_at_certain": certain,
        "narrative": latest["narrative"] or "",
        **{c: latest[c] for c in REPORT_FIELDS},
        "kind": _kind(latest["kind"]),
        "risk_grade": (latest["risk_grade"] or "").strip().lower() or None,
        "versions": len(versions),
    }


def _kind(text: str | None) -> str | None:
    lowered = (text or "").strip().lower()
    return lowered if lowered in KINDS else None


def _log(
    entries: list[Row], grouped: Mapping[str, list[Row]], narratives: Mapping[str, str], refused: _Refused
) -> list[Row]:
    """Give log entries numbered as delivered, and after them the earlier narratives as entries of kind `version`."""
    log: list[Row] = []
    count: dict[str, int] = defaultdict(int)
    seen: set[tuple[object, ...]] = set()
    for row in entries:
        key = (row["report_id"], row["at"], row["text"], row["by"], row["kind"])
        if len(grouped[row["report_id"]]) > 1 and key in seen:
            continue
        seen.add(key)
        log.append({**_entry(row, refused), "entry": count[row["report_id"]]})
        count[row["report_id"]] += 1
    for report_id, versions in grouped.items():
        for text in earlier_narratives(versions, narratives[report_id]):
            log.append({"report_id": report_id, "entry": count[report_id], "text": text, "kind": "version"})
            count[report_id] += 1
    return log


def _entry(row: Row, refused: _Refused) -> Row:
    return {
        "report_id": row["report_id"],
        "text": row["text"] or "",
        "by": row["by"],
        "kind": (row["kind"] or "").strip().lower() or None,
        **{c: refused.moment(row, c) for c in ("at", "due_at", "done_at")},
    }
