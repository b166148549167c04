"""What all pages of a decision share: showing what stands, taking what is said, and telling what came in between."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.cases.queries import case_of
from heeded_desk.decisions.actions import MeanwhileError, decide
from heeded_desk.decisions.forms import DecisionForm
from heeded_desk.decisions.queries import Decided, View, decided_of
from heeded_desk.decisions.tickets import Ticket, read_ticket
from heeded_desk.decisions.told import told

OLD_PAGE = "This page was shown too long ago, so nothing was saved. Look once more at what stands, then save again."
MEANWHILE = "Nothing was saved: {who} decided this in the meantime. Look at what stands now, then decide again."
UNDONE = "Nothing was saved: what stood when you opened the page has changed. Look again, then decide."
SAVED = "Your decision is saved. It will be taken into the next run."


@dataclass
class Asked:
    """A decision that a page asks for.

    shown: what else the template takes. seen: references to keep with the decision. looked_at: whose reports beside
    the course's own were on the screen, for the audit.
    """

    view: View
    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    seen: Mapping[str, object] = field(default_factory=dict)
    looked_at: Mapping[str, object] = field(default_factory=dict)


def decided_on(request: HttpRequest, course_id: str) -> Decided:
    """Give the course that a page decides about; raises Http404 where the member may not see it.

    Raises PermissionDenied with a sentence where it is no longer in the run.
    """
    case: Case = case_of(request.user, course_id)
    if case.gone:
        where = f" Its reports are in course {case.merged_into} now." if case.merged_into else ""
        raise PermissionDenied(f"This course is no longer there, so nothing can be decided about it.{where}")
    return decided_of(case)


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the page, or save what was said on it."""
    if request.method != "POST":
        return _page(request, asked, None)
    form = DecisionForm(asked.view.choices(request.user), request.POST)
    ticket = _ticket(request, asked.view)
    if form.is_valid() and ticket:
        try:
            _save(request, asked, ticket, form)
        except MeanwhileError as between:
            form.add_error(None, _meanwhile(between))
            asked.view = asked.view.course.again(asked.view)
            return _page(request, asked, form, status=409)
        messages.success(request, SAVED)
        return redirect(_back(request, asked))
    if not ticket:
        form.add_error(None, OLD_PAGE)
    return _page(request, asked, form)


def _ticket(request: HttpRequest, view: View) -> Ticket | None:
    """Give the ticket of a form, if it is about this matter."""
    ticket = read_ticket(request.POST.get("ticket", ""))
    fits = ticket and ticket.course_id == view.course.case.course_id and ticket.matter.same_as(view.matter)
    return ticket if fits else None


def _save(request: HttpRequest, asked: Asked, ticket: Ticket, form: DecisionForm) -> None:
    decide(
        by=request.user,  # type: ignore[arg-type]
        case=asked.view.course.case,
        ticket=ticket,
        verdict=form.cleaned_data["verdict"],
        reason=form.cleaned_data["reason"],
        seen=asked.seen,
    )


def _meanwhile(between: MeanwhileError) -> str:
    return MEANWHILE.format(who=told(between.standing[-1]).who) if between.standing else UNDONE


def _back(request: HttpRequest, asked: Asked) -> str:
    if request.POST.get("queue") == "1":
        return reverse("questions")
    return reverse("case", args=[asked.view.course.case.course_id])


def _page(request: HttpRequest, asked: Asked, form: DecisionForm | None, status: int = 200) -> HttpResponse:
    """Show the page, and put on record that it was seen."""
    course = asked.view.course
    details = {"run": course.case.run_id, **asked.looked_at}
    place = f"decide-{asked.view.matter.kind}"
    look = record(Kind.CONSULTATION, by=request.user, place=place, subject=course.case.course_id, details=details)
    course.entry = look.number
    shown = {
        "form": form or DecisionForm(asked.view.choices(request.user)),
        "view": asked.view,
        "decided": course,
        "case": course.case,
        "account": course.account,
        "queue": (request.POST if form else request.GET).get("queue") == "1",
        **asked.shown,
    }
    return render(request, asked.template, shown, status=status)
