"""What a call handler typed, as a report of a delivery: what is empty is left out, and nothing is added."""

from collections.abc import Mapping

PEOPLE = {
    "victim": ("forename", "surname", "dob", "phone"),
    "suspect": ("forename", "surname", "phone", "handle"),
}
"""What the form asks about each side."""


def report_of(typed: Mapping[str, object]) -> dict[str, object]:
    """Give the report; `typed` has `victim_surname` and so on, and `words` for what happened."""
    people = [_person(role, columns, typed) for role, columns in PEOPLE.items()]
    report: dict[str, object] = {"persons": [person for person in people if len(person) > 1]}
    if typed.get("words"):
        report["narrative"] = typed["words"]
    return report


def is_empty(report: Mapping[str, object]) -> bool:
    """Say whether nothing was typed."""
    return not report.get("persons") and not report.get("narrative")


def _person(role: str, columns: tuple[str, ...], typed: Mapping[str, object]) -> dict[str, object]:
    given = {column: typed.get(f"{role}_{column}") for column in columns}
    born = given.get("dob")
    if born:
        given["dob"] = f"{born:%Y-%m-%d}"
    return {"role": role} | {column: value for column, value in given.items() if value}
