"""Chosen entries as a file, which is a disclosure."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from heeded_desk.audit.actions import record
from heeded_desk.audit.exports import CONTENT, as_csv, as_lines
from heeded_desk.audit.forms import Choosing, told
from heeded_desk.audit.models import Kind
from heeded_desk.audit.queries import Page, entries_of, pieces_of
from heeded_desk.members.policies import may_audit
from heeded_desk.places import guarded


@guarded(may_audit)
@require_POST
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Give the chosen entries up to now as a file, piece by piece; the giving out is itself put on record."""
    form = Choosing(request.POST, force=request.user.force)
    kind = request.POST.get("form", "")
    if not form.is_valid() or kind not in CONTENT:
        return render(request, "audit/entries.html", {"form": form, "page": Page([], None, None)}, status=400)
    chosen = form.chosen()
    selection = told(chosen)
    made = record(Kind.DISCLOSURE, by=request.user, place="audit-export", details={**selection, "form": kind})
    found = pieces_of(entries_of(request.user.force, chosen), made.number)
    lines = as_csv(found) if kind == "csv" else as_lines(found, {**selection, "up_to": made.number})
    name = f"audit-{datetime.now(UTC):%Y-%m-%d}-{made.number}.{kind}"
    return StreamingHttpResponse(
        lines, content_type=CONTENT[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
