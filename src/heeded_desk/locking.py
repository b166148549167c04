"""What a migration does so that PostgreSQL gives out the rows of a new table to one force alone."""

from collections.abc import Mapping

from django.db.migrations import RunPython

HELD = "(SELECT nullif(current_setting('app.force', true), '')::bigint)"
OWN = f"force_id = {HELD}"
"""The condition of a table whose rows name their force."""


def hangs_on(table: str, owner: str, key: str) -> str:
    """Give the condition of a table whose rows hang, by `key`, on a row of another that has its own lock."""
    return f"EXISTS (SELECT 1 FROM {owner} held WHERE held.id = {table}.{key})"


def locks(tables: Mapping[str, str]) -> RunPython:
    """Give the step of a migration that locks these tables; it can be taken back, and does nothing on SQLite.

    tables: for each its condition, `OWN` or one of `hangs_on`. The step belongs after the one that makes the tables.
    """

    def lock(apps: object, editor: object) -> None:
        for statement in (s for table, condition in tables.items() for s in _locking(table, condition)):
            _on_postgresql(editor, statement)

    def unlock(apps: object, editor: object) -> None:
        for statement in (s for table in tables for s in _unlocking(table)):
            _on_postgresql(editor, statement)

    step = RunPython(lock, unlock)
    step.locks = tuple(tables)  # a test asks every migration which tables are locked
    return step


def _locking(table: str, condition: str) -> tuple[str, ...]:
    return (
        f"CREATE POLICY one_force ON {table} USING ({condition}) WITH CHECK ({condition})",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",  # the desk's own role owns the tables
    )


def _unlocking(table: str) -> tuple[str, ...]:
    return (
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"DROP POLICY one_force ON {table}",
    )


def _on_postgresql(editor: object, statement: str) -> None:
    if editor.connection.vendor == "postgresql":  # type: ignore[attr-defined]
        editor.execute(statement)  # type: ignore[attr-defined]
