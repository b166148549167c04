"""Django's backend for SQLite with every connection given the key first (the extra `encrypted`).

The key is read from its file when a connection is opened; it stands in no setting that Django could show, in no log
and in no error.
"""

import datetime
import decimal
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register
from sqlcipher3 import dbapi2

from heeded_desk.setting_reading import SettingError

KEY = re.compile(r"[0-9a-fA-F]{64}")
NO_KEY = "The first line of the file that database_key_file names must be a key: 64 of the signs 0 to 9 and a to f."
OTHER_KEY = "The key in the file that database_key_file names is not the one of this database."

for name, reading in sqlite3.converters.items():  # what Django taught Python's own module
    dbapi2.register_converter(name, reading)
dbapi2.register_adapter(decimal.Decimal, str)
dbapi2.register_adapter(datetime.date, datetime.date.isoformat)
dbapi2.register_adapter(datetime.datetime, lambda at: at.isoformat(" "))


class Cursor(dbapi2.Cursor):
    """Takes statements as Django writes them, with %s for what is given."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: object = None) -> object:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, dict) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[object]) -> object:
        """Run one statement for each of many rows."""
        return super().executemany(self.convert_query(query), list(param_list))


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with a key."""

    Database = dbapi2

    def get_new_connection(self, given: dict[str, object]) -> object:
        """Open a connection as Django does, the key first; raises SettingError where it is not the right one."""
        opened = dbapi2.connect(**given)
        give_key(opened)
        try:
            opened.execute("SELECT count(*) FROM sqlite_master")
        except dbapi2.DatabaseError:
            raise SettingError(OTHER_KEY) from None
        register(opened)
        for command in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self.init_commands):
            opened.execute(command)
        return opened

    def create_cursor(self, name: object = None) -> Cursor:
        """Give a cursor of SQLCipher's own kind."""
        return self.connection.cursor(factory=Cursor)


def give_key(opened: object) -> None:
    """Give a connection the key of the desk; raises SettingError where the file holds none."""
    lines = Path(settings.DATABASE_KEY_FILE).read_text(encoding="ascii", errors="replace").splitlines()
    if not lines or not KEY.fullmatch(lines[0].strip()):
        raise SettingError(NO_KEY)
    opened.execute("PRAGMA cipher_log_level = NONE")  # type: ignore[attr-defined]
    opened.execute(f"PRAGMA key = \"x'{lines[0].strip()}'\"")  # type: ignore[attr-defined]
    opened.execute("PRAGMA cipher_memory_security = OFF")  # type: ignore[attr-defined]
