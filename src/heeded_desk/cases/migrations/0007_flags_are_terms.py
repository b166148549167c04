"""Red flags are terms; the table that was written beside them and read by nobody goes, and its lock with it."""

from django.db import migrations

from heeded_desk.locking import hangs_on, locks

FLAGS = locks({"cases_caseflag": hangs_on("cases_caseflag", "cases_case", "case_id")})


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_list_in_order"),
        ("members", "0003_second_lock"),
    ]

    operations = [
        migrations.RunPython(FLAGS.reverse_code, FLAGS.code),
        migrations.DeleteModel(name="CaseFlag"),
    ]
