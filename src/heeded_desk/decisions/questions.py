"""The questions of the latest run, kept for the queue, and marked once a member has answered them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from heeded.link.tell import DECIDED_SAME
from heeded.pipeline import read_run
from heeded_desk.cases.models import Case, CaseReport
from heeded_desk.decisions.matters import Kind, matter_of
from heeded_desk.decisions.mentions import people_in
from heeded_desk.decisions.models import Decision, Question, Unheld
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.turns import Turns

Row = dict[str, Any]
SAMENESS = (Kind.SAME_PERSON, Kind.SAME_COURSE)
TOGETHER = 500
NEVER = datetime.max
SAID = ("question_id", "kind", "case_a_id", "case_b_id", "report_a", "report_b", "reason", "part")


def put_questions(force: Force, folder: Path, accounts: Iterable[Row], ids: dict[str, int]) -> None:
    """Replace the questions of a force by those of a run, without what members answered meanwhile.

    accounts, ids: not needed here; a run tells all its questions in one table. What is asked as before is left alone.
    """
    turns = Turns(force.pk)
    with turns.reading():
        run = Run.objects.filter(force=force, folder=str(folder)).order_by("-pk").first()
    if run is None:
        return
    tables = read_run(folder, ("questions", "reports", "assessments", "person_links"))
    days = dict(zip(*(tables["reports"][name].to_pylist() for name in ("report_id", "recorded_at")), strict=True))
    asked = list(_one_a_pair(tables["questions"].to_pylist(), days))
    taken_in = {d["decision_id"] for those in tables["assessments"]["decided"].to_pylist() for d in those}
    with turns.reading():
        cases = _cases(force, {q[name] for q in asked for name in ("course_a", "course_b") if q[name]})
    _put([_question(force, run, q, cases) for q in asked if q["course_a"] in cases], force, taken_in, turns)
    _settle_all(force, taken_in, turns)
    with turns.turn():
        _put_unheld(force, run, folder, tables["person_links"].to_pylist())


def _put(rows: Sequence[Question], force: Force, taken_in: set[str], turns: Turns) -> None:
    """Write the questions that are new or differ, and remove what is asked no more.

    taken_in: an answer that the run knew, and asks all the same, answers nothing any more.
    """
    with turns.reading():
        old = list(Question.objects.filter(force=force).select_related("answered_by"))
    there = {_said(q) for q in old if not q.answered_by or q.answered_by.decision_id not in taken_in}
    new = [q for q in rows if _said(q) not in there]
    for part in _parts(new):
        with turns.turn():
            Question.objects.filter(force=force, question_id__in=[q.question_id for q in part]).delete()
            Question.objects.bulk_create(part)
    for gone in _parts(sorted({q.question_id for q in old} - {q.question_id for q in rows})):
        with turns.turn():
            Question.objects.filter(force=force, question_id__in=gone).delete()


def _parts(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[first : first + TOGETHER] for first in range(0, len(rows), TOGETHER))


def _said(question: Question) -> tuple[object, ...]:
    """Give all that a run says of a question."""
    return tuple(getattr(question, name) for name in SAID)


def settle(force_id: int, made: Decision) -> None:
    """Mark the questions that a decision answers; one that says that more must be known opens its question again."""
    if made.kind in SAMENESS:
        _between(force_id, *(s["report_id"] for s in made.subjects)).update(answered_by=made)
    elif made.kind == Kind.STALKING:
        answer = None if made.verdict == "unsure" else made
        _why_not(force_id, made).update(answered_by=answer)


def _between(force_id: int, report_a: str, report_b: str) -> QuerySet[Question]:
    """Give the questions about two courses of which one has the one report and the other the other."""
    a, b = (CaseReport.objects.filter(report_id=i).values("case") for i in (report_a, report_b))
    either = Q(case_a__in=a, case_b__in=b) | Q(case_a__in=b, case_b__in=a)
    return Question.objects.filter(either, force=force_id, kind__in=SAMENESS)


def _why_not(force_id: int, made: Decision) -> QuerySet[Question]:
    """Give the questions about courses that have every report of a decision."""
    wanted = matter_of(made).report_ids
    found = Question.objects.filter(force=force_id, kind=Question.Kind.WHY_NOT_STALKING)
    for report_id in sorted(wanted)[:1]:
        found = found.filter(case_a__in=CaseReport.objects.filter(report_id=report_id).values("case"))
    whole = [q.pk for q in found if wanted <= set(q.case_a.report_ids.values_list("report_id", flat=True))]
    return Question.objects.filter(pk__in=whole)


def _settle_all(force: Force, taken_in: set[str], turns: Turns) -> None:
    """Mark what members answered while the run was at work.

    taken_in: decisions about courses that the run knew; where it asks all the same, it is asked again with reason.
    """
    kinds = (*SAMENESS, Kind.STALKING)
    with turns.reading():
        made = list(Decision.objects.filter(force=force, superseded=None, kind__in=kinds))
    for each in (each for each in made if each.decision_id not in taken_in):
        with turns.reading():
            open_still = _open_for(force.pk, each)
        if open_still:
            with turns.turn():
                settle(force.pk, each)


def _open_for(force_id: int, made: Decision) -> bool:
    """Say whether a decision answers a question that does not say so yet."""
    if made.kind in SAMENESS:
        asked = _between(force_id, *(s["report_id"] for s in made.subjects))
    else:
        asked = _why_not(force_id, made)
    return asked.exclude(answered_by=made).exists()


def _one_a_pair(asked: Iterable[Row], days: Mapping[str, datetime | None]) -> Iterator[Row]:
    """Leave one question about each two courses: about persons first, else of the two reports nearest in time."""

    def order(question: Row) -> tuple[bool, object, str]:
        a, b = (days.get(question[name]) for name in ("report_a", "report_b"))
        apart = abs(a - b) if a and b else NEVER - datetime.min
        return (question["kind"] != Kind.SAME_PERSON, apart, question["question_id"])

    known: set[frozenset[str]] = set()
    for question in sorted(asked, key=order):
        pair = frozenset((question["course_a"], question["course_b"]))
        if question["course_b"] is None or pair not in known:
            known |= {pair} if question["course_b"] else set()
            yield question


def _cases(force: Force, course_ids: set[str]) -> dict[str, tuple[int, int]]:
    """Give the key and the part of each course."""
    wanted, found = sorted(course_ids), {}
    for first in range(0, len(wanted), TOGETHER):
        rows = Case.objects.filter(force=force, course_id__in=wanted[first : first + TOGETHER])
        found |= {course: (pk, part) for course, pk, part in rows.values_list("course_id", "pk", "part")}
    return found


def _question(force: Force, run: Run, asked: Row, cases: Mapping[str, tuple[int, int]]) -> Question:
    both = [cases[asked[name]] for name in ("course_a", "course_b") if asked[name] in cases]
    return Question(
        force=force,
        run=run,
        question_id=asked["question_id"],
        kind=asked["kind"],
        case_a_id=both[0][0],
        case_b_id=both[1][0] if len(both) > 1 else None,
        report_a=asked["report_a"],
        report_b=asked["report_b"] or "",
        reason=asked["reason"][:600],
        part=min(part for _, part in both),
    )


def _put_unheld(force: Force, run: Run, folder: Path, links: Iterable[Row]) -> None:
    """Keep which decisions that two are one person the engine could not follow, as its table of pairs says."""
    Unheld.objects.filter(decision__force=force).delete()
    refused = {frozenset((x["mention_a"], x["mention_b"])) for x in links if _is_refused(x)}
    if not refused:
        return
    same = Decision.objects.filter(force=force, superseded=None, kind=Kind.SAME_PERSON, verdict="same")
    for decision in same:
        people = people_in(folder, sorted(matter_of(decision).report_ids))
        named = {(m["report_id"], m["role"], m["position"]): m["mention_id"] for m in people}
        pair = frozenset(named.get((s["report_id"], s["role"], s["position"])) for s in decision.subjects)
        if pair in refused:
            Unheld.objects.create(decision=decision, run=run)


def _is_refused(link: Row) -> bool:
    return link["reason"] == DECIDED_SAME and not link["held"]
