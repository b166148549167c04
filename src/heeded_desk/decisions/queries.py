"""Reading what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from heeded_desk.answer import Answer
from heeded_desk.cases.models import Case
from heeded_desk.decisions.asking import ASKINGS, Asking, Choice
from heeded_desk.decisions.conflicts import conflicts_about
from heeded_desk.decisions.matters import OF_COURSE, Kind, Matter, about_course, about_duty, about_finding, matter_of
from heeded_desk.decisions.models import Decision, Question
from heeded_desk.decisions.policies import may_say
from heeded_desk.decisions.tickets import Ticket
from heeded_desk.decisions.told import Told, told
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_decide

Row = Mapping[str, Any]
WHY_NOT = "Why not stalking?"


def standing(force_id: int, matter: Matter) -> list[Decision]:
    """Give the decisions that stand about a matter, the latest last; after two courses were joined there may be two."""
    near = _about(force_id, matter.report_ids).filter(kind=matter.kind, superseded=None)
    return [d for d in near if matter_of(d).same_as(matter)]


def _about(force_id: int, report_ids: Iterable[str]) -> QuerySet[Decision]:
    mine = Decision.objects.filter(force=force_id, about__report_id__in=list(report_ids)).distinct()
    return mine.select_related("made_by", "superseded", "unheld")


def latest_run(force_id: int) -> Run | None:
    """Give the run that is on the desk."""
    return Run.objects.filter(force=force_id, state=Run.State.PUBLISHED).order_by("-pk").first()


def folder_of(force_id: int) -> Path:
    """Give where the tables of the run on the desk are; a folder that is not there where there is none."""
    run = latest_run(force_id)
    return Path(run.folder if run else "no run")


def open_questions(force_id: int) -> QuerySet[Question]:
    """Give the questions that nobody has answered, those about what is looked at first coming first."""
    return Question.objects.filter(force=force_id, answered_by=None).select_related("case_a", "case_b")


def decided_of(case: Case, entry: int | None = None) -> "Decided":
    """Give all that was decided about a case, for its page: put into the page's context as `decided`.

    entry: the number of the audit's entry of this look, which a decision then refers to.
    """
    return Decided(case, case.account.words, entry)


@dataclass(frozen=True)
class View:
    """One matter for a page: how it is asked, what stands, what stood before."""

    asking: Asking
    question: str
    matter: Matter
    decisions: tuple[Told, ...]
    url: str
    course: "Decided"

    @property
    def latest(self) -> Told | None:
        """Give what stands; the latest where two stand."""
        return next((t for t in reversed(self.decisions) if not t.superseded), None)

    @property
    def older(self) -> list[Told]:
        """Give what stood before, the latest first."""
        return [t for t in reversed(self.decisions) if t is not self.latest]

    @property
    def ticket(self) -> str:
        """Give what a form about it carries, signed."""
        saw = tuple(t.decision_id for t in self.decisions if not t.superseded)
        case = self.course.case
        return Ticket(self.matter, case.course_id, saw, case.run_id, self.course.entry).signed()

    def choices(self, member: Member) -> list[Choice]:
        """Give what this member may say."""
        return [c for c in self.asking.choices if may_say(member, self.course.case, c.verdict)]

    def refusals(self, member: Member) -> list[str]:
        """Give the sentences that say what this member may not say, each once."""
        answers = [may_say(member, self.course.case, c.verdict) for c in self.asking.choices]
        return list(dict.fromkeys(a.sentence for a in answers if not a))


@dataclass
class Decided:
    """All that was decided about a course. entry: the number of the look that the page was, in the audit."""

    case: Case
    account: Row
    entry: int | None = None

    def may(self, member: Member) -> Answer:
        """Say whether a member may decide at all."""
        return may_decide(member)

    @cached_property
    def reports(self) -> frozenset[str]:
        """Give the reports of the course now."""
        return frozenset(r["report_id"] for r in self.account["reports"])

    @cached_property
    def stalking(self) -> View:
        """Give whether it is stalking; of a pattern that is recorded as something else it is asked why not."""
        question = WHY_NOT if self.account["unrecognised"] else ""
        return self.view(about_course(Kind.STALKING, self.reports), "decide-stalking", question=question)

    @cached_property
    def risk(self) -> View:
        """Give whether the risk was acted on."""
        return self.view(about_course(Kind.RISK_HEEDED, self.reports), "decide-risk")

    def duty(self, check_id: str) -> View:
        """Give whether one duty was done."""
        return self.view(about_duty(check_id, self.reports), "decide-duty", check_id)

    def finding(self, report: Row, mark: Row) -> View:
        """Give whether words are read rightly. report: of the account. mark: one of its marks."""
        place = f"report={report['number']}&field={mark['field']}&start={mark['start']}&end={mark['end']}"
        return self.view(
            about_finding(report["report_id"], mark), "decide-finding", query=f"{place}&code={mark['code']}"
        )

    def persons(self, role: str, number: int) -> list[Told]:
        """Give what stands about whether one of a role in a report is somebody else's mention too.

        number: of the report in the account.
        """
        ends = {(r["report_id"], role) for r in self.account["reports"] if r["number"] == number}
        return [
            self._told(d)
            for d in reversed(self._decisions)
            if d.kind == Kind.SAME_PERSON
            and not hasattr(d, "superseded")
            and ends & {(s["report_id"], s["role"]) for s in d.subjects}
        ]

    def asked(self, question: Row) -> Question | None:
        """Give the question of the queue that asks what a question of the account does. question: of the account."""
        return self._asked.get(question["other_course"])

    @property
    def together(self) -> list[Told]:
        """Give what was decided about who is who and which reports belong together, the latest first."""
        return [self._told(d) for d in reversed(self._decisions) if d.kind not in OF_COURSE | {Kind.FINDING}]

    @property
    def apart(self) -> list[Told]:
        """Give what stands about more reports than are in this course now: it holds for no course until they are."""
        return [
            self._told(d)
            for d in reversed(self._decisions)
            if d.kind in OF_COURSE and not hasattr(d, "superseded") and not matter_of(d).holds_for(self.reports)
        ]

    @property
    def waiting(self) -> int:
        """Give how many decisions that stand are not yet taken into a run."""
        return sum(not t.superseded and not t.taken_in for t in map(self._told, self._decisions))

    @cached_property
    def conflicts(self) -> list[str]:
        """Give a sentence for each contradiction between decisions."""
        return conflicts_about(self.case.force_id, self.reports)

    def again(self, view: View) -> View:
        """Give a matter as it stands now, where somebody decided it after it was read."""
        self.__dict__.pop("_decisions", None)
        about = tuple(self._told(d) for d in self._decisions if matter_of(d).same_as(view.matter))
        return replace(view, decisions=about)

    def view(self, matter: Matter, place: str, *more: str, query: str = "", question: str = "") -> View:
        """Give one matter of this course. place, more, query: where it is decided."""
        about = tuple(self._told(d) for d in self._decisions if matter_of(d).same_as(matter))
        address = self._address(place, *more) + (f"?{query}" if query else "")
        asking = ASKINGS[matter.kind]
        return View(asking, question or asking.question, matter, about, address, self)

    def _address(self, place: str, *more: str) -> str:
        """Give where something is decided; an account of sixty reports asks for nearly a thousand."""
        if (place, *more) not in self._addresses:
            self._addresses[place, *more] = reverse(place, args=[self.case.course_id, *more])
        return self._addresses[place, *more]

    @cached_property
    def _addresses(self) -> dict[tuple[str, ...], str]:
        return {}

    @cached_property
    def _decisions(self) -> list[Decision]:
        return list(_about(self.case.force_id, self.reports))

    @cached_property
    def _asked(self) -> dict[str, Question]:
        """Give the questions between this course and others, by the other course."""
        mine = Question.objects.filter(Q(case_a=self.case) | Q(case_b=self.case), case_b__isnull=False)
        ends = [
            (q, q.case_b if q.case_a_id == self.case.pk else q.case_a) for q in mine.select_related("case_a", "case_b")
        ]
        return {other.course_id: q for q, other in ends if other}

    @cached_property
    def _run(self) -> Run | None:
        return latest_run(self.case.force_id)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(d["decision_id"] for d in self.account["decisions"])

    def _told(self, decision: Decision) -> Told:
        return told(decision, self._taken_in(decision))

    def _taken_in(self, decision: Decision) -> bool:
        """Say whether the run on the desk knew it: the account lists those about courses; of others the day tells."""
        if decision.kind in OF_COURSE | {Kind.FINDING}:
            return decision.decision_id in self._known
        began = self._run and (self._run.began_at or self._run.asked_at)
        return bool(began and decision.made_at < began)
