"""What tests begin with is what publishing writes: in every table, to the letter."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from kept_run import publish_anew, published_run

from heeded_desk.audit.models import Entry
from heeded_desk.members.models import Force

Rows = dict[str, list[str]]


class UndoneError(Exception):
    """Ends a transaction without what was written in it."""


def every_row() -> Rows:
    """Give what stands in each table of the database."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_a_kept_run_put_back_is_every_row_that_publishing_wrote(
    northmoor: Force, small_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kept_run._KEPT", {})
    with pytest.raises(UndoneError), transaction.atomic():
        published_run(northmoor, small_run)
        written = every_row()
        raise UndoneError
    assert written != every_row()

    published_run(northmoor, small_run)

    assert every_row() == written
    assert len(written["cases_case"]) > 20 and len(written["audit_entry"]) == 1


def test_where_anything_stands_already_the_run_is_published_anew(northmoor: Force, small_run: Path) -> None:
    first, second = published_run(northmoor, small_run), published_run(northmoor, small_run)

    assert first.pk != second.pk and second.state == "published"
    assert Entry.objects.count() == 2
    assert publish_anew(northmoor, small_run).pk not in (first.pk, second.pk)
