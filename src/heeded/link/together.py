"""Both sides of two reports at once: neither alone is sure, but that both agree by chance is not likely."""

from collections.abc import Iterable

import duckdb

from heeded.link.cluster import Clusters
from heeded.link.weigh import Task, judged

TOGETHER = """
create or replace table together as
with other_side as (
    select least(s.c, s.d) as a, greatest(s.c, s.d) as b, s.a as first_a, s.b as first_b, s.c, s.d,
        round(w.weight + s.weight, 4) as weight
    from weighed_both w join both_sides s on s.given = w.given
)
select first_a as a, first_b as b, c, d, weight from ({judged}) where guarded and not clash
"""


def find_together(connection: duckdb.DuckDBPyConnection, task: Task) -> None:
    """Make `together`: mentions a and b, c and d that may each be one person, and the weight of both pairs."""
    pairs = judged("from other_side", task, "first_a, first_b, c, d, weight")
    connection.execute(TOGETHER.format(judged=pairs))


def join_together(clusters: Clusters, strong: Iterable[tuple[float, int, int, int, int]]) -> None:
    """Join a with b and c with d, where neither is forbidden. strong: weight, a, b, c, d, the strongest first."""
    for _, a, b, c, d in strong:
        if clusters.may_join(a, b) and clusters.may_join(c, d):
            clusters.join(a, b)
            clusters.join(c, d)
