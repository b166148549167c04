"""What assembling asks of a report beside its mentions, kept with the report, and made into tables again."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from heeded.live.details import TYPED
from heeded.live.store import Store, Stored
from heeded.model.contracts import MOMENT, TEXT

Tables = Mapping[str, pa.Table]
KNOWN = ("dob", "phone", "vehicle", "email", "handle", "postcode")
Row = dict[str, Any]


def contents(tables: Tables) -> dict[str, Row]:
    """Give for each report what is kept of it: narrative, log, clues, and the acts that its words affirm."""
    kept: dict[str, Row] = {
        r["report_id"]: {"narrative": r["narrative"] or "", "log": [], "clues": [], "acts": []}
        for r in tables["reports"].select(["report_id", "narrative"]).to_pylist()
    }
    for row in tables["log"].select(["report_id", "text"]).to_pylist():
        kept[row["report_id"]]["log"].append(row["text"])
    for row in tables["clues"].select(["report_id", "kind", "value", "context"]).to_pylist():
        kept[row["report_id"]]["clues"].append([row["kind"], row["value"], row["context"]])
    found = tables["findings"]
    told = pc.and_(pc.equal(found["family"], "behaviour"), pc.equal(found["context"], "affirmed"))
    for row in found.filter(told).select(["report_id", "code"]).to_pylist():
        if row["code"] not in kept[row["report_id"]]["acts"]:
            kept[row["report_id"]]["acts"].append(row["code"])
    return kept


def digest(tables: Tables) -> dict[str, str]:
    """Give for each report a digest of all that its rows say, by which a report sent again is known."""
    found: defaultdict[str, Any] = defaultdict(hashlib.sha256)
    for name in ("reports", "mentions"):
        for row in tables[name].to_pylist():
            found[row["report_id"]].update(json.dumps(row, default=str, sort_keys=True).encode())
    return {report: made.hexdigest() for report, made in found.items()}


def kept_tables(store: Store, reports: Iterable[str], mentions: Sequence[Stored]) -> dict[str, pa.Table]:
    """Give the tables that assembling takes, of these reports and mentions. Only columns it asks for are there."""
    wanted = json.dumps(sorted(reports))
    rows = store.db.execute(
        "select report_id, recorded_at, content from report where report_id in (select value from json_each(?))"
        " order by report_id",
        [wanted],
    ).fetchall()
    kept = [(report, at, json.loads(content)) for report, at, content in rows]
    clues = [(report, *clue) for report, _, content in kept for clue in content["clues"]]
    acts = [(report, "behaviour", "affirmed", code) for report, _, content in kept for code in content["acts"]]
    return {
        "reports": pa.table(
            {
                "report_id": _texts([report for report, _, _ in kept]),
                "recorded_at": pa.array([datetime.fromisoformat(at) if at else None for _, at, _ in kept], MOMENT),
                "narrative": _texts([content["narrative"] for _, _, content in kept]),
            }
        ),
        "log": _table(
            ("report_id", "text"), [(report, text) for report, _, kept_of in kept for text in kept_of["log"]]
        ),
        "clues": _table(("report_id", "kind", "value", "context"), clues),
        "findings": _table(("report_id", "family", "context", "code"), acts),
        **_of_mentions(store, mentions),
    }


def _of_mentions(store: Store, mentions: Sequence[Stored]) -> dict[str, pa.Table]:
    columns = {f"{name}_norm": _texts([m.known[name] for m in mentions]) for name in KNOWN}
    for name in TYPED:
        columns[name] = _texts([m.known[name] for m in mentions])
    ids = _texts([m.mention_id for m in mentions])
    why = store.why(m.nr for m in mentions)
    return {
        "mentions": pa.table(
            {
                "mention_id": ids,
                "report_id": _texts([m.report_id for m in mentions]),
                "role": _texts([m.role for m in mentions]),
                "has_details": pa.array([bool(m.has_details) for m in mentions], pa.bool_()),
                **columns,
            }
        ),
        "persons": pa.table(
            {
                "mention_id": ids,
                "person_id": _texts([m.person_id for m in mentions]),
                "probability": pa.array([why[m.nr][0] for m in mentions], pa.float64()),
                "reason": _texts([why[m.nr][1] for m in mentions]),
            }
        ),
    }


def _texts(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, TEXT)


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table({name: _texts(list(values)) for name, values in zip(names, columns, strict=True)})
