"""The one head of the chain is there before anything is written."""

from django.db import migrations


def make_head(apps, schema_editor):
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_initial")]
    operations = [migrations.RunPython(make_head, migrations.RunPython.noop)]
