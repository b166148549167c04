"""When the chain was verified, and what the auditor's filters are quick by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_head"),
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("going", "Not finished"),
                            ("sound", "Whole and unchanged"),
                            ("broken", "Not as it was written"),
                        ],
                        default="going",
                        max_length=10,
                    ),
                ),
                ("goal", models.BigIntegerField()),
                ("goal_hash", models.CharField(max_length=64)),
                ("last", models.BigIntegerField()),
                ("reached", models.BigIntegerField(default=0)),
                (
                    "reached_hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
                ("fault_number", models.BigIntegerField(null=True)),
                ("sentence", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.RemoveIndex(
            model_name="entry",
            name="entry_by_subject",
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["force", "by", "-number"], name="entry_by_member"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["force", "kind", "-number"], name="entry_by_kind"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["force", "subject", "-number"], name="entry_by_subject"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at"], name="entry_by_time"),
        ),
        migrations.AddField(
            model_name="verification",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
