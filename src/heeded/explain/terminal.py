"""Lists and accounts for a terminal: plain words in 80 columns, plain text where there is no terminal."""

from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from heeded.catalogue.folder import catalogue_folder
from heeded.explain.listing import Entry, listing, shown_accounts
from heeded.explain.plain import count, day, day_and_time, in_reports, lower_first, showable, span, upper_first
from heeded.explain.rows import Row
from heeded.explain.segments import telling
from heeded.explain.wording import load_wording


def show_list(tables: Mapping[str, pa.Table], console: Console) -> None:
    """Print the courses of a run that ask to be looked at, and why, and count the rest.

    tables: courses, assessments and accounts; without accounts, all that stages.py lets explain take.
    """
    wording = load_wording(catalogue_folder())
    shown = listing(shown_accounts(tables, wording), tables["courses"].num_rows, wording)
    for part in shown.parts:
        _heading(console, f"{part.title}: {len(part.entries):,}")
        for entry in part.entries:
            _put_entry(console, entry)
    if shown.rest:
        _put(console, Text(shown.rest))
    if shown.parts:
        _put(console, Text(f"{shown.order} {shown.limits}", "dim"))


def _put_entry(console: Console, entry: Entry) -> None:
    _put(console, Text.assemble((entry.course_id, "bold"), f"  {entry.when}"))
    for name, words in (("Acts", entry.acts), ("Red flags", entry.flags), ("Recorded as", entry.recorded)):
        if words:
            _put(console, Text.assemble((f"{name}: ", "bold" if name == "Red flags" else ""), words), "    ")
    _gap(console)


def show_account(account: Row, console: Console) -> None:
    """Print the account of one course, to be read in a minute.

    account: as explain_courses writes it, parsed.
    """
    _put(console, Text(account["title"], "bold"))
    reports = count(len(account["reports"]), "report")
    _put(console, Text(f"Course {account['course_id']} · {account['period']['words']} · {reports}"))
    _put(console, Text(account["relationship"]["words"]))
    _gap(console)
    for line in account["headline_lines"]:
        _put(console, Text(line, "bold"))
    for named in account["named"]:
        _put(console, Text(f"{named['title']} ({in_reports(named['reports'])})"), "  - ", "    ")
    _gap(console)
    for part in (
        _timeline,
        _quotations,
        _points,
        _red_flags,
        _escalation,
        _concerns,
        _drift,
        _duties,
        _decisions,
        _questions,
        _next_steps,
        _together,
    ):
        part(account, console)
    _put(console, Text(account["limits"], "dim"))


def _timeline(account: Row, console: Console) -> None:
    _heading(console, "When, and what it was recorded as")
    for report in account["reports"]:
        if report["days_since_previous"]:
            _put(console, Text(f"{span(report['days_since_previous'])} later", "dim"), "    ")
        _put(console, Text.assemble(_when(report), "  ", (_recorded(report), "bold")), f"{report['number']:>3} ")
        _put(console, Text(" · ".join(_facts(report))), "      ")
    _gap(console)


def _when(report: Row) -> str:
    if not report["recorded_at"]:
        return "date not known"
    at = day_and_time(datetime.fromisoformat(report["recorded_at"]))
    return at if report["recorded_at_certain"] else f"{at} (date uncertain)"


def _recorded(report: Row) -> str:
    return str(report["recorded_as"]["text"] or "no heading given")


def _facts(report: Row) -> list[str]:
    versions = f"{report['versions']} versions" if report["versions"] > 1 else ""
    outcome = f"outcome: {report['outcome']}" if report["outcome"] else "outcome not given"
    facts = [report["kind"], f"risk grade: {report['risk_grade'] or 'not given'}", outcome, versions]
    return [fact for fact in facts if fact]


def _quotations(account: Row, console: Console) -> None:
    _heading(console, "What the words say")
    for report in account["reports"]:
        _put(console, Text.assemble((f"Report {report['number']}", "bold"), f", {_when(report)}"))
        groups = _grouped(report)
        for kind in ("said", "turned"):
            for quote, labels in groups[kind].items():
                _put_quotation(console, quote[2], "; ".join(telling(labels)))
        if not groups["said"] and not groups["turned"]:
            _put(console, Text("No act, risk or police action was found in its words."), "    ")
        _gap(console)


