"""A report that comes again is a later version of the same report, never a second occasion."""

from collections import defaultdict
from typing import Any

from heeded.model.contracts import REPORT_FIELDS

Row = dict[str, Any]
MERGED = ("recorded_at", "occurred_from", "occurred_to", "outcome_at", "updated_at", "narrative", *REPORT_FIELDS)
KEPT = ("recorded_at", "updated_at", "narrative", "offence", "offence_code", "outcome", "outcome_code", "risk_grade")


def by_report(rows: list[Row]) -> dict[str, list[Row]]:
    """Group rows by report, the earlier version first: by the time of update where given, else as delivered."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["report_id"]].append(row)
    return {key: _in_order(versions) for key, versions in grouped.items()}


def _in_order(versions: list[Row]) -> list[Row]:
    if len(versions) > 1 and all(v["updated_at"] for v in versions):
        return sorted(versions, key=lambda v: str(v["updated_at"]))
    return versions


def merged(versions: list[Row]) -> Row:
    """Give a report's latest state: filled fields of a later version win."""
    latest: Row = dict.fromkeys(MERGED)
    for version in versions:
        latest.update({c: version[c] for c in MERGED if version[c]})
    return latest


def earlier_narratives(versions: list[Row], latest: str | None) -> list[str]:
    """Give the narratives of a report that differ from its latest one, in the order of the versions."""
    texts = [v["narrative"] for v in versions if v["narrative"] and v["narrative"] != latest]
    return list(dict.fromkeys(texts))


def version_rows(report_id: str, versions: list[Row]) -> list[Row]:
    """Give a row for each version of a report, with the file and line that it came from."""
    return [
        {"report_id": report_id, "version": n, "file": v["file"], "line": v["line"], **{c: v[c] for c in KEPT}}
        for n, v in enumerate(versions, start=1)
    ]
