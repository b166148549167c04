"""What a run could not read, line by line."""

import csv
import io
from itertools import islice
from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.queries import deliveries_of, run_of
from heeded_desk.deliveries.refused import Line, refused_lines
from heeded_desk.members.policies import may_deliver
from heeded_desk.places import guarded

PER_PAGE = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


@guarded(may_deliver)
def refused(request: HttpRequest, number: int) -> HttpResponse:
    """Show one page of the lines that a run refused."""
    run = run_of(request.user, number)
    page = Paginator(range(run.refused), PER_PAGE).get_page(request.GET.get("page"))
    lines = list(islice(refused_lines(Path(run.folder)), page.start_index() - 1, page.end_index())) if page else []
    labels = dict(
        deliveries_of(request.user).filter(stored_as__in={x.file for x in lines}).values_list("stored_as", "label")
    )
    shown = {"run": run, "page": page, "lines": lines, "labels": labels, "kept": _kept(run)}
    return render(request, "deliveries/refused.html", shown)


@guarded(may_deliver)
def refused_file(request: HttpRequest, number: int) -> HttpResponse:
    """Give the lines that a run refused as a file for a spreadsheet."""
    run = run_of(request.user, number)
    record(Kind.DISCLOSURE, by=request.user, place="refused", details={"run": run.pk})
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(Line._fields)
    writer.writerows([_harmless(cell) for cell in line] for line in refused_lines(Path(run.folder)))
    headers = {"Content-Disposition": f'attachment; filename="refused-{run.pk}.csv"'}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _kept(run: Run) -> bool:
    return bool(run.folder) and (Path(run.folder) / "refused.csv").is_file()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
