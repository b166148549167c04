"""The figures of a force, and each table of them as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.figures.definitions import rules
from heeded_desk.figures.models import Coverage
from heeded_desk.figures.pages_of_figures import CHAPTERS, chapter, chosen, is_exact, periods_for
from heeded_desk.figures.periods import Period, period_from
from heeded_desk.figures.policies import may_give_figures, may_see_figures
from heeded_desk.figures.report import notes
from heeded_desk.figures.sheets import Sheet, as_text, csv_file, sheet_of, summary_sheet, times_sheet, workbook
from heeded_desk.figures.tables import BYS, table_of
from heeded_desk.figures.times import times_of
from heeded_desk.members.models import Member
from heeded_desk.places import guarded

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@guarded(may_see_figures)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period; small numbers are withheld from whoever may not see them."""
    member, name = request.user, request.GET.get("figure", "courses")
    name = name if name in CHAPTERS else "courses"
    reach, exact = Coverage.objects.filter(force=member.force_id).first(), is_exact(member)
    period = chosen(request.GET.get("period", ""), reach, exact)
    told: dict[str, object] = {"figure": name, "period": period.code if period else ""}
    record(Kind.CONSULTATION, by=member, place="figures", details=told)
    shown = {
        "name": name,
        "reach": reach,
        "exact": exact,
        "period": period,
        "periods": periods_for(reach, exact),
        "chapter": chapter(member, name, period) if period else None,
        "rules": rules(),
        "as_text": as_text,
    }
    return render(request, "figures/figures.html", shown)


@guarded(may_give_figures)
def figures_file(request: HttpRequest) -> HttpResponse:
    """Give one table as a file, small numbers withheld from everybody; raises Http404 where there is none."""
    member, asked = request.user, request.GET
    cube, by, form = asked.get("cube", ""), asked.get("by", ""), asked.get("form", "csv")
    period = period_from(asked.get("period", ""))
    offered = periods_for(Coverage.objects.filter(force=member.force_id).first(), False)
    if period not in offered or form not in TYPES or cube not in BYS or by not in (*BYS[cube], "times", "all"):
        raise Http404
    sheet = _sheet(member, cube, by, period)
    if sheet is None:
        raise Http404
    told: dict[str, object] = {"figure": f"{cube}-{by}", "period": period.code, "form": form}
    record(Kind.DISCLOSURE, by=member, place="figures-file", details=told)
    words = notes(member.force_id)
    content = csv_file(sheet, words) if form == "csv" else workbook([sheet], (sheet.title, *words))
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="figures-{cube}-{by}-{period.code}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _sheet(member: Member, cube: str, by: str, period: Period) -> Sheet | None:
    if by == "times" and cube != "duties":
        return None
    table = table_of(member.force_id, cube, {"times": "row", "all": BYS[cube][0]}.get(by, by), period, exact=False)
    if by == "all":
        return summary_sheet([table])
    if by == "times":
        return times_sheet(times_of(member.force_id, table, period, exact=False), period.words)
    return sheet_of(table)