def _grouped(report: Row) -> dict[str, dict[tuple[str, int, str], dict[str, None]]]:
    """Group the labels that stand on the same words; concerns and the relationship stand elsewhere."""
    groups: dict[str, dict[tuple[str, int, str], dict[str, None]]] = {"said": {}, "turned": {}}
    fields = [report["recorded_as"]["marks"], report["narrative"]["marks"], *(e["marks"] for e in report["log"])]
    said = (m for marks in fields for m in marks if m["family"] != "concern")
    for mark in (m for m in said if not (m["code"] == "ex_partner" and m["stands"])):
        group = groups["said" if mark["stands"] else "turned"]
        group.setdefault((mark["field"], mark["start"], mark["quote"]), {})[mark["label"]] = None
    groups["turned"] = {place: labels for place, labels in groups["turned"].items() if place not in groups["said"]}
    return groups


def _put_quotation(console: Console, quote: str, label: str, number: int | None = None) -> None:
    said = f"“{quote}”" if number is None else f"“{quote}” (report {number})"
    _put(console, Text.assemble((said, "italic"), " – ", label), "    ", "      ")


def _points(account: Row, console: Console) -> None:
    if not account["points"]:
        return
    _heading(console, "Points to prove")
    for offence in account["points"]:
        _put(console, Text(offence["title"], "bold"))
        for element in offence["elements"]:
            where = f" ({in_reports(element['reports'])})" if element["reports"] else ""
            text = Text.assemble(f"{element['title']}: ", (element["standing_words"], "bold"), where)
            _put(console, text, "  - ", "    ")
            if element["missing"]:
                _put(console, Text(f"Enquiry: {element['missing']}"), "      ")
    _gap(console)


def _red_flags(account: Row, console: Console) -> None:
    _heading(console, "Red flags on file")
    for flag in account["red_flags"]:
        first = flag["first_on_file"]
        since = f", first on file {day(datetime.fromisoformat(first))}" if first else ""
        _put(
            console, Text.assemble((flag["title"], "bold"), f" ({in_reports(flag['reports'])}){since}"), "  - ", "    "
        )
    if not account["red_flags"]:
        _put(console, Text("None was found in the words on file; that is not to say that there is none."), "    ")
    risk = account["risk"]
    _put(console, Text(f"Latest risk grade: {risk['recorded_words']}. {risk['reason']}"))
    _gap(console)


def _escalation(account: Row, console: Console) -> None:
    if not account["escalation"]:
        return
    _heading(console, "Whether it grows worse")
    shown = [f for f in account["escalation"] if f["standing"] == "shown"]
    for form in shown:
        where = f" ({in_reports(form['reports'])})" if form["reports"] else ""
        _put(console, Text.assemble((form["title"], "bold"), f": {form['words']}{where}"), "  - ", "    ")
    for standing in ("not_shown", "cannot_tell"):
        others = [f for f in account["escalation"] if f["standing"] == standing]
        if others:
            said = "; ".join(f["title"] + (f" ({f['words']})" if f["words"] else "") for f in others)
            _put(console, Text(f"{upper_first(others[0]['standing_words'])}: {said}."), "    ")
    for words in (account["quiet"], account["risk"]["grades"]):
        if words:
            _put(console, Text(words))
    _gap(console)


def _concerns(account: Row, console: Console) -> None:
    if not account["concerns"]:
        return
    _heading(console, "Police words that deserve a second look")
    for quotation in account["concerns"]:
        _put_quotation(console, quotation["quote"], quotation["label"], quotation["report"])
    _gap(console)
    for concern in {q["code"]: q for q in account["concerns"]}.values():
        _put(console, Text.assemble((upper_first(concern["title"]), "bold"), f": {concern['ask']}"), "  - ", "    ")
        _put(console, Text(f"A better way to put it: {concern['better']}"), "    ")
    _gap(console)


