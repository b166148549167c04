"""The entries of the member's own force, latest first."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.forms import Choosing, told
from heeded_desk.audit.models import Kind, Verification
from heeded_desk.audit.queries import Page, entries_of, names_for, page_of
from heeded_desk.audit.wording import sentence
from heeded_desk.members.policies import may_audit
from heeded_desk.places import guarded


@guarded(may_audit)
def entries(request: HttpRequest) -> HttpResponse:
    """Show one page of entries, and put on record that they were seen, and by what they were chosen."""
    form = Choosing(request.GET, force=request.user.force)
    if not form.is_valid():
        return render(request, "audit/entries.html", {"form": form, "page": Page([], None, None)}, status=400)
    chosen = form.chosen()
    before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    page = page_of(entries_of(request.user.force, chosen), before, after)
    names = names_for(page.entries)
    record(Kind.CONSULTATION, by=request.user, place="audit", details=told(chosen))
    shown = {
        "form": form,
        "page": page,
        "chosen": chosen,
        "kept": _kept(chosen),
        "rows": [(entry, sentence(entry, names)) for entry in page.entries],
        "verified": Verification.objects.exclude(state=Verification.State.GOING).first(),
    }
    return render(request, "audit/entries.html", shown)


def _kept(chosen: dict[str, object]) -> str:
    """Give the query of the page without its place in the list, ending in & where it is not empty."""
    query = QueryDict(mutable=True)
    query.update({k: str(v) for k, v in told(chosen).items()})
    return f"{query.urlencode()}&" if query else ""
