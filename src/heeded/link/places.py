"""What the tables say of the mentions that clustering asks about, fetched when it does."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from heeded.link.cluster import Place
from heeded.link.traits import Name, Traits

PLACES = """
select m.nr, m.report_id, m.role,
    p.forename, p.surname, p.forename_root, p.forename_root_2, coalesce(p.forename_listed, false),
    p.dob, p.email, p.handle, p.nominal, p.phone, p.postcode, p.place
from asked join mentions m using (nr) left join people p using (nr)
"""


class Places(dict[int, Place]):
    """The place of each mention by its number, as far as it was asked for."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__()
        self._connection = connection

    def fetch(self, mentions: Iterable[int]) -> None:
        """Look up those that are not yet known."""
        wanted = [m for m in mentions if m not in self]
        if wanted:
            self._connection.register("asked", pa.table({"nr": pa.array(wanted, pa.int32())}))
            rows = self._connection.execute(PLACES).fetchall()
            self._connection.unregister("asked")
            self.update((row[0], place_of(row[1], row[2], row[3:])) for row in rows)


def place_of(report_id: str, role: str, details: Sequence[Any]) -> Place:
    """Make a place of the five parts of a name, the date of birth, and whatever else is a person's own."""
    own = tuple(value for value in details[6:] if value is not None)
    return Place(report_id, role, Traits(Name(*details[:5]), details[5], own))
