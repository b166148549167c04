"""Fills a database as it was when the desk first landed: run as a process, with an empty database."""

import os
from datetime import UTC, datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "heeded_desk.settings"
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from heeded_desk.audit.chain import FIRST, hash_of  # noqa: E402

LANDED = [
    ("members", "0003_second_lock"),
    ("audit", "0005_guards"),
    ("cases", "0006_list_in_order"),
    ("decisions", "0004_never_overwritten"),
    ("deliveries", "0003_prepared_and_refusals"),
]
"""The state in which each app of the desk first came to the main line."""
THEN = datetime(2026, 1, 5, 3, 12, tzinfo=UTC)
FORCES = ("eastmere", "westmere")


def main() -> None:
    """Migrate to the first landed state, and write a row of each kind that people made or must not lose."""
    executor = MigrationExecutor(connection)
    others = [
        key
        for key in executor.loader.graph.leaf_nodes()
        if not executor.loader.graph.nodes[key].__module__.startswith("heeded_desk.")
    ]
    executor.migrate([*LANDED, *others])
    models = executor.loader.project_state([*LANDED, *others]).apps
    for code in FORCES:
        with transaction.atomic():
            fill(models, code)
    entries(models)


def fill(models: object, code: str) -> None:
    """Write the rows of one force."""
    get = models.get_model
    force = get("members", "Force").objects.create(code=code, name=code.title())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.force', %s, true)", [str(force.pk)])
    by = get("members", "Member").objects.create(username=f"{code}-lead", force=force, role="stalking_lead")
    get("deliveries", "Delivery").objects.create(
        force=force, how="command", sent_at=THEN, label="night.csv", bytes=3, sha256=code, stored_as=f"{code}.csv"
    )
    run = get("deliveries", "Run").objects.create(force=force, asked_at=THEN, ended_at=THEN, state="published")
    case = get("cases", "Case").objects.create(
        force=force, run=run, course_id=f"C-{code}", **told(get("cases", "Case"))
    )
    get("cases", "Account").objects.create(case=case, words={"title": code})
    get("cases", "CaseReport").objects.create(case=case, report_id=f"R-{code}")
    decision = get("decisions", "Decision").objects.create(
        decision_id=f"D-{code}", force=force, kind="stalking", verdict="stalking", reason="Ten calls — “stop”.",
        subjects=[{"report_id": f"R-{code}"}], made_by=by, made_at=THEN, course_id=f"C-{code}",
    )  # fmt: skip
    get("decisions", "Subject").objects.create(decision=decision, report_id=f"R-{code}")


def told(case: type) -> dict[str, object]:
    """Give something for each column of a case that must be filled."""
    given: dict[str, object] = {}
    for field in case._meta.concrete_fields:
        if not (field.null or field.has_default() or field.primary_key or field.is_relation or field.blank):
            kind = field.get_internal_type()
            given[field.name] = (
                THEN
                if kind == "DateTimeField"
                else field.choices[0][0]
                if field.choices
                else {"TextField": "x", "CharField": "x", "BooleanField": False}.get(kind, 1)
            )
    given.pop("course_id", None)
    return given


def entries(models: object) -> None:
    """Write a chain of three entries."""
    entry, head = models.get_model("audit", "Entry"), models.get_model("audit", "Head")
    previous = FIRST
    for number in (1, 2, 3):
        made = entry(
            number=number,
            at=THEN,
            kind="consultation",
            place="case",
            subject=f"C-{FORCES[0]}",
            details={},
            previous=previous,
        )
        made.hash = hash_of(made)
        made.save(force_insert=True)
        head.objects.filter(pk=1).update(number=number, hash=made.hash)
        previous = made.hash


if __name__ == "__main__":
    main()
