"""The alerts: open ones first, each with the one sentence why, and who saw it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from heeded_desk.alerts.actions.alerts import say_seen
from heeded_desk.alerts.models import Alert
from heeded_desk.alerts.policies import may_answer_alerts, may_choose_mail, may_see_alerts, oversees
from heeded_desk.alerts.queries import alert_of, closed_alerts, open_alerts, rows_of
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.places import guarded

TOGETHER = 25
LATELY = 10
"""Alerts that are over and are shown beneath the first page of open ones."""
JOINED = ("case", "case__assigned_to", "closed_by")


@guarded(may_see_alerts)
def alerts(request: HttpRequest) -> HttpResponse:
    """Show one page of the open alerts, or of those that are over, and put the look on record."""
    member, over = request.user, request.GET.get("which") == "over"
    found = closed_alerts(member) if over else open_alerts(member)
    page = Paginator(found.select_related(*JOINED), TOGETHER).get_page(request.GET.get("page"))
    beneath = not over and page.number == 1
    lately = list(closed_alerts(member).select_related(*JOINED)[:LATELY]) if beneath else []
    courses = sorted({alert.case.course_id for alert in (*page, *lately)})
    record(Kind.CONSULTATION, by=member, place="alerts", details={"courses": courses})
    shown = {
        "page": page,
        "rows": rows_of(list(page), member),
        "lately": rows_of(lately, member),
        "over": over,
        "all_of_force": oversees(member),
        "mail": bool(may_choose_mail(member)),
    }
    return render(request, "alerts/alerts.html", shown)


@require_POST
@guarded(may_answer_alerts)
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one alert is seen."""
    alert = alert_of(request.user, pk)
    if say_seen([alert], by=request.user):
        messages.success(request, "It is put on record that you have seen this alert.")
    else:
        messages.success(request, "Somebody was quicker: this alert was over already.")
    return redirect("alerts")


@require_POST
@guarded(may_answer_alerts)
def seen_together(request: HttpRequest) -> HttpResponse:
    """Say that all the alerts of a page are seen: those that the form names, and no others."""
    asked = [int(pk) for pk in request.POST.getlist("alert")[:TOGETHER] if pk.isdecimal() and len(pk) < 19]
    found = open_alerts(request.user).select_related("case").filter(pk__in=asked)
    done = say_seen(list[Alert](found), by=request.user)
    messages.success(request, f"It is put on record that you have seen {done} alert{'s' * (done != 1)}.")
    return redirect("alerts")
