"""Which mentions hang together by edges at all: what happens in one component touches no other."""

from collections.abc import Iterator
from itertools import pairwise

import duckdb
import numpy as np
import pyarrow as pa

from heeded.link.cluster import Edges


def components(edges: Edges, size: int) -> pa.Table:
    """Give `nr` and `component`, the smallest number that it hangs together with, of each mention that edges touch.

    size: how many mentions there are.
    """
    lowest = np.arange(size, dtype=np.int32)
    while np.any(lowest[edges.a] != lowest[edges.b]):
        low = np.minimum(lowest[edges.a], lowest[edges.b])
        for ends in (edges.a, edges.b):
            np.minimum.at(lowest, lowest[ends], low)
        lowest = lowest[lowest]
    numbers = np.unique(np.concatenate((edges.a, edges.b)))
    order = np.lexsort((numbers, lowest[numbers]))
    return pa.table({"nr": numbers[order], "component": lowest[numbers][order]})


def groups(hanging: pa.Table) -> Iterator[list[int]]:
    """Give the members of each component, the smallest first. hanging: nr and component, in the order of both."""
    numbers = hanging["nr"].to_pylist()
    starts = np.unique(hanging["component"].to_numpy(), return_index=True)[1].tolist()
    for start, stop in pairwise([*starts, len(numbers)]):
        yield numbers[start:stop]


UNIFORM = """
select c.nr, c.component from hanging c
where c.component in (
    select component from hanging h join people p using (nr) left join held_back d using (nr)
    group by component
    having min(p.forename) is not distinct from max(p.forename) and min(p.surname) is not distinct from max(p.surname)
        and count(distinct p.dob) filter (where length(p.dob) = 10) <= 1
        and count(distinct p.report_id) = count(*) and count(d.nr) = 0
)
order by c.component, c.nr
"""


def uniform(connection: duckdb.DuckDBPyConnection, hanging: pa.Table, decided: list[int]) -> Iterator[list[int]]:
    """Give the mentions of those components that bear one name and one day of birth as far as typed.

    None stands in a report with another, and nobody decided about any: whatever the order of joining, one person comes
    of each. Most components are so, and need no second look.
    """
    connection.register("hanging", hanging)
    connection.register("held_back", pa.table({"nr": pa.array(sorted(set(decided)), pa.int32())}))
    found = connection.sql(UNIFORM).to_arrow_table()
    connection.unregister("hanging")
    connection.unregister("held_back")
    yield from groups(found)
