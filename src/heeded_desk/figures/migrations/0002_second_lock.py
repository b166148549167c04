"""PostgreSQL gives out the figures of one force alone."""

from django.db import migrations

from heeded_desk.locking import OWN, locks

TABLES = ("cell", "coverage", "crime", "elapsed", "givenreport", "heading")


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial"), ("members", "0003_second_lock")]
    operations = [locks({f"figures_{table}": OWN for table in TABLES})]
