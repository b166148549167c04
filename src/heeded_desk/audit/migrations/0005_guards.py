"""The database itself refuses to change the audit or to take anything from it.

A later migration that rebuilds one of its tables on SQLite loses them, and has to put them up again.
"""

from django.db import migrations

from heeded_desk.audit import guards


def put_up(apps, schema_editor):
    guards.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    guards.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_verification_and_filters")]
    operations = [migrations.RunPython(put_up, take_down)]
