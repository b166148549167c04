"""The schedule of a course: what it holds, and giving it out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.queries import case_of
from heeded_desk.places import guarded
from heeded_desk.records.actions.schedules import give_schedule
from heeded_desk.records.forms import ScheduleForm
from heeded_desk.records.policies import may_keep_records
from heeded_desk.records.schedule.content import schedule_of
from heeded_desk.records.schedule.giving import FORMS


@guarded(may_keep_records)
def case_schedule(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show how much each section of the schedule holds; give it out."""
    case = case_of(request.user, course_id)
    if case.gone:
        return redirect("case", course_id)
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        answer = HttpResponse(give_schedule(case, by=request.user, **asked), content_type=FORMS[asked["form"]][0])
        answer["Content-Disposition"] = f'attachment; filename="schedule-{course_id}.{asked["form"]}"'
        answer["Cache-Control"] = "no-store"
        return answer
    record(Kind.CONSULTATION, by=request.user, place="case-schedule", subject=course_id)
    shown = {"case": case, "form": form, "sections": schedule_of(case)}
    return render(request, "records/case_schedule.html", shown)
