"""Asking for an erasure, seeing all of them, and deciding on one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.cases.queries import case_of
from heeded_desk.places import guarded
from heeded_desk.records.actions import erasures as actions
from heeded_desk.records.erasing.plan import reports_of
from heeded_desk.records.forms import EraseForm
from heeded_desk.records.knowledge import known, reasons
from heeded_desk.records.policies import may_confirm, may_keep_records, may_refuse, may_see_records, may_try_again
from heeded_desk.records.queries import erasure_of, erasures_of, goes_with

PER_PAGE = 25
ACTS = {"confirm": actions.confirm, "refuse": actions.refuse, "try-again": actions.try_again}


@guarded(may_keep_records)
def case_erase(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask that a course, or one report of it, be erased."""
    case = case_of(request.user, course_id)
    if case.gone:
        return redirect("case", course_id)
    reports = reports_of(case)
    form = EraseForm(request.POST or None, reports)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_erasure(
                case, reports=form.reports, what=form.what, reason=form.cleaned_data["reason"], by=request.user
            )
            return redirect("erasure", asked.pk)
        except actions.AlreadyAskedError as fault:
            form.add_error("which", str(fault))
    return _page(request, case, form)


def _page(request: HttpRequest, case: Case, form: EraseForm) -> HttpResponse:
    record(Kind.CONSULTATION, by=request.user, place="case-erase", subject=case.course_id)
    shown = {
        "case": case, "form": form, "reports": case.account.words["reports"], "reasons": reasons(),
        "known": known("erasure"),
    }  # fmt: skip
    return render(request, "records/case_erase.html", shown)


@guarded(may_see_records)
def erasures(request: HttpRequest) -> HttpResponse:
    """Show what was asked for and what became of it."""
    page = Paginator(erasures_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "records/erasures.html", {"page": page, "reasons": reasons()})


@guarded(may_see_records)
def erasure(request: HttpRequest, number: int) -> HttpResponse:
    """Show one, with what goes with it; take the decision of a second person."""
    found = erasure_of(request.user, number)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act:
            act(found, by=request.user)
        return redirect("erasure", number)
    member = request.user
    shown = {
        "erasure": found, "reasons": reasons(), "plan": goes_with(found), "known": known("erasure"),
        "confirm": may_confirm(member, found), "refuse": may_refuse(member, found),
        "again": may_try_again(member, found),
    }  # fmt: skip
    return render(request, "records/erasure.html", shown)
