"""Working on one course: who has it, until when it is put off, and what was done so far."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.actions import work
from heeded_desk.cases.forms_work import SNOOZES, AssignForm, SnoozeForm, colleagues
from heeded_desk.cases.models import Case, WorkEvent
from heeded_desk.cases.queries import case_of
from heeded_desk.cases.rows import name_of, row_of
from heeded_desk.cases.views.worklist_views import filters_of, list_with
from heeded_desk.cases.work_policies import may_release, may_snooze, may_take, may_wake
from heeded_desk.members.policies import may_assign, may_decide, may_open_cases
from heeded_desk.places import guarded

Act = Callable[[HttpRequest, Case], str | SnoozeForm | AssignForm]


@guarded(may_open_cases)
def case_work(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show who has a course and what was done with it."""
    case = case_of(request.user, course_id)
    record(Kind.CONSULTATION, by=request.user, place="case-work", subject=course_id)
    return _page(request, case)


@guarded(may_decide)
@require_POST
def case_work_act(request: HttpRequest, course_id: str, act: str) -> HttpResponse:
    """Do one act, then go back to the list or the page that it was done from."""
    if act not in ACTS:
        raise Http404
    case = case_of(request.user, course_id)
    try:
        done = ACTS[act](request, case)
    except PermissionDenied as refused:
        return _page(request, case, refusal=str(refused), status=403)
    if not isinstance(done, str):
        return _page(request, case, {act: done}, status=422)
    messages.success(request, done)
    if "list" in request.POST:
        return redirect(list_with(filters_of(request.POST["list"], request.user)))
    return redirect("case-work", course_id=course_id)


def history(case: Case) -> QuerySet[WorkEvent]:
    """Give what was done with a course and with those that were joined to it, latest first."""
    joined = Q(case__force=case.force_id, case__merged_into=case.course_id)
    return WorkEvent.objects.filter(Q(case=case) | joined).select_related("by", "to", "case")


def _page(
    request: HttpRequest, case: Case, forms: dict[str, object] | None = None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    member = request.user
    shown = {
        "case": case,
        "refusal": refusal,
        "row": row_of(case, member, timezone.now(), None),
        "history": history(case),
        "answers": {
            "take": may_take(member, case),
            "release": may_release(member, case),
            "snooze": may_snooze(member, case),
            "wake": may_wake(member, case),
            "assign": may_assign(member),
        },
        "forms": {"snooze": SnoozeForm(None), "assign": AssignForm(None, member)} | (forms or {}),
        "snoozes": SNOOZES,
        "colleagues": colleagues(member),
        "name_of": name_of,
    }
    return render(request, "cases/worklist_work.html", shown, status=status)


def _take(request: HttpRequest, case: Case) -> str:
    work.take(case, by=request.user)
    return "You have this course now."


def _release(request: HttpRequest, case: Case) -> str:
    work.release(case, by=request.user)
    return "Nobody has this course now."


def _wake(request: HttpRequest, case: Case) -> str:
    work.wake(case, by=request.user)
    return "The course is back on the list."


def _assign(request: HttpRequest, case: Case) -> str | AssignForm:
    form = AssignForm(request.POST, request.user)
    if not form.is_valid():
        return form
    work.assign(case, to=form.cleaned_data["to"], by=request.user)
    return f"{name_of(form.cleaned_data['to'])} has this course now."


def _snooze(request: HttpRequest, case: Case) -> str | SnoozeForm:
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return form
    days = form.cleaned_data["days"]
    work.snooze(case, days=int(days), reason=form.cleaned_data["reason"], by=request.user)
    return f"Snoozed for {SNOOZES[days]}. The course comes back by itself, and sooner if something changes."


ACTS: dict[str, Act] = {
    "take": _take,
    "release": _release,
    "assign": _assign,
    "snooze": _snooze,
    "wake": _wake,
}
