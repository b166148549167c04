"""A one-time password runs out; those that wait on paper when this is put in are good for a week more."""

from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def a_week_more(apps, schema_editor):
    """Give the passwords that nobody has used yet an end."""
    waiting = apps.get_model("members", "Member").objects.filter(must_change_password=True)
    waiting.update(one_time_until=timezone.now() + timedelta(days=7))


class Migration(migrations.Migration):
    dependencies = [("members", "0005_recovery_codes_hashed")]
    operations = [
        migrations.AddField(model_name="member", name="one_time_until", field=models.DateTimeField(null=True)),
        migrations.RunPython(a_week_more, migrations.RunPython.noop),
    ]
