"""Putting what was made ready on the desk: a few statements over whole tables, so that nobody waits long."""

from django.db import connection
from django.db.models import Field

from heeded_desk.cases.models import Case, CaseReport, SaidByRun
from heeded_desk.deliveries.models import Prepared, Run

SAID = (*(field.column for field in SaidByRun._meta.get_fields() if isinstance(field, Field)), "account_id")
LISTS = {
    "sqlite": "json_each({column}) AS item",
    "postgresql": "jsonb_array_elements_text({column}) AS item(value)",
}
"""How each database takes a list apart."""


def put(run: Run) -> None:
    """Replace what is said of each course that was made ready; columns that members write are left as they are."""
    _put_cases(run)
    _put_reports(run)


def _put_cases(run: Run) -> None:
    given = {"force_id": run.force_id, "run_id": run.pk}
    own = [f for f in Case._meta.local_fields if f.column not in (*SAID, *given) and not f.primary_key]
    defaults = {f.column: f.get_db_prep_save(f.get_default(), connection) for f in own}
    values = given | defaults
    columns = ", ".join((*SAID, *values))
    told = ", ".join(f"{column} = excluded.{column}" for column in (*SAID, "run_id"))
    _do(
        f"INSERT INTO {_name(Case)} ({columns}) SELECT {', '.join(SAID)}, {', '.join(['%s'] * len(values))}"
        f" FROM {_name(Prepared)} p WHERE p.run_id = %s ON CONFLICT (force_id, course_id) DO UPDATE SET {told}",
        [*values.values(), run.pk],
    )


def _put_reports(run: Run) -> None:
    name = _name(CaseReport)
    _do(f"DELETE FROM {name} WHERE case_id IN (SELECT c.id FROM {_from()})", [run.pk, run.force_id])
    items = LISTS[connection.vendor].format(column="p.report_ids")
    _do(
        f"INSERT INTO {name} (case_id, report_id) SELECT c.id, item.value FROM {_from(items)}",
        [run.pk, run.force_id],
    )


def _from(items: str = "") -> str:
    beside = f" CROSS JOIN {items}" if items else ""
    on = f"{_name(Prepared)} p JOIN {_name(Case)} c ON c.course_id = p.course_id{beside}"
    return f"{on} WHERE p.run_id = %s AND c.force_id = %s AND p.report_ids IS NOT NULL"


def _name(model: type) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _do(statement: str, given: list[object]) -> None:
    """Run a statement; it is made of names of our own tables and columns alone, and what is given goes in apart."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
