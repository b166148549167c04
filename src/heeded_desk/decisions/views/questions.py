"""The questions that wait for somebody: the most pressing courses first."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.decisions.models import Question
from heeded_desk.decisions.policies import may_review
from heeded_desk.decisions.queries import open_questions
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded

TOGETHER = 25


@guarded(may_decide)
def questions(request: HttpRequest) -> HttpResponse:
    """Show one page of the open questions, all or of one kind."""
    kind = request.GET.get("kind", "")
    every = open_questions(request.user.force_id)
    mine = every.filter(kind=kind) if kind in Question.Kind.values else every
    page = Paginator(mine, TOGETHER).get_page(request.GET.get("page"))
    courses = sorted({c.course_id for q in page for c in (q.case_a, q.case_b) if c})
    record(Kind.CONSULTATION, by=request.user, place="questions", details={"courses": courses})
    counts = dict(every.order_by().values_list("kind").annotate(Count("pk")))
    kinds = [{"kind": k.value, "label": k.label, "open": counts.get(k.value, 0)} for k in Question.Kind]
    shown = {
        "page": page,
        "kind": kind if kind in Question.Kind.values else "",
        "kinds": kinds,
        "open": sum(counts.values()),
        "review": bool(may_review(request.user)),
    }
    return render(request, "decisions/questions.html", shown)
