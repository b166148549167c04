"""What is shown and given out of the figures: pages, charts, files, the report of a quarter."""

import csv
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from django.test import Client
from people import traces_in

from heeded_desk.audit.models import Entry
from heeded_desk.deliveries.models import Run
from heeded_desk.figures.definitions import counted, definitions
from heeded_desk.figures.models import Crime, GivenReport, Heading
from heeded_desk.figures.pages_of_figures import chapter
from heeded_desk.figures.periods import ALL
from heeded_desk.figures.tables import share_of, table_of
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.database]

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


PAGES = (
    "/figures",
    "/figures?figure=duties",
    "/figures?figure=outcomes",
    "/figures?period=all",
    "/figures/any-heading",
)


@pytest.mark.parametrize("address", PAGES)
def test_pages_say_what_figures_mean_and_are_on_record(
    signed_in: Callable[..., Client], shown: Run, address: str
) -> None:
    answer = signed_in(Role.STALKING_LEAD).get(address)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "What it does not tell" in page
    assert "style=" not in page
    assert Entry.objects.filter(place__startswith="figures", kind="consultation").count() == 1


def test_charts_are_well_formed_and_tell_the_numbers_of_the_table(
    signed_in: Callable[..., Client], shown: Run, member: Callable[..., Member]
) -> None:
    lead = member(Role.STALKING_LEAD)
    for name in ("courses", "duties", "outcomes"):
        page = signed_in(Role.STALKING_LEAD).get(f"/figures?figure={name}&period=all").content.decode()
        drawings = [ElementTree.fromstring(svg) for svg in SVG.findall(page)]
        made = chapter(lead, name, ALL)
        charts = [made.summary, *(c for s in made.sections for c in s.charts)]
        assert len(drawings) == 2 * len(charts)
        for section in made.sections:
            read = {str(row[0]): row for row in section.sheet.rows}
            for chart in section.charts:
                for bar in chart.bars:
                    assert bar.words in read[bar.label] or section.by == "times", "the table has the same words"
        ids = [element.get("id") for drawing in drawings for element in drawing.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert all(d.get("role") == "img" and d.findtext("title") and d.findtext("desc") for d in drawings)


def test_bars_are_as_long_as_their_shares(signed_in: Callable[..., Client], shown: Run, northmoor: Force) -> None:
    page = signed_in(Role.STALKING_LEAD).get("/figures?period=all").content.decode()
    table = table_of(northmoor.pk, "courses", "month", ALL, exact=True)
    share = share_of(table, table.whole, definitions()["found"])
    assert share

    widths = [float(r.get("width") or 0) for r in ElementTree.fromstring(SVG.findall(page)[0]).findall("rect")]

    assert widths[0] == pytest.approx(share.value * 870, abs=0.1)


def test_an_analyst_sees_quarters_alone_and_no_small_number(signed_in: Callable[..., Client], quarter: Force) -> None:
    analyst, lead = signed_in(Role.ANALYST), signed_in(Role.STALKING_LEAD)

    asked = analyst.get("/figures?period=all").content.decode()
    assert "January to March 2026" in asked
    assert 'value="all"' not in asked
    assert "withheld" in asked
    assert "3 of 23" not in asked
    assert "3 of 23" in lead.get("/figures?period=2026-Q1").content.decode()


def test_files_withhold_from_everybody(signed_in: Callable[..., Client], quarter: Force) -> None:
    lead = signed_in(Role.STALKING_LEAD)

    answer = lead.get("/figures/file?cube=courses&by=district&period=2026-Q1&form=csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    kelder = next(row for row in rows if row[0] == "Kelder")
    assert kelder[1] == "withheld"
    book = openpyxl.load_workbook(
        BytesIO(lead.get("/figures/file?cube=courses&by=district&period=2026-Q1&form=xlsx").content)
    )
    sheet = book["courses-district"]
    tarn = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Tarn")
    assert [type(v) for v in tarn[6:8]] == [int, int]
    assert Entry.objects.filter(place="figures-file", kind="disclosure").count() == 2


NO_TABLES = (
    "",
    "cube=courses&by=district&period=2026",
    "cube=courses&by=row&period=2026-Q1",
    "cube=none&by=month&period=2026-Q1",
    "cube=courses&by=month&period=all",
    "cube=courses&by=times&period=2026-Q1",
    "cube=courses&by=month&period=2026-Q1&form=pdf",
)


@pytest.mark.parametrize("query", NO_TABLES)
def test_what_is_no_table_of_a_quarter_is_no_file(signed_in: Callable[..., Client], quarter: Force, query: str) -> None:
    assert signed_in(Role.STALKING_LEAD).get(f"/figures/file?{query}").status_code == 404
    assert not Entry.objects.filter(place="figures-file").exists()


def test_a_report_is_given_out_with_a_reason_and_withholds(signed_in: Callable[..., Client], quarter: Force) -> None:
    lead = signed_in(Role.STALKING_LEAD)
    given = {"quarter": "2026-Q1", "to_whom": "the scrutiny panel", "why": "its quarterly meeting"}

    book = openpyxl.load_workbook(BytesIO(lead.post("/figures/report", given | {"form": "xlsx"}).content))
    pdf = lead.post("/figures/report", given | {"form": "pdf"}).content

    assert book.sheetnames[0] == "notes"
    assert {"courses-district", "duties-row", "outcomes-month", "codes-row", "duties-times", "definitions"} <= {
        *book.sheetnames
    }
    read = {row[0]: row for row in book["courses-district"].iter_rows(values_only=True)}
    assert read["Kelder"][1] == "withheld"
    assert read["All"][1:8] == (44, 0, 57, 0, 0, 242, 343)
    assert {d.title for d in definitions().values() if d.cube in counted()} <= {
        r[0].value for r in book["definitions"].rows
    }
    read_pdf = pypdf.PdfReader(BytesIO(pdf))
    words = " ".join(page.extract_text() for page in read_pdf.pages)
    assert "What it does not tell" in words
    assert "withheld" in words
    assert read_pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in read_pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    given_out = [(g.form, g.to_whom) for g in GivenReport.objects.order_by("pk")]
    assert given_out == [("xlsx", "the scrutiny panel"), ("pdf", "the scrutiny panel")]
    entries = Entry.objects.filter(place="figures-report", kind="disclosure")
    assert entries.count() == 2
    assert not [e for e in entries if "panel" in str(e.details)]


def test_a_report_without_a_reason_is_not_given(signed_in: Callable[..., Client], quarter: Force) -> None:
    page = signed_in(Role.STALKING_LEAD).post("/figures/report", {"quarter": "2026-Q1", "form": "pdf"})

    assert page.status_code == 200
    assert "Say why the file is given out" in page.content.decode()
    assert not GivenReport.objects.exists()


def test_crimes_can_be_chosen_and_searched_without_a_word_in_the_address(
    signed_in: Callable[..., Client], shown: Run, northmoor: Force
) -> None:
    lead = signed_in(Role.STALKING_LEAD)
    district = Heading.objects.filter(force=northmoor, kind="district").first()
    assert district

    for asked in ({"district": district.pk}, {"named": "included"}, {"act": "following"}, {"stalking": "indicated"}):
        (name, value), found = *asked.items(), Crime.objects.filter(stalking__in=("indicated", "possible"))
        found = found.filter(acts__contains=" following ") if name == "act" else found.filter(**asked)
        page = lead.get("/figures/any-heading", {name: value}).content.decode()
        assert page.count('data-name="Acts told"') == found.count() > 0, name
    searched = lead.post("/figures/any-heading", {"words": "8Q"}).content.decode()
    assert searched.count('data-name="Acts told"') == Crime.objects.filter(included__words="8Q stalking").count() > 0
    assert "/courses/C-" in searched
    assert traces_in(Entry.objects.all()) == []


def test_an_analyst_gets_the_list_of_crimes_without_names_or_links(
    signed_in: Callable[..., Client], shown: Run
) -> None:
    page = signed_in(Role.ANALYST).get("/figures/any-heading").content.decode()

    assert 'data-name="Acts told"' in page
    assert "/courses/" not in page
    assert not any(crime.case.title in page for crime in Crime.objects.select_related("case"))


def test_nothing_of_another_force_is_shown(signed_in: Callable[..., Client], shown: Run, elsewhere: Force) -> None:
    stranger = signed_in(Role.STALKING_LEAD, force=elsewhere)

    assert "Nothing is counted yet" in stranger.get("/figures").content.decode()
    assert "0 crimes" in stranger.get("/figures/any-heading").content.decode()
    assert "Nothing is counted yet" in stranger.get("/figures/report").content.decode()


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_is_refused_is_told_whom_to_ask(signed_in: Callable[..., Client], northmoor: Force, role: Role) -> None:
    answer = signed_in(role).get("/figures")

    assert answer.status_code == 403
    assert "Ask one of them" in answer.content.decode()
