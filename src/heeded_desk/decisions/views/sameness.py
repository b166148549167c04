"""What pages show of two people or two reports that may be the same: side by side, what agrees and what differs."""

from collections.abc import Mapping, Sequence
from typing import Any

from heeded_desk.cases.models import Case
from heeded_desk.decisions.mentions import beside

Row = Mapping[str, Any]
ROLES = {"victim": "Victim", "suspect": "Suspect"}


def side_of(case: Case, report_id: str, account: Row | None = None) -> dict[str, Any] | None:
    """Give one report with the course that it stands in; None where it is no longer there."""
    words = account or case.account.words
    report = next((r for r in words["reports"] if r["report_id"] == report_id), None)
    return report and {"report": report, "case": case}


def people_beside(people: Sequence[Row], report_a: str, report_b: str) -> list[dict[str, Any]]:
    """Give for victim and suspect the first mention of either report beside the other's."""
    found = {(m["report_id"], m["role"]): m for m in people if m["position"] == 0}
    nobody: dict[str, Any] = {}
    pairs = [
        (label, found.get((report_a, role), nobody), found.get((report_b, role), nobody))
        for role, label in ROLES.items()
    ]
    return [{"label": label, "rows": _rows(a, b)} for label, a, b in pairs]


def _rows(a: Row, b: Row) -> list[dict[str, Any]]:
    return beside(_Absent(a), _Absent(b))


class _Absent(dict[str, Any]):
    """A mention of which nothing need be there."""

    def __missing__(self, key: str) -> None:
        return None
