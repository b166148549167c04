"""How long figures take on a desk of many courses: counting a run, bringing the tables up to it, and each page.

`python benchmarks/desk_figures.py RUN [COURSES]` copies the courses of a run until there are so many (200,000 unless
given), in a throw-away folder, with a desk in SQLite. Everything in it is as invented as the run.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from heeded.stages import numbered

MOVED = {"reports": ("recorded_at",), "log": ("at",), "checks": ("due_at", "done_at")}
"""What is moved by whole weeks in each copy, so that the copies lie in five years."""
TABLES = {
    "reports": ("report_id",),
    "log": ("report_id",),
    "course_reports": ("course_id", "report_id"),
    "assessments": ("course_id",),
    "checks": ("course_id",),
    "findings": ("report_id",),
}
PAGES = ("/figures", "/figures?period=all", "/figures?figure=duties", "/figures?figure=duties&period=all",
         "/figures?figure=outcomes&period=all", "/figures/any-heading", "/figures/report")  # fmt: skip
ROUNDS = 5
DISTRICT = "'District ' || (n % 12) AS district"


def copied(run: Path, folder: Path, many: int) -> int:
    """Write the tables of a run so often that there are many courses; gives how many there are."""
    with duckdb.connect(":memory:") as base:
        (courses,) = base.execute(f"SELECT count(*) FROM '{run / numbered('assessments')}'").fetchone()
        times = -(-many // courses)
        for name, keys in TABLES.items():
            ids = ", ".join(f"{key} || '-' || n AS {key}" for key in keys)
            source = f"FROM '{run / numbered(name)}', range({times}) AS copies(n)"
            ids += "".join(
                f', "{at}" + to_days(CAST(7 * (n % 260) AS INTEGER)) AS "{at}"' for at in MOVED.get(name, ())
            )
            given = f"{ids}, {DISTRICT}" if name == "reports" else ids
            columns = f"* EXCLUDE (n) REPLACE ({given})"
            base.execute(f"COPY (SELECT {columns} {source}) TO '{folder / numbered(name)}' (FORMAT parquet)")
        return times * courses


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def timed(words: str, do: Callable[[], object], rounds: int = 1) -> None:
    """Do something and say how long it took: the middle and the longest of several rounds, and the processor's time.

    On a machine that does other work besides, the processor's time is the one to compare.
    """
    took, begun_processor = [], time.process_time()
    for _ in range(rounds):
        begun = time.perf_counter()
        do()
        took.append(time.perf_counter() - begun)
    took.sort()
    used = (time.process_time() - begun_processor) / rounds
    say(f"{words:<50}{took[len(took) // 2]:>9.3f} s{took[-1]:>9.3f} s{used:>9.3f} s")


def main(run: Path, many: int) -> None:
    """Fill and measure."""
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "HEEDED_DATA": place,
            "HEEDED_SECOND_FACTOR": "off",
            "DJANGO_SETTINGS_MODULE": "heeded_desk.settings",
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        folder = Path(place) / "copied"
        folder.mkdir()
        say(f"{'':<50}{'middle':>11}{'longest':>11}{'processor':>11}")
        say(f"{copied(run, folder, many):,} courses")
        measure(folder)


def measure(folder: Path) -> None:
    """Put the figures of a folder on a desk and ask for each page."""
    import desk_filled
    from django.conf import settings
    from django.test import Client

    from heeded_desk.cases.models import Case
    from heeded_desk.deliveries.models import Run
    from heeded_desk.figures.counting import count
    from heeded_desk.figures.follow import put_figures
    from heeded_desk.figures.models import Cell, Crime, Elapsed
    from heeded_desk.members.models import Force, Member
    from heeded_desk.members.roles import Role

    force = Force.objects.create(code="large", name="Large")
    run = Run.objects.create(force=force, asked_at=desk_filled.NOW, state=Run.State.PUBLISHED, folder=str(folder))
    with duckdb.connect(":memory:") as base:
        ids = base.execute(f"SELECT course_id FROM '{folder / numbered('assessments')}'").fetchall()
    cases = (_case(run, course_id) for (course_id,) in ids)
    Case.objects.bulk_create(cases, batch_size=500)
    timed("counting a run", lambda: count(folder))
    timed("counting and writing for the first time", lambda: put_figures(force, folder, [], {}))
    timed("counting and writing what did not change", lambda: put_figures(force, folder, [], {}))
    say(f"cells {Cell.objects.count():,}, times {Elapsed.objects.count():,}, crimes {Crime.objects.count():,}")
    settings.ALLOWED_HOSTS = ["testserver"]
    for role in (Role.STALKING_LEAD, Role.ANALYST):
        client = Client()
        client.force_login(Member.objects.create_user(role.value, password=None, force=force, role=role))
        for page in PAGES:
            assert client.get(page).status_code == 200, page
            timed(f"{role.label}: {page}", lambda c=client, p=page: c.get(p), ROUNDS)


def _case(run: object, course_id: str) -> object:
    import desk_filled

    from heeded_desk.cases.models import Case

    return Case(
        force=run.force, run=run, course_id=course_id, part=1, stalking="indicated", unrecognised=True,
        title="Two people", why="", recorded_as="", relationship="", district="",
        reports=2, flags=0, duties_unmet=0, questions=0,
        changed_at=desk_filled.NOW,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)
