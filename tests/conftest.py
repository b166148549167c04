"""Invented reports as the tables that stages hand to one another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from heeded.model import contracts

Row = dict[str, object]
DETAILS = ("forename", "surname", "dob", "phone", "email", "handle", "address", "postcode", "vehicle")


@dataclass
class Delivery:
    """Reports put together by a test, a day apart unless said otherwise."""

    reports: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    clues: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    log: list[Row] = field(default_factory=list)

    def report(self, report_id: str, *people: Mapping[str, str], day: int | None = None, narrative: str = "") -> None:
        """Add a report with its persons, each a mapping with `role` and details as normalised."""
        at = datetime(2024, 1, 1) + timedelta(days=len(self.reports) if day is None else day)
        self.reports.append(
            {
                "report_id": report_id,
                "recorded_at": at,
                "recorded_at_certain": True,
                "narrative": narrative,
                "versions": 1,
            }
        )
        for number, person in enumerate(people):
            given = {f"{k}_norm" if k in DETAILS or k == "relationship" else k: v for k, v in person.items()}
            known = any(person.get(k) for k in DETAILS)
            place = {"mention_id": f"{report_id}:{number}", "report_id": report_id, "has_details": known}
            self.mentions.append({**place, **given})

    def clue(self, report_id: str, kind: str, value: str, context: str = "affirmed") -> None:
        """Add something that the words of a report name."""
        where = {"report_id": report_id, "field": "narrative", "start": 0, "end": 1, "quote": "x"}
        number = len(self.clues)
        self.clues.append(
            {"clue_id": f"{report_id}/{number}", **where, "kind": kind, "value": value, "context": context}
        )

    def act(self, report_id: str, code: str, context: str = "affirmed") -> None:
        """Add something that the suspect is said to have done."""
        self.findings.append(
            {
                "finding_id": f"{report_id}/{len(self.findings)}",
                **{"report_id": report_id, "field": "narrative", "start": 0, "end": 1, "quote": "x"},
                **{"family": "behaviour", "code": code, "context": context},
                **{"rule_id": "r", "rule_version": 1, "confidence": 1.0},
            }
        )

    def entry(self, report_id: str, text: str) -> None:
        """Add an entry to the log of a report."""
        at = datetime(2024, 1, 1) + timedelta(minutes=len(self.log))
        self.log.append({"report_id": report_id, "entry": len(self.log), "at": at, "text": text})

    def tables(self) -> dict[str, pa.Table]:
        """Give what was put together as the tables reports, log, mentions, clues and findings."""
        return {
            "reports": contracts.table("reports", self.reports),
            "log": contracts.table("log", self.log),
            "mentions": contracts.table("mentions", self.mentions),
            "clues": contracts.table("clues", self.clues),
            "findings": contracts.table("findings", self.findings),
        }


@pytest.fixture
def delivery() -> Delivery:
    """An empty delivery to put reports into."""
    return Delivery()


@pytest.fixture(scope="session")
def new_delivery() -> type[Delivery]:
    """For tests that need several deliveries."""
    return Delivery
