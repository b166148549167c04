"""The report of a quarter, made on the page and given out with a reason."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.figures.models import Coverage, GivenReport
from heeded_desk.figures.pages_of_figures import periods_for
from heeded_desk.figures.periods import period_from
from heeded_desk.figures.policies import may_give_figures
from heeded_desk.figures.report import give_report, notes
from heeded_desk.given_out_form import GivenOutForm
from heeded_desk.members.models import Member
from heeded_desk.places import guarded

TYPES = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
SHOWN = 20


class ReportForm(GivenOutForm):
    """Which quarter, which file, to whom and why; nothing but the quarter is chosen beforehand."""

    form = forms.ChoiceField(
        choices=GivenReport.Form.choices,
        error_messages={"required": "Choose a kind of file", "invalid_choice": "Choose PDF or workbook"},
    )

    def __init__(self, data: object, quarters: list[tuple[str, str]]) -> None:
        super().__init__(data)
        wrong = {"required": "Choose a quarter", "invalid_choice": "Choose a quarter from the list"}
        self.fields["quarter"] = forms.ChoiceField(choices=quarters, error_messages=wrong)


@guarded(may_give_figures)
def figures_report(request: HttpRequest) -> HttpResponse:
    """Ask for a quarter, to whom and why; give the file, which is kept nowhere."""
    member = request.user
    reach = Coverage.objects.filter(force=member.force_id).first()
    quarters = [(p.code, p.words) for p in periods_for(reach, False)]
    form = ReportForm(request.POST or None, quarters)
    if request.method == "POST" and form.is_valid():
        return _file(member, form.cleaned_data)
    before = GivenReport.objects.filter(force=member.force_id).select_related("by")[:SHOWN]
    record(Kind.CONSULTATION, by=member, place="figures-report", details={"before": len(before)})
    shown = {"form": form, "quarters": quarters, "before": before, "notes": notes(member.force_id), "reach": reach}
    return render(request, "figures/report.html", shown)


def _file(member: Member, asked: dict[str, str]) -> HttpResponse:
    quarter = period_from(asked["quarter"])
    assert quarter, "the form offers quarters alone"
    content = give_report(
        member.force, quarter, by=member, form=asked["form"], to_whom=asked["to_whom"], why=asked["why"]
    )
    answer = HttpResponse(content, content_type=TYPES[asked["form"]])
    answer["Content-Disposition"] = f'attachment; filename="figures-{quarter.code}.{asked["form"]}"'
    answer["Cache-Control"] = "no-store"
    return answer