def _drift(account: Row, console: Console) -> None:
    if account["drift"]:
        _heading(console, "How the words fade")
        for drift in account["drift"]:
            _put(
                console,
                Text.assemble((drift["title"], "bold"), f": {lower_first(drift['faded_words'])}"),
                "  - ",
                "    ",
            )
            for step in drift["steps"]:
                _put_quotation(console, step["quote"], step["stage_words"], step["report"])
        _gap(console)


def _duties(account: Row, console: Console) -> None:
    if not account["duties"]:
        return
    _heading(console, "What is asked of the police")
    _put(console, Text(account["duties_summary"]))
    _gap(console)
    for answer, title in (("met", "What was done, by the record"), ("not_met", "What was not done, or late")):
        held = [d for d in account["duties"] if d["answer"] == answer]
        if held:
            _put(console, Text(title, "bold"))
            for duty in held:
                _put_duty(duty, console)
            _gap(console)
    _untold(account, console)


def _put_duty(duty: Row, console: Console) -> None:
    where = sorted({q["report"] for q in duty["evidence"]} | {r["report"] for r in duty["rows"]})
    place = f" ({in_reports(where)})" if where else ""
    _put(console, Text.assemble((duty["title"], "bold"), f": {duty['why_words']}{place}"), "  - ", "    ")
    shown = [f"“{q['quote']}”" for q in duty["evidence"]] or [r["words"] for r in duty["rows"]]
    if shown and duty["answer"] == "not_met":
        _put(console, Text(shown[0], "italic"), "      ")


def _untold(account: Row, console: Console) -> None:
    """List in few lines, part by part, what the record does not tell."""
    untold = [d for d in account["duties"] if d["answer"] == "cannot_tell"]
    if untold:
        _put(console, Text("What the record does not tell", "bold"))
        for part in dict.fromkeys(d["part_words"] for d in untold):
            titles = [lower_first(d["title"]) for d in untold if d["part_words"] == part]
            _put(console, Text.assemble((part, "bold"), f": {'; '.join(titles)}"), "  - ", "    ")
        _gap(console)


def _questions(account: Row, console: Console) -> None:
    if account["questions"]:
        _heading(console, "Open questions")
        for question in account["questions"]:
            other = f" (course {question['other_course']})" if question["other_course"] else ""
            _put(console, Text.assemble((question["ask"], "bold"), f"{other} {question['reason']}"), "  - ", "    ")
        _gap(console)


def _decisions(account: Row, console: Console) -> None:
    if account["decisions"]:
        _heading(console, "What people decided")
        for decision in account["decisions"]:
            _put(console, Text(f"{decision['words']} ({in_reports(decision['reports'])})"), "  - ", "    ")
        _gap(console)


def _next_steps(account: Row, console: Console) -> None:
    if account["next_steps"]:
        _heading(console, "What could be done next")
        before = None
        for number, step in enumerate(account["next_steps"], start=1):
            if step["urgency"] != before:
                _put(console, Text(upper_first(step["urgency_words"]), "bold"))
                before = step["urgency"]
            clock = f", {step['clock']}" if step["clock"] else ""
            _put(console, Text(f"{step['step']} ({step['because']}{clock})."), f"{number:>3} ")
        _gap(console)


def _together(account: Row, console: Console) -> None:
    if len(account["reports"]) > 1:
        _heading(console, "Why these reports stand together")
        for report in account["reports"]:
            _put(console, Text(report["together_because"]), f"{report['number']:>3} ")
        _gap(console)


def _heading(console: Console, text: str) -> None:
    _put(console, Text(text.upper() if not console.is_terminal else text, "bold underline"))


def _gap(console: Console) -> None:
    console.print()


def _put(console: Console, text: Text, first: str = "", rest: str | None = None) -> None:
    """Print a text wrapped to the width, later lines under the first."""
    hanging = " " * cell_len(first) if rest is None else rest
    text.plain = showable(text.plain)
    lines = text.wrap(console, max(20, console.width - cell_len(hanging)), tab_size=4)
    for number, line in enumerate(lines):
        line.rstrip()
        console.print(
            Text(first if not number else hanging) + line, highlight=False, no_wrap=True, overflow="ignore", crop=False
        )
