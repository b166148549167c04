"""Everything of a force as one archive."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from heeded_desk.places import guarded
from heeded_desk.records.actions.exports import begin_export
from heeded_desk.records.export.streaming import archive
from heeded_desk.records.forms import ExportForm
from heeded_desk.records.models import Export
from heeded_desk.records.policies import may_export

SHOWN = 20


@guarded(may_export)
def export(request: HttpRequest) -> HttpResponseBase:
    """Ask why; send the archive, which is kept nowhere."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _sent(request, form.cleaned_data["why"], form.cleaned_data["passphrase"].encode() or None)
    before = Export.objects.filter(force=request.user.force_id).select_related("by")[:SHOWN]
    return render(request, "records/export.html", {"form": form, "before": before})


def _sent(request: HttpRequest, why: str, passphrase: bytes | None) -> StreamingHttpResponse:
    made = begin_export(why=why, sealed=bool(passphrase), by=request.user)
    name = f"heeded-{made.force.code}-{made.pk}.zip{'.sealed' if passphrase else ''}"
    answer = StreamingHttpResponse(archive(made, passphrase), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
