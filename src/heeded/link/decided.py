"""What people decided about persons, as pairs of mentions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from heeded.model.decision import Decision

Pairs = tuple[tuple[int, int], ...]
Named = tuple[object, object, object]
"""Report, role and position: how decisions name a person."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of mentions that people decided about, in the order of the decisions' ids."""

    same: Pairs = ()
    apart: Pairs = ()
    unsure: Pairs = ()

    def every(self) -> Iterator[tuple[int, int]]:
        """Give all pairs."""
        yield from (*self.same, *self.apart, *self.unsure)


def decided_pairs(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Decided:
    """Find the mentions that decisions of kind same_person name; one that is not in this delivery is left aside."""
    about = [d for d in decisions if d.kind == "same_person"]
    if not about:
        return Decided()
    rows = connection.execute("select report_id, role, position, nr from mentions").fetchall()
    return pairs_decided(about, {(report, role, position): nr for report, role, position, nr in rows})


def pairs_decided(decisions: Sequence[Decision], mentions: Mapping[Named, int]) -> Decided:
    """Give the pairs that decisions of kind same_person are about. mentions: the number of each mention known here."""
    found: dict[str, list[tuple[int, int]]] = {"same": [], "not_same": [], "unsure": []}
    for decision in sorted((d for d in decisions if d.kind == "same_person"), key=lambda d: d.decision_id):
        named = [mentions.get((s["report_id"], s["role"], s["position"])) for s in decision.subjects]
        pair = sorted(m for m in named if m is not None)
        if len(pair) == 2 and pair[0] != pair[1]:
            found[decision.verdict].append((pair[0], pair[1]))
    return Decided(tuple(found["same"]), tuple(found["not_same"]), tuple(found["unsure"]))
