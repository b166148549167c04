"""A subject's file: finding the person, confirming who it is, withholding, giving out."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.look_up import TooMany
from heeded_desk.places import guarded
from heeded_desk.records.actions import subjects as actions
from heeded_desk.records.forms import FindForm, GiveForm
from heeded_desk.records.knowledge import known
from heeded_desk.records.models import SubjectFile
from heeded_desk.records.policies import may_keep_records
from heeded_desk.records.subject.content import content_of
from heeded_desk.records.subject.giving import TYPES
from heeded_desk.records.subject.people import candidates

SALT = "heeded.subject"
OLDEST = 60 * 60
SHOWN = 20


@guarded(may_keep_records)
@never_cache
def subjects(request: HttpRequest) -> HttpResponse:
    """Look somebody up, by post alone; show who it may be, and take who it is."""
    form = FindForm(request.POST if "terms" in request.POST else None)
    shown: dict[str, object] = {"form": form}
    if "chosen" in request.POST or "confirm" in request.POST:
        mentions = _confirmed(request.POST.getlist("chosen"))
        if mentions:
            return redirect("subject", actions.begin(mentions=mentions, by=request.user).pk)
        shown["nobody"] = True
    elif form.is_bound and form.is_valid():
        shown |= _found(request, form.cleaned_data["terms"])
    shown["files"] = SubjectFile.objects.filter(force=request.user.force_id).select_related("by")[:SHOWN]
    return render(request, "records/subjects.html", shown)


def _found(request: HttpRequest, terms: str) -> dict[str, object]:
    try:
        found = candidates(request.user, terms)
    except TooMany:
        return {"too_many": True}
    record(Kind.CONSULTATION, by=request.user, place="subjects", details={"persons": [c.person_id for c in found]})
    return {"found": [(c, signing.dumps(c.mentions, salt=SALT, compress=True)) for c in found], "asked": True}


def _confirmed(tickets: list[str]) -> list[str]:
    """Give the mentions that were chosen on a page of ours, none where one is not ours or too old."""
    try:
        return [m for ticket in tickets for m in signing.loads(ticket, salt=SALT, max_age=OLDEST)]
    except signing.BadSignature:
        return []


@guarded(may_keep_records)
@never_cache
def subject(request: HttpRequest, number: int) -> HttpResponse:
    """Show a subject's file as it would be given out; take what is withheld; give it out."""
    file = SubjectFile.objects.filter(force=request.user.force_id, pk=number).select_related("by").first()
    if file is None:
        raise Http404
    form = GiveForm(request.POST if "form" in request.POST or "to_whom" in request.POST else None)
    if "withhold" in request.POST:
        actions.withhold(file, reasons=_reasons(request, file), by=request.user)
        return redirect("subject", number)
    if form.is_bound and form.is_valid():
        try:
            return _given(request, file, form.cleaned_data)
        except actions.ChangedError as fault:
            form.add_error("form", str(fault))
    record(Kind.CONSULTATION, by=request.user, place="subject", subject=f"subject-{number}")
    shown = {
        "file": file, "form": form, "parts": content_of(file), "reasons": known("exemptions")["reasons"],
        "given": file.given.select_related("by"),
    }  # fmt: skip
    return render(request, "records/subject.html", shown)


def _reasons(request: HttpRequest, file: SubjectFile) -> dict[str, str]:
    """Read which paragraphs are withheld: their fields are named by their number, so that no place is in the form."""
    codes = {reason["code"] for reason in known("exemptions")["reasons"]}
    places = [paragraph.place for part in content_of(file) for paragraph in part.paragraphs]
    said = {place: request.POST.get(f"w{number}", "") for number, place in enumerate(places)}
    return {place: code for place, code in said.items() if code in codes}


def _given(request: HttpRequest, file: SubjectFile, asked: dict[str, str]) -> HttpResponse:
    content = actions.give(file, by=request.user, **asked)
    answer = HttpResponse(content, content_type=TYPES[asked["form"]])
    answer["Content-Disposition"] = f'attachment; filename="subject-{file.pk}.{asked["form"]}"'
    answer["Cache-Control"] = "no-store"
    return answer
