"""What is said of each course moves to where its case points; force by force, for the second lock gives out no more."""

from django.db import migrations

from heeded_desk.second_lock import for_force

FORWARD = (
    "INSERT INTO cases_account (id, run_id, words) SELECT o.case_id, c.run_id, o.words"
    " FROM cases_oldaccount o JOIN cases_case c ON c.id = o.case_id WHERE c.force_id = %s",
    "UPDATE cases_case SET account_id = id WHERE force_id = %s"
    " AND EXISTS (SELECT 1 FROM cases_account a WHERE a.id = cases_case.id)",
)
BACK = (
    "INSERT INTO cases_oldaccount (case_id, words) SELECT c.id, a.words"
    " FROM cases_account a JOIN cases_case c ON c.account_id = a.id WHERE c.force_id = %s",
    "UPDATE cases_case SET account_id = NULL WHERE force_id = %s",
)


def forward(apps, editor):
    _move(apps, editor, FORWARD)
    if editor.connection.vendor == "postgresql":  # keys were given, not counted
        editor.execute(
            "SELECT setval(pg_get_serial_sequence('cases_account', 'id'),"
            " nextval(pg_get_serial_sequence('cases_case', 'id')))"
        )


def back(apps, editor):
    _move(apps, editor, BACK)


def _move(apps, editor, statements):
    forces = list(
        apps.get_model("members", "Force").objects.using(editor.connection.alias).values_list("pk", flat=True)
    )
    for force in forces:
        with for_force(force), editor.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, [force])


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_accounts_in_versions")]
    operations = [migrations.RunPython(forward, back)]
