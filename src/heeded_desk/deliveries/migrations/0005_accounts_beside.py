"""What is made ready points to its account; what was half ready is made anew by the run that goes on."""

import django.db.models.deletion
from django.db import migrations, models

EMPTY = {"postgresql": "TRUNCATE deliveries_prepared", "sqlite": "DELETE FROM deliveries_prepared"}


def empty(apps, editor):
    """Empty it for all forces at once, whatever the second lock shuts."""
    editor.execute(EMPTY[editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [
        ("deliveries", "0004_flags_are_terms"),
        ("cases", "0008_accounts_in_versions"),
    ]

    operations = [
        migrations.RunPython(empty, empty),
        migrations.RemoveField(model_name="prepared", name="words"),
        migrations.AddField(
            model_name="prepared",
            name="account",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.account"),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="prepared", name="report_ids", field=models.JSONField(null=True)),
    ]
