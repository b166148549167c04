"""Sessions in a table of the desk's own, which says whose each is. Everybody signs in again after this step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget(apps, schema_editor):
    """Take out the sessions of the table until now, which nothing reads any more."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_second_lock"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("begun", models.DateTimeField(null=True)),
                ("seen", models.DateTimeField()),
                ("browser", models.CharField(blank=True, max_length=60)),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
