"""What an erasure is about: ids alone, worked out once and kept with it until all of it is gone."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from heeded_desk.cases.models import Case, CaseReport
from heeded_desk.decisions.models import Decision
from heeded_desk.members.models import Force
from heeded_desk.records.models import Erasure


@dataclass(frozen=True, slots=True)
class Plan:
    """The reports that go; the courses that go whole, and those that lose some; the decisions that go with them."""

    reports: frozenset[str] = field(default_factory=frozenset)
    whole: frozenset[str] = field(default_factory=frozenset)
    parted: frozenset[str] = field(default_factory=frozenset)
    decisions: frozenset[str] = field(default_factory=frozenset)

    @property
    def courses(self) -> frozenset[str]:
        """Give the courses that lose anything."""
        return self.whole | self.parted

    @property
    def needles(self) -> frozenset[str]:
        """Give all ids by which something else can refer to what goes."""
        return self.reports | self.courses | self.decisions

    def kept(self) -> dict[str, list[str]]:
        """Give it as it is kept with the erasure."""
        return {name: sorted(ids) for name, ids in asdict(self).items()}


def plan_of(erasure: Erasure) -> Plan:
    """Give the plan that is kept with an erasure."""
    return Plan(**{name: frozenset(ids) for name, ids in erasure.plan.items()})


def planned(force: Force, reports: frozenset[str]) -> Plan:
    """Work out what goes with some reports, as the desk stands now."""
    cases = list(cases_with(force, reports))
    held: dict[int, set[str]] = {case.pk: set() for case in cases}
    for case, report in CaseReport.objects.filter(case__in=cases).values_list("case", "report_id"):
        held[case].add(report)
    whole = frozenset(case.course_id for case in cases if held[case.pk] <= reports)
    parted = frozenset(case.course_id for case in cases) - whole
    about = Q(about__report_id__in=reports) | Q(course_id__in=whole)
    decisions = Decision.objects.filter(force=force).filter(about).values_list("decision_id", flat=True)
    return Plan(reports, whole, parted, frozenset(decisions))


def cases_with(force: Force, reports: frozenset[str]) -> QuerySet[Case]:
    """Give the cases that hold any of these reports, those that are gone among them."""
    return Case.objects.filter(force=force, report_ids__report_id__in=reports).distinct()


def reports_of(case: Case) -> list[str]:
    """Give the reports of a case in the order of its account."""
    words: dict[str, Any] = case.account.words
    return [report["report_id"] for report in words["reports"]]
