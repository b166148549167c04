"""What the database itself refuses: changing or taking away an entry, adding one that does not follow, turning back.

They stop mistakes and whoever has the desk's sign-in to the database. Its owner can take them off; that a change then
shows is what the chain and its anchors are for.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ONLY_ADDED = "The audit is only ever added to."
FOLLOWS = "An entry of the audit follows the last one."
FORWARD = "The head of the audit only goes forward, entry by entry."
NAMES = ("audit_entry_kept", "audit_entry_follows", "audit_head_kept", "audit_head_forward")
_LAST = "SELECT hash FROM audit_entry ORDER BY number DESC LIMIT 1"
_STRAY = f"""NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit_entry)
 OR NEW.previous <> coalesce(({_LAST}), '{"0" * 64}')
 OR EXISTS (SELECT 1 FROM audit_entry WHERE hash = NEW.hash)"""
_BACK = """NEW.id <> OLD.id OR NEW.number <> OLD.number + 1
 OR NOT EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number AND hash = NEW.hash)"""


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Put the guards up, anew where they stand already."""
    take_down(connection)
    _run(connection, _UP[connection.vendor])


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Take the guards off: for a migration that must rebuild a table, which puts them up again."""
    _run(connection, _DOWN[connection.vendor])


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Give the guards that are not standing."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {row[0] for row in cursor.fetchall()}
    second = () if connection.vendor == "postgresql" else ("audit_entry_kept_2", "audit_head_kept_2")
    return [name for name in (*NAMES, *second) if name not in standing]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(name: str, event: str, words: str, condition: str = "1") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"


def _refusal(name: str, words: str, condition: str = "true") -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN"
        f" RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )


def _trigger(name: str, event: str, each: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} FOR EACH {each} EXECUTE FUNCTION {name}()"


_UP = {
    "sqlite": [
        _sqlite("audit_entry_kept", "UPDATE ON audit_entry", ONLY_ADDED),
        _sqlite("audit_entry_kept_2", "DELETE ON audit_entry", ONLY_ADDED),
        _sqlite("audit_entry_follows", "INSERT ON audit_entry", FOLLOWS, _STRAY),
        _sqlite("audit_head_kept", "DELETE ON audit_head", FORWARD),
        _sqlite("audit_head_kept_2", "INSERT ON audit_head", FORWARD, "EXISTS (SELECT 1 FROM audit_head)"),
        _sqlite("audit_head_forward", "UPDATE ON audit_head", FORWARD, _BACK),
    ],
    "postgresql": [
        _refusal("audit_entry_kept", ONLY_ADDED),
        _trigger("audit_entry_kept", "UPDATE OR DELETE OR TRUNCATE ON audit_entry", "STATEMENT"),
        _refusal("audit_entry_follows", FOLLOWS, _STRAY),
        _trigger("audit_entry_follows", "INSERT ON audit_entry", "ROW"),
        _refusal("audit_head_kept", FORWARD, "TG_OP <> 'INSERT' OR EXISTS (SELECT 1 FROM audit_head)"),
        _trigger("audit_head_kept", "INSERT OR DELETE OR TRUNCATE ON audit_head", "STATEMENT"),
        _refusal("audit_head_forward", FORWARD, _BACK),
        _trigger("audit_head_forward", "UPDATE ON audit_head", "ROW"),
    ],
}
_TABLES = {name: "audit_entry" if "entry" in name else "audit_head" for name in NAMES}
_DOWN = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}{part}" for name in NAMES for part in ("", "_2")],
    "postgresql": [
        statement
        for name, table in _TABLES.items()
        for statement in (f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()")
    ],
}
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
