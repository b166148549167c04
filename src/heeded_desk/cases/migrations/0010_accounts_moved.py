"""The table in which accounts lay before goes, and its lock with it."""

from django.db import migrations

from heeded_desk.locking import hangs_on, locks

OLD = locks({"cases_oldaccount": hangs_on("cases_oldaccount", "cases_case", "case_id")})


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_accounts_move")]
    operations = [
        migrations.RunPython(OLD.reverse_code, OLD.code),
        migrations.DeleteModel(name="OldAccount"),
    ]
