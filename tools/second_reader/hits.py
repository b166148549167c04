"""What the rules find in single lines."""

from collections.abc import Sequence

import pyarrow as pa

from heeded.catalogue import Catalogue
from heeded.model import contracts
from heeded.read import read_reports
from heeded.read.second.second_reader import FACTS
from second_reader.lines import Line
from second_reader.weigh import Hits


def hits_in(lines: Sequence[Line], catalogue: Catalogue) -> list[Hits]:
    """Give for each line, read as a report of its own, which rules found which codes, and whether they stand."""
    reports, log = [], []
    for number, line in enumerate(lines):
        place = {"report_id": f"{number:08}"}
        narrative = "" if line.logged else line.text
        reports.append({**place, "recorded_at_certain": True, "narrative": narrative, "versions": 1})
        if line.logged:
            log.append({**place, "entry": 0, "text": line.text})
    tables = read_reports(
        contracts.table("reports", reports), contracts.table("log", log), contracts.empty("mentions"), catalogue
    )
    return _by_line(tables["findings"], len(lines))


def _by_line(findings: pa.Table, many: int) -> list[Hits]:
    found: list[dict[str, dict[str, bool]]] = [{} for _ in range(many)]
    for row in findings.select(["report_id", "family", "code", "rule_id", "context"]).to_pylist():
        of = found[int(row["report_id"])].setdefault(f"{row['family']}.{row['code']}", {})
        of[row["rule_id"]] = of.get(row["rule_id"], False) or (row["family"], row["context"]) in FACTS
    return list(found)
