"""So many courses as a force of a size would have them: those of a run again and again, each a course of its own."""

from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

from heeded.model import contracts

Tables = dict[str, pa.Table]

GIVEN = ("reports", "versions", "log", "findings", "clues", "courses", "course_reports", "possible_joins")
"""What assessing takes."""
_IDS = "report_id report_a report_b course_id course_a course_b finding_id clue_id question_id victim_id suspect_id"
IDS = frozenset(_IDS.split())
TEXTS = {("reports", "narrative"), ("versions", "narrative"), ("log", "text")}


def repeated(tables: Tables, courses: int) -> Tables:
    """Give so many courses: all of a run again and again, the last time in part, their mixture kept.

    Each time the ids are new, the days earlier, and each text ends in other words, so that nothing is told twice.
    """
    each = tables["courses"].num_rows
    copies = [_copy(tables, n) for n in range(courses // each)]
    if courses % each:
        copies.append(_copy(_first(tables, courses % each), courses // each))
    return {name: contracts.checked(name, pa.concat_tables(c[name] for c in copies)) for name in GIVEN}


def _first(tables: Tables, courses: int) -> Tables:
    """Give the first courses of a run with their reports."""
    kept = tables["courses"]["course_id"].slice(0, courses).combine_chunks()
    members = tables["course_reports"].filter(pc.is_in(tables["course_reports"]["course_id"], kept))
    reports = members["report_id"].combine_chunks()
    given = {name: tables[name].filter(pc.is_in(tables[name]["report_id"], reports)) for name in GIVEN[:5]}
    asked = tables["possible_joins"].filter(pc.is_in(tables["possible_joins"]["course_a"], kept))
    return {**given, "courses": tables["courses"].slice(0, courses), "course_reports": members, "possible_joins": asked}


def _copy(tables: Tables, number: int) -> Tables:
    return {name: _own(name, tables[name], number) for name in GIVEN}


def _own(name: str, table: pa.Table, number: int) -> pa.Table:
    """Give a table under ids of its own, on days of its own, in words of its own."""
    days = pa.scalar(timedelta(days=number), pa.duration("ms"))
    for at, field in enumerate(table.schema):
        column = table.column(field.name)
        if field.name in IDS:
            table = table.set_column(at, field, _ending(column, f"-{number}"))
        elif field.type == contracts.MOMENT:
            table = table.set_column(at, field, pc.subtract(column, days).cast(contracts.MOMENT))
        elif (name, field.name) in TEXTS:
            table = table.set_column(at, field, _ending(column, f"\nReference {number}."))
    return table


def _ending(column: pa.ChunkedArray, words: str) -> pa.ChunkedArray:
    text = pa.large_string()
    return pc.binary_join_element_wise(column, pa.scalar(words, text), pa.scalar("", text))
