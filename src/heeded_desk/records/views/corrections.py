"""Corrections: asking for one, seeing all, deciding on one."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.queries import case_of
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded
from heeded_desk.records.actions.corrections import ask_correction, decide_correction
from heeded_desk.records.correcting import askers, fields
from heeded_desk.records.forms import CorrectionForm, DecideCorrectionForm
from heeded_desk.records.knowledge import known
from heeded_desk.records.policies import may_decide_correction, may_see_corrections
from heeded_desk.records.queries import corrections_of

PER_PAGE = 25


@guarded(may_decide)
def case_correct(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask that a recorded fact of one report be corrected."""
    case = case_of(request.user, course_id)
    if case.gone:
        return redirect("case", course_id)
    form = CorrectionForm(request.POST or None, case)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = ask_correction(
            case, report=form.chosen, field=given["field"], value=given["value"], asker=given["asker"],
            reason=given["reason"], by=request.user,
        )  # fmt: skip
        return redirect("correction", asked.pk)
    record(Kind.CONSULTATION, by=request.user, place="case-correct", subject=course_id)
    shown = {
        "case": case, "form": form, "fields": fields(), "askers": askers(), "reports": case.account.words["reports"]
    }  # fmt: skip
    return render(request, "records/case_correct.html", shown)


@guarded(may_see_corrections)
def corrections(request: HttpRequest) -> HttpResponse:
    """Show what was said to be wrong, by reference, and what became of it."""
    page = Paginator(corrections_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "records/corrections.html", {"page": page, "fields": fields()})


@guarded(may_see_corrections)
def correction(request: HttpRequest, number: int) -> HttpResponse:
    """Show one with its words; take the decision."""
    found = corrections_of(request.user).filter(pk=number).first()
    if found is None:
        raise Http404
    form = DecideCorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decide_correction(found, accepted=given["verdict"] == "accept", why=given["why"], by=request.user)
        return redirect("correction", number)
    subject = found.case.course_id if found.case else ""
    record(Kind.CONSULTATION, by=request.user, place="correction", subject=subject, details={"correction": number})
    shown = {
        "correction": found, "form": form, "fields": fields(), "askers": askers(), "known": known("correction"),
        "may": may_decide_correction(request.user, found),
    }  # fmt: skip
    return render(request, "records/correction.html", shown)
