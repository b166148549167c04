"""The table of findings after the second reading."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from heeded.model import contracts
from heeded.read.rows import Places
from heeded.read.scan.gather import text_at
from heeded.read.scan.kernel import Longs
from heeded.read.scan.pieces import Texts
from heeded.read.second.second_reader import FACTS, Proposed, Review, SecondReader, Seen

RULE = "second-reader"
"""What stands as rule_id of a finding that no rule made."""


def revised(findings: pa.Table, of: Longs, batch: tuple[Texts, Places, Longs], second: SecondReader) -> pa.Table:
    """Give the findings of a batch as they stand after the second reading, in the order of the texts.

    findings: what the rules found. of: the text that each is in. batch: the texts, where they stand, and how many came
    up to the end of each report.
    """
    texts, places, after = batch
    seen = _by_text(findings, of)
    reviews = {n: second.review(text_at(texts, n), seen.get(n, [])) for n in _sent(findings, of, after, second)}
    kept, kept_of = _kept(findings, of, reviews)
    added, added_of = _added(reviews, places)
    both = pa.concat_tables([kept, added])
    order = np.lexsort((both.column("start").to_numpy(), np.concatenate([kept_of, added_of])))
    return contracts.checked("findings", both.take(pa.array(order)).combine_chunks())


def _by_text(findings: pa.Table, of: Longs) -> dict[int, list[Seen]]:
    columns = [findings.column(name).to_pylist() for name in ("start", "end", "family", "code", "rule_id", "context")]
    seen: dict[int, list[Seen]] = defaultdict(list)
    for row, (text, start, end, family, code, rule, context) in enumerate(zip(of.tolist(), *columns, strict=True)):
        seen[text].append(Seen(row, start, end, (family, code), rule, (family, context) in FACTS))
    return seen


def _sent(findings: pa.Table, of: Longs, after: Longs, second: SecondReader) -> Iterator[int]:
    """Give the texts of the reports in which the rules found something that calls for a second look."""
    found = zip(findings.column("family").to_pylist(), findings.column("code").to_pylist(), strict=True)
    calls = [second.calls_for_it(family, code) for family, code in found]
    for report in np.unique(np.searchsorted(after, of[np.array(calls, dtype=bool)], side="right")).tolist():
        yield from range(int(after[report - 1]) if report else 0, int(after[report]))


def _kept(findings: pa.Table, of: Longs, reviews: dict[int, Review]) -> tuple[pa.Table, Longs]:
    """Give what the rules found and the second reader lets stand, with the confidence of both."""
    gone: set[int] = set().union(*(review.taken_out for review in reviews.values()))
    confidence = findings.column("confidence").to_pylist()
    for review in reviews.values():
        for row, share in review.confidence.items():
            confidence[row] = share
    at = findings.schema.get_field_index("confidence")
    stays = np.array([row not in gone for row in range(findings.num_rows)], dtype=bool)
    weighed = findings.set_column(at, findings.schema.field(at), pa.array(confidence, pa.float64()))
    return weighed.filter(pa.array(stays)), of[stays]


def _added(reviews: dict[int, Review], places: Places) -> tuple[pa.Table, Longs]:
    """Give what the second reader found besides, each with its whole sentence."""
    rows = [(number, one) for number, review in reviews.items() for one in review.added]
    numbers = np.array([number for number, _ in rows], dtype=np.int64)
    where = zip(places.report_ids.take(numbers).to_pylist(), places.fields.take(numbers).to_pylist(), strict=True)
    found = [_row(report, field, one) for (report, field), (_, one) in zip(where, rows, strict=True)]
    return contracts.table("findings", found), numbers


def _row(report: str, field: str, one: Proposed) -> dict[str, object]:
    family, code = one.code
    return {
        "finding_id": f"{report}/{field}/{one.start}-{one.end}/{family}.{code}",
        **{"report_id": report, "field": field, "start": one.start, "end": one.end, "quote": one.quote},
        **{"family": family, "code": code, "context": "affirmed", "rule_id": RULE, "rule_version": 1},
        **{"confidence": one.confidence, "example": one.example},
    }
