"""Handing over a shift: the list, the note, the file, and taking over."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from heeded_desk.alerts import shift as shifts
from heeded_desk.alerts.actions.hand_over import hand_over as make
from heeded_desk.alerts.actions.hand_over import take_over
from heeded_desk.alerts.forms import NoteForm, ShiftForm
from heeded_desk.alerts.models import HandOver
from heeded_desk.alerts.paper import hand_over_file
from heeded_desk.alerts.policies import may_hand_over, may_take_over, oversees
from heeded_desk.alerts.queries import when
from heeded_desk.alerts.thresholds import thresholds
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.queries import visible_to
from heeded_desk.cases.rows import name_of
from heeded_desk.members.models import Member
from heeded_desk.places import guarded


@guarded(may_hand_over)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show what changed since a time, and what others have handed over."""
    return _page(request, ShiftForm(request.GET, request.user), NoteForm())


@require_POST
@guarded(may_hand_over)
def give(request: HttpRequest) -> HttpResponse:
    """Hand over what the page shows, with the note."""
    form, note = ShiftForm(request.POST, request.user), NoteForm(request.POST)
    if not note.is_valid():
        return _page(request, form, note, status=422)
    about = visible_to(request.user).filter(course_id=note.cleaned_data["about"]).first()
    made = make(form.shift(), note=note.cleaned_data["note"], about=about, by=request.user)
    messages.success(request, "Handed over. Whoever comes after you can take it over on this page.")
    return redirect("handed-over", made.pk)


@guarded(may_hand_over)
def handed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one list that was handed over, as it reads now."""
    made = _made(request.user, pk)
    shift = _shift_of(made, masked=False)
    found = shifts.sections(request.user, shift)
    _looked(request.user, found, made)
    shown = {"made": made, "sections": found, "shift": shift, "note": _note(made), "when": when, "name_of": name_of}
    shown |= {"take": may_take_over(request.user, made), "all_of_force": oversees(request.user)}
    return render(request, "alerts/handed_over.html", shown)


@require_POST
@guarded(may_hand_over)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a shift over."""
    take_over(_made(request.user, pk), by=request.user)
    messages.success(request, "It is put on record that you have taken this over.")
    return redirect("handed-over", pk)


@require_POST
@guarded(may_hand_over)
def file(request: HttpRequest) -> HttpResponse:
    """Give the list as a PDF: one that was handed over, or what the page of now shows; it is kept nowhere."""
    number, member = request.POST.get("hand_over", ""), request.user
    masked = request.POST.get("masked") == "yes"
    if number and not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    made = _made(member, int(number)) if number else None
    shift = _shift_of(made, masked) if made else ShiftForm(request.POST, member).shift()
    found = shifts.sections(member, shift)
    details = {"courses": shifts.courses_in(found), "masked": shift.masked, "hand-over": made.pk if made else None}
    record(Kind.DISCLOSURE, by=member, place="hand-over", details=details)
    content = hand_over_file(found, shift, name_of(made.by if made else member), _note(made) if made else "")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="hand-over.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, form: ShiftForm, note: NoteForm, *, status: int = 200) -> HttpResponse:
    member, shift = request.user, form.shift()
    found = shifts.sections(member, shift)
    _looked(member, found)
    courses = {line.course_id: line.course for section in found for line in section.lines}
    shown = {"form": form, "note": note, "shift": shift, "sections": found, "courses": courses, "when": when}
    shown |= {"waiting": shifts.waiting_for(member), "name_of": name_of, "all_of_force": oversees(member)}
    shown |= {"chosen": form.chosen(), "by": thresholds()}
    return render(request, "alerts/hand_over.html", shown, status=status)


def _made(member: Member, pk: int) -> HandOver:
    return get_object_or_404(HandOver.objects.select_related("by", "taken_by"), force=member.force_id, pk=pk)


def _shift_of(made: HandOver, masked: bool) -> shifts.Shift:
    return shifts.Shift(made.since, made.at, made.ahead, masked)


def _note(made: HandOver) -> str:
    return made.note.words if hasattr(made, "note") else ""


def _looked(member: Member, found: list[shifts.Section], made: HandOver | None = None) -> None:
    details = {"courses": shifts.courses_in(found), "hand-over": made.pk if made else None}
    record(Kind.CONSULTATION, by=member, place="hand-over", details=details)
