"""The list of courses: which part each stands in, and in words why it is there."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from heeded.catalogue.folder import catalogue_folder
from heeded.explain.accounts import explain_courses
from heeded.explain.plain import count, listed, numbers
from heeded.explain.rows import Row
from heeded.explain.wording import Wording, load_wording

PARTS = ("unrecognised_flags", "unrecognised", "indicated", "answered", "possible")


@dataclass(frozen=True, slots=True)
class Entry:
    """One course of the list."""

    course_id: str
    title: str
    when: str
    recorded: str
    acts: str
    flags: str
    questions: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list, most recent course first."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole list: its parts, and the number of courses that stand in none."""

    parts: tuple[Part, ...]
    rest: str
    order: str
    limits: str


def shown_accounts(tables: Mapping[str, pa.Table], wording: Wording | None = None) -> list[Row]:
    """Give the accounts of the courses that are indicated or possible, by course id."""
    given = tables.get("accounts")
    if given is None:
        given = explain_courses(tables, wording or load_wording(catalogue_folder()))["accounts"]
    assessments = tables["assessments"].select(["course_id", "stalking"]).to_pylist()
    wanted = {a["course_id"] for a in assessments if a["stalking"] != "not_indicated"}
    return [json.loads(row["account"]) for row in given.to_pylist() if row["course_id"] in wanted]


def listing(accounts: Iterable[Row], courses: int, wording: Wording) -> Listing:
    """Give the list.

    accounts: of the courses to be shown. courses: how many there are in all.
    """
    grouped: dict[str, list[Row]] = {part: [] for part in PARTS}
    for account in accounts:
        grouped[part_of(account)].append(account)
    shown = sum(map(len, grouped.values()))
    words = wording.sentences["list"]
    return Listing(
        parts=tuple(
            Part(words[part], tuple(map(_entry, sorted(found, key=_latest_first))))
            for part, found in grouped.items()
            if found
        ),
        rest=_rest(courses - shown, shown, words),
        order=words["order"],
        limits=wording.sentences["limits"],
    )


def _rest(others: int, shown: int, words: Mapping[str, str]) -> str:
    counted = words["rest"].format(courses=count(others, "course", figures=True)) if others else ""
    return counted if shown else f"{words['none']} {counted}".strip()


def part_of(account: Row) -> str:
    """Say in which part of the list a course stands."""
    if account["stalking"] != "indicated":
        return "possible"
    if not account["unrecognised"]:
        return "indicated"
    if account["answered"]:
        return "answered"
    return "unrecognised_flags" if account["red_flags"] else "unrecognised"


def _latest_first(account: Row) -> tuple[tuple[int, ...], str]:
    last = account["period"]["last"] or ""
    return (tuple(-ord(c) for c in last) or (1,), account["course_id"])


def _entry(account: Row) -> Entry:
    return Entry(
        course_id=account["course_id"],
        title=account["title"],
        when=f"{account['period']['words']}, {count(len(account['reports']), 'report')}",
        recorded=listed([f"“{h}”" for h in account["recorded_as"]], most=3, rest="other heading"),
        acts=_acts(account),
        flags=listed([f["title"] for f in account["red_flags"]], most=4),
        questions=count(len(account["questions"]), "open question") if account["questions"] else "",
    )


def _acts(account: Row) -> str:
    if len(account["reports"]) == 1:
        return listed([a["title"] for a in account["acts"]], most=5)
    return listed([f"{a['title']} ({numbers(a['reports'])})" for a in account["acts"]], most=5)
