"""The forms of escalation as an account shows them: each with its numbers, its reports and its words."""

from collections.abc import Mapping

from heeded.explain.plain import in_reports, listed
from heeded.explain.quoting import picked
from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording


def escalation(rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> list[Row]:
    """Give the forms of escalation of a course; none for a course in which nothing indicates stalking."""
    return [_form(form, rows, found, wording) for form in rows.assessment["escalation"]]


def quiet(rows: CourseRows, wording: Wording) -> str:
    """Say that a quiet after it grew worse is no reassurance; empty where there is none."""
    days = rows.assessment["quiet_days"]
    return str(wording.escalation["quiet"]).format(days=days) if days is not None else ""


def grades(rows: CourseRows, wording: Wording) -> str:
    """Give every grade that was recorded, in time order, as it stands beside the forms."""
    words = wording.escalation
    said = [
        words["grade"].format(grade=r["risk_grade"], report=rows.numbers[r["report_id"]])
        for r in rows.reports
        if r["risk_grade"]
    ]
    return str(words["grades"]).format(grades=listed(said)) if said else str(words["no_grade"])


def _form(form: Row, rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> Row:
    numbers = {n["name"]: n["value"] for n in form["numbers"]}
    places = [rows.numbers[i] for i in form["reports"] if i in rows.numbers]
    return {
        "form": form["form"],
        "title": wording.escalation["titles"][form["form"]],
        "standing": form["standing"],
        "standing_words": wording.escalation["standing"][form["standing"]],
        "words": _words(form, numbers, places, wording),
        "numbers": numbers,
        "reports": sorted(set(places)),
        "evidence": picked(found, form["findings"] or []),
    }


def _words(form: Row, numbers: Mapping[str, str], places: list[int], wording: Wording) -> str:
    """Fill the sentence of a form with its numbers; empty where the form has none for its standing."""
    words = wording.escalation.get(form["standing"], {}).get(form["form"], "")
    kinds = {"first_kinds": numbers["first"]} if "first" in numbers else {}
    steps = dict(zip(("first", "then"), (in_reports([p]) for p in places), strict=False))
    return str(words).format(**{**numbers, **steps, **kinds})
