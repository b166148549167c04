"""A run that is put on the desk once in a process: its rows are kept, and put back for every test that begins with it.

Working the rows out takes a second, and more than a hundred tests begin with the same. They are put back where the
tables are as empty as they were then; anywhere else the run is published anew. What a row belongs to is put back before
it, for PostgreSQL's second lock asks of which force that is.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from heeded_desk.audit.models import Entry, Head
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force, Member


class Rows(NamedTuple):
    """All rows of one table, every value as the database itself holds it."""

    table: str
    columns: Sequence[str]
    values: Sequence[Sequence[Any]]


_KEPT: dict[tuple[Path, int], list[Rows]] = {}


def published_run(force: Force, folder: Path) -> Run:
    """Put a finished run on the desk of a force; gives it."""
    if Member.objects.exists() or any(_holds(table) for table in _tables()):
        return publish_anew(force, folder)
    if (folder, force.pk) not in _KEPT:
        made = publish_anew(force, folder)
        _KEPT[folder, force.pk] = [rows for table in _tables() if (rows := _rows(table)).values]
        return made
    return _put_back(_KEPT[folder, force.pk])


@transaction.atomic
def _put_back(kept: list[Rows]) -> Run:
    for rows in kept:
        _put(rows)
    _count_on([rows.table for rows in kept])
    told = Entry.objects.get()
    Head.objects.update(number=told.number, hash=told.hash)
    return Run.objects.get()


def publish_anew(force: Force, folder: Path) -> Run:
    """Put a finished run on the desk as the worker does."""
    run = Run.objects.create(force=force, asked_at=datetime.now(UTC), folder=str(folder))
    publish(run, folder)
    return run


@cache
def _tables() -> list[str]:
    """Give the tables that a run may write to: the desk's own, but those of people and the one row of the audit.

    In order: each stands behind those that its rows belong to.
    """
    models = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("heeded_desk.")]
    written = {m._meta.db_table: m for m in models if m is not Head and m._meta.app_label != "members"}
    return list(TopologicalSorter({t: _belongs_to(m) & written.keys() for t, m in written.items()}).static_order())


def _belongs_to(model: type[Model]) -> set[str]:
    """Give the tables that rows of a model name, but its own."""
    named = [field.related_model for field in model._meta.concrete_fields if field.related_model]
    return {other._meta.db_table for other in named if other is not model}


def _holds(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
        return cursor.fetchone() is not None


def _rows(table: str) -> Rows:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
        plus = "+" if connection.vendor == "sqlite" else ""  # so that it is not read as the driver reads its kind
        asked = ", ".join(f"{plus}{quote(column)}" for column in columns)
        cursor.execute(f"SELECT {asked} FROM {quote(table)}")
        return Rows(table, columns, cursor.fetchall())


def _put(rows: Rows) -> None:
    quote = connection.ops.quote_name
    columns, places = ", ".join(map(quote, rows.columns)), ", ".join(["%s"] * len(rows.columns))
    at_once = 900 // len(rows.columns)  # no statement of SQLite may have more than 999 values
    with connection.cursor() as cursor:
        for begin in range(0, len(rows.values), at_once):
            some = rows.values[begin : begin + at_once]
            every = ", ".join([f"({places})"] * len(some))
            statement = f"INSERT INTO {quote(rows.table)} ({columns}) VALUES {every}"
            cursor.execute(statement, [value for row in some for value in row])


def _count_on(tables: Sequence[str]) -> None:
    """Have the next row of each table numbered behind those put back, where the database counts by itself."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
