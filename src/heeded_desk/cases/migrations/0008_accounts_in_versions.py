"""An account becomes a row of its own, to which the case points, so that a run comes onto the desk in one short step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from heeded_desk.locking import hangs_on, locks


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_flags_are_terms"),
        ("deliveries", "0004_flags_are_terms"),
        ("members", "0003_second_lock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Account", "OldAccount"),
        migrations.AlterField(
            model_name="oldaccount",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="+",
                serialize=False,
                to="cases.case",
            ),
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deliveries.run"
                    ),
                ),
            ],
        ),
        locks({"cases_account": hangs_on("cases_account", "deliveries_run", "run_id")}),
        migrations.AddField(
            model_name="case",
            name="account",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="case", to="cases.account"
            ),
        ),
        migrations.AddIndex(model_name="case", index=models.Index(fields=["force", "merged_into"], name="case_merged")),
    ]
