"""The database itself refuses to change a decision, whoever asks. What alters these tables later must make this anew."""

from django.db import migrations

WHAT = "A decision is superseded by another, never changed."
AGAIN = "What superseded a decision is never changed; only erasure may take it away."
SQLITE = (
    f"""create trigger decision_never_changed before update on decisions_decision
    begin select raise(abort, '{WHAT}'); end""",
    f"""create trigger supersession_never_changed before update on decisions_supersession
    when new.old_id is not old.old_id or new.by_id is not null
    begin select raise(abort, '{AGAIN}'); end""",
)
POSTGRESQL = (
    f"""create function decision_never_changed() returns trigger language plpgsql as $$
    begin raise exception '{WHAT}' using errcode = 'integrity_constraint_violation'; end $$""",
    """create trigger decision_never_changed before update on decisions_decision
    for each row execute function decision_never_changed()""",
    f"""create function supersession_never_changed() returns trigger language plpgsql as $$
    begin raise exception '{AGAIN}' using errcode = 'integrity_constraint_violation'; end $$""",
    """create trigger supersession_never_changed before update on decisions_supersession
    for each row when (new.old_id is distinct from old.old_id or new.by_id is not null)
    execute function supersession_never_changed()""",
)
TRIGGERS = (("decision_never_changed", "decisions_decision"), ("supersession_never_changed", "decisions_supersession"))


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for name, table in TRIGGERS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"drop trigger {name} on {table}")
            schema_editor.execute(f"drop function {name}()")
        else:
            schema_editor.execute(f"drop trigger {name}")


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_questions_and_supersessions")]
    operations = [migrations.RunPython(guard, unguard)]
