"""What people have decided about a course: its findings, its risk, its duties, and whether it is stalking.

A decision is an input; nothing of it is overwritten. It holds for a course that has every report it was about, and a
report that came on file after it opens its question again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from heeded.assess.duties import Check
from heeded.assess.evidence import Evidence, Item, Row
from heeded.model.decision import Decision
from heeded.toolbox.dates import read_moment

SAYS_WHY_NOT = "why-not-stalking-said"
"""The duty that a decision of not stalking, with its reason, meets by itself."""
KINDS = ("stalking", "risk_heeded", "duty", "finding")


class Decided:
    """The decisions of a run that are about courses, found by report."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by_report: dict[str, list[Decision]] = {}
        for decision in sorted(decisions, key=lambda d: (str(d.made_at), d.decision_id)):
            if decision.kind in KINDS:
                for report_id in dict.fromkeys(str(s["report_id"]) for s in decision.subjects):
                    self._by_report.setdefault(report_id, []).append(decision)

    def about(self, evidence: Evidence) -> "CourseDecisions":
        """Give the decisions about a course, the latest last; one whose reports stand apart now is about none."""
        if not self._by_report:
            return CourseDecisions(())
        ids = {str(r["report_id"]) for r in evidence.reports}
        found = {d.decision_id: d for i in sorted(ids) for d in self._by_report.get(i, [])}
        whole = [d for d in found.values() if {str(s["report_id"]) for s in d.subjects} <= ids]
        return CourseDecisions(tuple(sorted(whole, key=lambda d: (str(d.made_at), d.decision_id))))


@dataclass(frozen=True, slots=True)
class CourseDecisions:
    """The decisions about one course, the latest last."""

    all: tuple[Decision, ...]

    def latest(self, kind: str) -> Decision | None:
        """Give the latest decision of a kind."""
        return next((d for d in reversed(self.all) if d.kind == kind), None)

    def answers_why_not(self, evidence: Evidence) -> bool:
        """Say whether somebody has answered why it is not stalking, with no report on file since that was not known."""
        decision = self.latest("stalking")
        return decision is not None and decision.verdict != "unsure" and not _since(decision, evidence)

    def without_rejected(self, evidence: Evidence) -> None:
        """Take what people rejected out of the evidence; it stays among the findings, and in view."""
        places = [s for d in self.all if d.kind == "finding" and d.verdict == "rejected" for s in d.subjects]
        if not places:
            return
        for kept in (evidence.said, evidence.undone):
            for key, items in list(kept.items()):
                left = [i for i in items if not any(_is_place(i, s) for s in places)]
                if left:
                    kept[key] = left
                else:
                    del kept[key]

    def corrected(self, checks: list[Check]) -> list[Check]:
        """Give the checks with the answers that people gave in place of ours."""
        said = {str(s["check_id"]): d for d in self.all if d.kind == "duty" for s in d.subjects}
        reason = self.latest("stalking")
        if reason and reason.verdict == "not_stalking":
            said.setdefault(SAYS_WHY_NOT, replace(reason, verdict="met"))
        return [_corrected(c, said.get(c.duty.id)) for c in checks]

    def rows(self) -> list[Row]:
        """Give the decisions as they stand in the table: who decided what, when and why."""
        return [
            {
                "decision_id": d.decision_id,
                "kind": d.kind,
                "verdict": d.verdict,
                "about": ", ".join(sorted({str(s.get("check_id") or s.get("code") or "") for s in d.subjects} - {""})),
                "made_by": d.made_by,
                "made_at": _moment(d),
                "reason": d.reason,
                "reports": list(dict.fromkeys(str(s["report_id"]) for s in d.subjects)),
            }
            for d in self.all
        ]


def _corrected(check: Check, decision: Decision | None) -> Check:
    return check._replace(answer=decision.verdict, why="decided") if decision else check


def _is_place(item: Item, subject: object) -> bool:
    assert isinstance(subject, dict)
    place = (subject["report_id"], subject["field"], subject["start"], subject["end"])
    return (item.report_id, item.field, item.start, item.end) == place and subject.get("code") in (None, item.code)


def _since(decision: Decision, evidence: Evidence) -> bool:
    """Say whether a report that the decision was not about came on file after it was made."""
    known = {str(s["report_id"]) for s in decision.subjects}
    made = _moment(decision)
    days = [r["recorded_at"] for r in evidence.reports if r["report_id"] not in known]
    return any(made is None or (isinstance(day, datetime) and day > made) for day in days)


def _moment(decision: Decision) -> datetime | None:
    return read_moment(decision.made_at) if decision.made_at else None
