"""The table of findings after the second reading."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa

from heeded.model import contracts
from heeded.read.cues import Cues
from heeded.read.rows import Places
from heeded.read.scan.gather import text_at
from heeded.read.scan.kernel import Longs
from heeded.read.scan.pieces import Texts
from heeded.read.second.second_reader import FACTS, Proposed, Review, SecondReader, Seen

Batch = tuple[Texts, Places, Longs, Cues]

RULE = "second-reader"
"""What stands as rule_id of a finding that no rule made."""
ACT = "behaviour"
"""The family of what somebody does."""


def revised(findings: pa.Table, of: Longs, batch: Batch, second: SecondReader) -> pa.Table:
    """Give the findings of a batch as they stand after the second reading, in the order of the texts.

    findings: what the rules found. of: the text that each is in. batch: the texts, where they stand, how many came
    up to the end of each report, and what turns in them.
    """
    texts, places, after, cues = batch
    seen = _by_text(findings, of)
    reviews = {
        n: second.review(text_at(texts, n), seen.get(n, []), partial(cues.within, n))
        for n in _sent(findings, of, after, second)
    }
    spare(seen, after, reviews)
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


def spare(seen: dict[int, list[Seen]], after: Longs, reviews: dict[int, Review]) -> None:
    """Leave a report what is surest of its acts where all that it tells of would be taken out.

    A report that says nothing any more is a report unheeded; one finding too many is looked at and put aside.
    """
    told: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for number, review in reviews.items():
        report = int(np.searchsorted(after, number, side="right"))
        told[report] += [(one.confidence, -1, number) for one in review.added if one.is_fact and one.code[0] == ACT]
        acts = [one.row for one in seen.get(number, []) if one.stands and one.code[0] == ACT]
        told[report] += [(review.confidence.get(row, 1.0), row, number) for row in acts]
    for acts_told in told.values():
        if acts_told and all(row in reviews[number].taken_out for _, row, number in acts_told):
            _, row, number = max(acts_told)
            reviews[number].taken_out.discard(row)


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
        **{"family": family, "code": code, "context": one.context, "rule_id": RULE, "rule_version": 1},
        **{"confidence": one.confidence, "cue": one.cue, "example": one.example},
    }
