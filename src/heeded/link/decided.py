"""What people decided about persons, as pairs of mentions."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from heeded.model.decision import Decision

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of mentions that people decided about, in the order of the decisions' ids."""

    same: Pairs
    apart: Pairs
    unsure: Pairs


def decided_pairs(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Decided:
    """Find the mentions that decisions of kind same_person name; one that is not in this delivery is left aside."""
    about = sorted((d for d in decisions if d.kind == "same_person"), key=lambda d: d.decision_id)
    if not about:
        return Decided((), (), ())
    rows = connection.execute("select report_id, role, position, mention_id from mentions").fetchall()
    mentions = {(report, role, position): mention for report, role, position, mention in rows}
    found: dict[str, list[tuple[str, str]]] = {"same": [], "not_same": [], "unsure": []}
    for decision in about:
        named = [mentions.get((s["report_id"], s["role"], s["position"])) for s in decision.subjects]
        pair = sorted(m for m in named if m is not None)
        if len(pair) == 2:
            found[decision.verdict].append((pair[0], pair[1]))
    return Decided(tuple(found["same"]), tuple(found["not_same"]), tuple(found["unsure"]))
