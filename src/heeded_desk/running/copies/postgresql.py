"""PostgreSQL gives its rows out by COPY under one snapshot, force by force, as the second lock has it.

The desk's own role is given the rows of one force at a time, so no role above the lock is needed, and none of
PostgreSQL's tools. Each row of a locked table is one force's, which a test holds all tables to; so all rows together
are the rows of all forces.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from heeded_desk.running.errors import BackupError
from heeded_desk.second_lock import SETTING

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
TABLES = """SELECT relname, relrowsecurity FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"""
COLUMNS = """SELECT attname FROM pg_attribute
 WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
ROUTINES = """SELECT p.oid::regprocedure::text FROM pg_proc p
 WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
 AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
MINE = TABLES.replace("WHERE", "WHERE relowner = current_user::regrole AND")
NOT_KEPT = ("members_session", "django_session")
"""So that nobody is signed in after a restore; the second is of a desk from before the upgrade."""
SEPARATE = "django_migrations"
"""Its rows stand in the manifest: migrating writes them again."""
PIECE = 1 << 20


def copy(folder: Path) -> dict[str, object]:
    """Copy every table into a file; everything is as it was when the first was begun."""
    if connection.in_atomic_block:
        raise RuntimeError("A copy needs a snapshot of its own, and a transaction is open.")
    with transaction.atomic():
        _do(SNAPSHOT)
        forces = [row[0] for row in _rows("SELECT id FROM members_force ORDER BY id")]
        tables = {}
        for name, locked in _rows(TABLES):
            if name not in (*NOT_KEPT, SEPARATE):
                tables[name] = _copy_table(folder, name, forces if locked else [None])
        number, last = _rows("SELECT number, hash FROM audit_head")[0]
        told = {"tables": tables, "head": {"number": number, "hash": last}}
        told["migrations"] = [list(row) for row in _rows(f"SELECT app, name FROM {SEPARATE} ORDER BY id")]
    return {**told, "sequences": [list(row) for row in _rows(SEQUENCES)]}


def _copy_table(folder: Path, name: str, forces: list[int | None]) -> list[str]:
    """Copy one table and give its columns."""
    columns = [row[0] for row in _rows(COLUMNS, [name])]
    statement = f"COPY (SELECT {_listed(columns)} FROM {_quoted(name)}) TO STDOUT"
    with (folder / f"{name}.copy").open("wb") as file, connection.cursor() as cursor:
        for force in forces:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, "" if force is None else str(force)])
            with cursor.copy(statement) as rows:
                for data in rows:
                    file.write(data)
    return columns


def put(folder: Path, told: dict[str, object]) -> None:
    """Empty the database, bring it to the state of the copy, and put the rows in, all of them or none."""
    tables: dict[str, list[str]] = told["tables"]  # type: ignore[assignment]
    _empty()
    _migrate_to(told["migrations"])  # type: ignore[arg-type]
    strange = tables.keys() - {row[0] for row in _rows(TABLES)}
    if strange:
        raise BackupError("The backup holds tables that this version of Heeded does not know.")
    with transaction.atomic(), _opened():
        _do(f"TRUNCATE {_listed(name for name, _ in _rows(TABLES) if name != SEPARATE)}")
        for name, columns in tables.items():
            _put_table(folder / f"{name}.copy", name, columns)
        for name, last in told["sequences"]:  # type: ignore[attr-defined]
            _do("SELECT setval(%s::regclass, %s)", [_quoted(name), last])
        _do("SET CONSTRAINTS ALL IMMEDIATE")


def _put_table(path: Path, name: str, columns: list[str]) -> None:
    statement = f"COPY {_quoted(name)} ({_listed(columns)}) FROM STDIN"
    with path.open("rb") as file, connection.cursor() as cursor, cursor.copy(statement) as to:
        while data := file.read(PIECE):
            to.write(data)


@contextmanager
def _opened() -> Iterator[None]:
    """Let the owner of the tables write all rows: the second lock and the guards are off, within one transaction."""
    tables = _rows(TABLES)
    for name, locked in tables:
        _do(f"ALTER TABLE {_quoted(name)} DISABLE TRIGGER USER")
        if locked:
            _do(f"ALTER TABLE {_quoted(name)} NO FORCE ROW LEVEL SECURITY")
    yield  # after an error all this is rolled back
    for name, locked in tables:
        _do(f"ALTER TABLE {_quoted(name)} ENABLE TRIGGER USER")
        if locked:
            _do(f"ALTER TABLE {_quoted(name)} FORCE ROW LEVEL SECURITY")


def _empty() -> None:
    """Drop the tables and functions that are the desk's own."""
    with transaction.atomic():
        tables = [row[0] for row in _rows(MINE)]
        if tables:
            _do(f"DROP TABLE {_listed(tables)} CASCADE")
        for (routine,) in _rows(ROUTINES):
            _do(f"DROP FUNCTION {routine} CASCADE")


def _migrate_to(state: list[list[str]]) -> None:
    """Bring an empty database to a state of migrations; raises BackupError where this version does not know it."""
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, name in state}
    graph = executor.loader.graph
    if not wanted <= graph.nodes.keys():
        raise BackupError("The backup was made by a newer version of Heeded. Install that one, and restore again.")
    before = {parent.key for key in wanted for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    executor.migrate(sorted(wanted - before))


def _rows(statement: str, given: list[object] | None = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _do(statement: str, given: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _listed(names: object) -> str:
    return ", ".join(_quoted(name) for name in names)  # type: ignore[attr-defined]
