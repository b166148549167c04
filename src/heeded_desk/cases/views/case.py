"""The account of a course."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases import around
from heeded_desk.cases.line import drawing
from heeded_desk.cases.models import Case
from heeded_desk.cases.queries import case_of, visible_to
from heeded_desk.cases.showing import acts_in_short, fit, in_short, waterfall
from heeded_desk.decisions.queries import decided_of
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_open_cases
from heeded_desk.places import guarded
from heeded_desk.records.queries import corrections_about

TABS = (
    ("file", "PDF or Word"),
    ("work", "Who has it, and what was done"),
    ("looks", "Who looked at this"),
    ("records", "Review, correct, erase"),
)
"""Other pages about one course, each named where it is there and the member may see it."""


@guarded(may_open_cases)
def case(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show the account, and put on record that it was seen, with the courses that were named beside it."""
    found = case_of(request.user, course_id)
    if found.gone:
        return _gone(request, found)
    beside = _beside(request.user, found)
    named = sorted({c.course_id for courses in beside.values() for c in courses["shown"]})
    seen = {"run": found.run_id, **({"beside": named} if named else {})}
    look = record(Kind.CONSULTATION, by=request.user, place="case", subject=course_id, details=seen)
    shown = {**page_of(found), **beside, "decided": decided_of(found, look.number)}
    shown["corrections"] = corrections_about(found)
    return render(request, "cases/case.html", {**shown, "tabs": _tabs(request.user, course_id)})


def page_of(found: Case) -> dict[str, Any]:
    """Give what the page of a case shows of its account alone."""
    account = fit(found.account.words)
    return {
        "case": found,
        "account": account,
        "line": drawing(account["reports"]),
        "short": {"points": in_short(account["points"]), "acts": acts_in_short(account["acts"])},
        "links": _links(found, {r["report_id"]: r["number"] for r in account["reports"]}),
        "duties": {a: [d for d in account["duties"] if d["answer"] == a] for a in ("met", "not_met", "cannot_tell")},
    }


def _links(found: Case, numbers: dict[str, int]) -> dict[str, list[dict[str, Any]]]:
    """Give how the mentions of each side were linked, by side, with the numbers of the reports."""
    return {
        role: [
            {
                "reports": sorted((numbers.get(link.report_a, 0), numbers.get(link.report_b, 0))),
                "reason": link.reason,
                "rows": waterfall(link.weights),
            }
            for link in links
        ]
        for role, links in groupby(found.links.order_by("role", "pk"), attrgetter("role"))
    }


def _beside(member: Member, found: Case) -> dict[str, Any]:
    """Give the other courses of the same people, as many as are listed, and how many there are."""
    asked = {
        "other_victims": around.other_victims(member, found),
        "counter_allegations": around.counter_allegations(member, found),
        "other_suspects": around.other_suspects(member, found),
    }
    listed = {name: list(courses[: around.MOST]) for name, courses in asked.items()}
    return {
        name: {"shown": rows, "all": asked[name].count() if len(rows) == around.MOST else len(rows)}
        for name, rows in listed.items()
    }


def _tabs(member: Member, course_id: str) -> list[dict[str, str]]:
    """Give where else a member may go from here."""
    tabs = []
    for name, words in TABS:
        href = f"{reverse('case', args=[course_id])}/{name}"
        try:
            policy = resolve(href).func.policy
        except Resolver404:
            continue
        if policy(member):
            tabs.append({"href": href, "words": words})
    return tabs


def _gone(request: HttpRequest, found: Case) -> HttpResponse:
    """Say where the reports of a course that is no longer there stand now."""
    now = visible_to(request.user).filter(course_id=found.merged_into).first() if found.merged_into else None
    record(Kind.CONSULTATION, by=request.user, place="case", subject=found.course_id, details={"gone": True})
    return render(request, "cases/case_gone.html", {"case": found, "now": now})
