"""Giving out the account of a course as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.disclosing import CannotMaskError, disclose, given_out
from heeded_desk.cases.disclosure_form import DisclosureForm
from heeded_desk.cases.models import Case
from heeded_desk.cases.policies import may_disclose
from heeded_desk.cases.queries import case_of
from heeded_desk.places import guarded

TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@guarded(may_disclose)
def case_file(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask to whom and why; give the file, which is kept nowhere."""
    case = case_of(request.user, course_id)
    if case.gone:
        return redirect("case", course_id)
    form = DisclosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(case, request, form.cleaned_data)
        except CannotMaskError as fault:
            form.add_error("which", str(fault))
    return _page(case, request, form)


def _page(case: Case, request: HttpRequest, form: DisclosureForm) -> HttpResponse:
    before = given_out(case)
    record(
        Kind.CONSULTATION, by=request.user, place="case-file", subject=case.course_id, details={"before": len(before)}
    )
    return render(request, "cases/case_file.html", {"case": case, "form": form, "before": before})


def _file(case: Case, request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    content = disclose(
        case,
        by=request.user,
        form=asked["form"],
        masked=asked["which"] == "masked",
        to_whom=asked["to_whom"],
        why=asked["why"],
    )
    answer = HttpResponse(content, content_type=TYPES[asked["form"]])
    answer["Content-Disposition"] = f'attachment; filename="course-{case.course_id}.{asked["form"]}"'
    answer["Cache-Control"] = "no-store"
    return answer
