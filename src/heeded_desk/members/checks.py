"""What is looked at whenever the database is migrated or checked."""

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

POWERFUL = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


@register(Tags.database)
def second_lock_holds(databases: list[str] | None = None, **_: object) -> list[CheckMessage]:
    """Warn where the desk signs in to PostgreSQL as a role that no row-level security holds."""
    return [_warning() for alias in databases or () if _is_above_the_lock(alias)]


def _is_above_the_lock(alias: str) -> bool:
    if connections[alias].vendor != "postgresql":
        return False
    with connections[alias].cursor() as cursor:
        cursor.execute(POWERFUL)
        return bool(cursor.fetchone()[0])


def _warning() -> CheckMessage:
    return Warning(
        "The desk signs in to PostgreSQL as a role that may see every row, so that the second lock is open.",
        hint="Give it a role of its own, neither SUPERUSER nor BYPASSRLS (docs/how-to/run-the-desk.md).",
        id="heeded_desk.W001",
    )
