"""PostgreSQL gives out the rows of one force alone: the force that `second_lock.for_force` holds, else none.

A table that comes later and holds what belongs to a force needs a line in a migration of its own; a test finds it.
"""

from django.db import migrations

HELD = "(SELECT nullif(current_setting('app.force', true), '')::bigint)"
OWN = f"force_id = {HELD}"
LOCKED = {
    "cases_case": OWN,
    "cases_disclosure": OWN,
    "cases_term": OWN,
    "decisions_decision": OWN,
    "decisions_question": OWN,
    "deliveries_delivery": OWN,
    "deliveries_refusal": OWN,
    "deliveries_run": OWN,
    "cases_account": "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = cases_account.case_id)",
    "cases_caseflag": "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = cases_caseflag.case_id)",
    "cases_casereport": "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = cases_casereport.case_id)",
    "cases_link": "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = cases_link.case_id)",
    "cases_searchkey": "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = cases_searchkey.case_id)",
    "cases_workevent": "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = cases_workevent.case_id)",
    "cases_caseterm": "term_id IN (SELECT id FROM cases_term)",
    "decisions_subject": "EXISTS (SELECT 1 FROM decisions_decision held WHERE held.id = decisions_subject.decision_id)",
    "decisions_supersession": "EXISTS (SELECT 1 FROM decisions_decision held WHERE held.id = decisions_supersession.old_id)",
    "decisions_unheld": "EXISTS (SELECT 1 FROM decisions_decision held WHERE held.id = decisions_unheld.decision_id)",
    "deliveries_prepared": "EXISTS (SELECT 1 FROM deliveries_run held WHERE held.id = deliveries_prepared.run_id)",
}
"""What the rows of each table must meet. Where the force stands on another row, that row's own lock is relied on."""


def lock(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, condition in LOCKED.items():
        schema_editor.execute(f"CREATE POLICY one_force ON {table} USING ({condition}) WITH CHECK ({condition})")
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")  # the desk's own role owns the tables


def unlock(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in LOCKED:
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"DROP POLICY one_force ON {table}")


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_must_change_password"),
        ("cases", "0005_content"),
        ("decisions", "0004_never_overwritten"),
        ("deliveries", "0003_prepared_and_refusals"),
    ]
    operations = [migrations.RunPython(lock, unlock)]
