"""Who the course is about: names as typed, the relationship as said, and how the mentions were brought together."""

from heeded.explain.plain import in_reports, listed, sentence
from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording

SIDES = (("victim", "victim_id"), ("suspect", "suspect_id"))


def names(rows: CourseRows, wording: Wording) -> dict[str, str | None]:
    """Give the name of each side as typed in the latest report that names it most fully; None where nobody did."""
    return {role: _name([m for _, m in _mentions(rows, role, column)]) for role, column in SIDES}


def title(named: dict[str, str | None], wording: Wording) -> str:
    """Give the title of an account: both names as typed, or that one is not known."""
    victim = named["victim"] or wording.sentences["unnamed_victim"]
    return f"{victim} and {named['suspect'] or wording.sentences['unnamed_suspect']}"


def _mentions(rows: CourseRows, role: str, column: str) -> list[tuple[int, Row]]:
    """Give a side's mentions with the numbers of their reports, in time order."""
    person_id = rows.course[column]
    return [
        (number, mention)
        for report_id, number in rows.numbers.items()
        for mention in sorted(rows.mentions.get(report_id, []), key=lambda m: str(m["mention_id"]))
        if mention["role"] == role and person_id and _person(rows, mention) == person_id
    ]


def _person(rows: CourseRows, mention: Row) -> str | None:
    person = rows.persons.get(mention["mention_id"])
    return str(person["person_id"]) if person else None


def _typed(mention: Row) -> str:
    return " ".join(part.strip() for part in (mention["forename"], mention["surname"]) if part and part.strip())


def _name(mentions: list[Row]) -> str | None:
    whole = [_typed(m) for m in mentions if m["forename"] and len((m["surname"] or "").strip(" .")) > 1]
    typed = [t for t in whole or [_typed(m) for m in mentions] if t]
    if not typed:
        return None
    # Capitals are how some systems shout, not how a name is spelt: the same name in mixed case reads better.
    calm = [t for t in typed if t.casefold() == typed[-1].casefold() and not t.isupper()]
    return calm[-1] if calm else typed[-1]


def relationship(rows: CourseRows, found: dict[str, Row], wording: Wording) -> Row:
    """Give the relationship in the words of the reports, typed in a field or else said in the text."""
    said: dict[str, tuple[str, list[int]]] = {}
    for role, column in reversed(SIDES):
        for number, mention in _mentions(rows, role, column):
            if mention["relationship"]:
                said.setdefault(mention["relationship"].casefold(), (mention["relationship"], []))[1].append(number)
    if not said:
        for quotation in found.values():
            if quotation["code"] == "ex_partner" and quotation["stands"]:
                said.setdefault(quotation["quote"].casefold(), (quotation["quote"], []))[1].append(quotation["report"])
    parts = [f"“{words}” ({in_reports(where)})" for words, where in said.values()]
    sentence = wording.sentences["relationship"]["said" if parts else "unsaid"]
    return {
        "said": [{"words": words, "reports": sorted(set(where))} for words, where in said.values()],
        "words": sentence.format(said=listed(parts, most=3)),
    }


def linked(rows: CourseRows) -> list[Row]:
    """Give each mention of both sides with the reason why it is held to be that person."""
    return [
        {
            "role": role,
            "report": number,
            "name": _typed(mention) or None,
            "reason": sentence(rows.persons[mention["mention_id"]]["reason"]),
        }
        for role, column in SIDES
        for number, mention in _mentions(rows, role, column)
    ]
