"""The second lock: in PostgreSQL the database itself gives out the rows of one force alone.

Every query of the desk names the force already. Where one forgets to, the rows of others stay shut all the same.
SQLite has nothing like it: there the queries are the only lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

SETTING = "app.force"


@contextmanager
def for_force(force_id: int | None) -> Iterator[None]:
    """Let the database give out and take in the rows of this force alone, until the block or the transaction ends.

    Pages need not call it, `guarded` does; work behind the pages calls it with its force. It can be held in another.
    force_id: None shuts every force's rows. Raises RuntimeError where no transaction is open, for it would not last.
    """
    connection = transaction.get_connection()
    if connection.vendor != "postgresql":
        yield
        return
    if not connection.in_atomic_block:
        raise RuntimeError("The force is set for one transaction, and none is open.")
    before = _held()
    _hold("" if force_id is None else str(force_id))
    yield
    _hold(before)  # not reached after an error: then the transaction is rolled back, and this setting with it


@contextmanager
def reading(force_id: int) -> Iterator[None]:
    """Read the rows of this force, in work behind the pages, without keeping anybody from writing.

    Every transaction holds SQLite's one writer, so there none is opened, and each statement sees what is there by then.
    """
    if transaction.get_connection().vendor != "postgresql":
        yield
        return
    with transaction.atomic(), for_force(force_id):
        yield


def _held() -> str:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        return cursor.fetchone()[0] or ""


def _hold(value: str) -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
