"""First contact: what is typed while somebody is on the line is posted and answered, and stands in no address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.contact.answering import Told, tell, without
from heeded_desk.contact.forms import ContactForm
from heeded_desk.contact.limits import member_may_ask
from heeded_desk.contact.looking import NotReadyError, look, warm
from heeded_desk.contact.policies import may_look_up
from heeded_desk.contact.typed import is_empty, report_of
from heeded_desk.deliveries.told import now
from heeded_desk.members.policies import may_open_cases
from heeded_desk.places import guarded

PAGE = "contact/first_contact.html"
TOO_OFTEN = (
    "You have looked up very often in this minute. Wait a moment and look up again; what you typed is still there."
)


@guarded(may_look_up)
@never_cache
def first_contact(request: HttpRequest) -> HttpResponse:
    """Show the form; where something was sent, what is on file, and put on record which courses and people that was."""
    if request.method != "POST":
        warm(request.user.force)
        return render(request, PAGE, {"form": ContactForm(None)})
    form = ContactForm(request.POST)
    form.is_valid()
    report = report_of(form.cleaned_data)
    if is_empty(report):
        return render(request, PAGE, {"form": form, "empty": True})
    if not member_may_ask(request.user, now()):
        return render(request, PAGE, {"form": form, "problem": TOO_OFTEN}, status=429)
    told, problem = _told(request, report)
    record(Kind.CONSULTATION, by=request.user, place="first-contact", details=told.seen)
    opens = bool(may_open_cases(request.user))
    return render(request, PAGE, {"form": form, "told": told, "problem": problem, "opens": opens})


def _told(request: HttpRequest, report: dict[str, object]) -> tuple[Told, str]:
    """Give the answer, or what can be said without one and the sentence that says why."""
    try:
        return tell(request.user.force, look(request.user.force, report)), ""
    except NotReadyError as error:
        return without(), str(error)
    except ValueError as error:  # the engine's sentence, which holds nothing of the report
        return without(), f"This could not be looked up. {error}"
