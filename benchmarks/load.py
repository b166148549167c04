"""Let many people work at once on a desk with 200,000 courses in PostgreSQL, and tell how long they wait.

    python benchmarks/load.py [--people N] [--minutes N] [--courses N] [--port N] [--json FILE]

A PostgreSQL server is started for the purpose, with everything it acknowledges on the disk; a desk is filled; `serve`
serves it as a force would have it; Locust lets the people come, one in 200 ms, sign in and work, 2 to 8 seconds between
two pages. Server, database and people share this machine, so the people's own work is in the figures too. The memory
of the server's processes is looked at every five seconds. What is counted begins when all have signed in.
"""

import argparse
import csv
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests" / "desk"))
PASSWORD = "a-password-of-a-load-test"
READING = (2, 8)
"""Seconds between two pages of one person."""
ARRIVING = 5
"""People a second."""
BAR = 500
"""Milliseconds at p95 for the list and the account."""
Row = dict[str, Any]


def fill(courses: int, people: int, out: Path) -> None:
    """Fill the desk that the environment names, and write who may sign in and what there is to look at.

    courses: of the force. people: members, all stalking leads. out: the file that the people are given.
    """
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    from desk_filled import filled

    from desk import an_account

    with tempfile.TemporaryDirectory() as folder:
        words = an_account(Path(folder))
    lead = filled("large", courses, words)
    given = {"members": _members(lead, people), "password": PASSWORD, "reading": READING} | _looked_at(lead, words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    out.write_text(json.dumps(given), encoding="utf-8")


def _members(lead: Any, people: int) -> list[str]:
    """Make members with one password, hashed once, for hashing is slow on purpose."""
    from django.contrib.auth.hashers import make_password

    from heeded_desk.members.models import Member

    hashed = make_password(PASSWORD)
    names = [f"person-{number}" for number in range(people)]
    made = [Member(username=n, password=hashed, force=lead.force, role=lead.role, last_name=n) for n in names]
    Member.objects.bulk_create(made)
    return names


def _looked_at(lead: Any, words: Row) -> Row:
    """Give 200 courses of the list an account, and name them and some ways to narrow the list."""
    from django.db import transaction

    from heeded_desk.cases.models import Account, Case, Term
    from heeded_desk.second_lock import for_force

    with transaction.atomic(), for_force(lead.force_id):
        listed = list(Case.objects.filter(force=lead.force, account__isnull=True).order_by("part", "-listed_at")[:200])
        for case in listed:
            case.account = Account.objects.create(run=case.run, words=words)
        Case.objects.bulk_update(listed, ["account"])
        terms = Term.objects.filter(force=lead.force, code__in=("heading 0", "heading 399", "district 3", "flag 5"))
        queries = [f"{term.kind}={term.pk}" for term in terms] + ["overdue=yes", "since=2026-10-01", "part=7"]
    return {"courses": [case.course_id for case in listed], "queries": queries}


class Watching(threading.Thread):
    """Looks at the memory of a process and all its children every five seconds."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.seen, self._end = pid, [], threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._end.wait(5):
            self.seen.append(sum(map(_megabytes, _family(self.pid))))

    def told(self) -> Row:
        """Stop, and give the megabytes in the first and the last quarter of the time, and the most."""
        self._end.set()
        quarter = max(1, len(self.seen) // 4)
        parts = {"first_quarter": self.seen[:quarter], "last_quarter": self.seen[-quarter:]}
        return {name: round(median(part), 1) for name, part in parts.items()} | {"most": round(max(self.seen), 1)}


def _family(pid: int) -> list[int]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(grandchild for child in below for grandchild in _family(int(child)))]


def _megabytes(pid: int) -> float:
    """Give the memory that is a process's own, its share of what it has with others included."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def people(asked: argparse.Namespace, folder: Path) -> list[Row]:
    """Let the people work and give how long each kind of page took."""
    arriving = asked.people / ARRIVING
    command = [sys.executable, "-m", "locust", "-f", HERE / "load_people.py", "--headless", "--reset-stats"]
    command += ["--users", str(asked.people), "--spawn-rate", str(ARRIVING), "--only-summary", "--loglevel", "ERROR"]
    command += ["--run-time", f"{int(arriving + 60 * asked.minutes)}s", "--csv", folder / "people"]
    command += ["--host", f"http://127.0.0.1:{asked.port}"]
    surroundings = {**os.environ, "HEEDED_LOAD": str(folder / "given.json")}
    subprocess.run(command, env=surroundings, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with (folder / "people_stats.csv").open(encoding="utf-8", newline="") as lines:
        return [_row(line) for line in csv.DictReader(lines)]


def _row(line: dict[str, str]) -> Row:
    shown = {"page": line["Name"], "asked": int(line["Request Count"]), "failed": int(line["Failure Count"])}
    times = {"p50": "50%", "p95": "95%", "p99": "99%", "longest": "100%"}
    per_second = {"per_second": round(float(line["Requests/s"]), 1)}
    return shown | {name: int(float(line[column] or 0)) for name, column in times.items()} | per_second


def served(asked: argparse.Namespace, folder: Path) -> Row:
    """Serve the filled desk while the people work; give their times and the server's memory."""
    command = [sys.executable, "-m", "heeded_desk", "serve", "--port", str(asked.port), "--quiet"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(asked.port, server)
        watching = Watching(server.pid)
        watching.start()
        rows = people(asked, folder)
        return {"pages": rows, "memory_mb": watching.told(), "load_before": asked.load}
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    from heeded_desk.deliveries.serving import listening

    for _ in range(600):
        if server.poll() is not None:
            break
        if listening("127.0.0.1", port):
            return
        time.sleep(0.1)
    raise SystemExit("The desk did not open.")


def told(found: Row) -> str:
    """Give the measurements as a table."""
    head = f"{'':<24}{'asked':>8}{'failed':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'longest':>9}{'a second':>10}"
    lines = [
        f"{r['page']:<24}{r['asked']:>8}{r['failed']:>8}{r['p50']:>8}{r['p95']:>8}{r['p99']:>8}{r['longest']:>9}"
        f"{r['per_second']:>10}"
        for r in found["pages"]
    ]
    memory = found["memory_mb"]
    kept = f"Memory of the server, MB: {memory['first_quarter']} in the first quarter of the time, "
    return "\n".join([head, *lines, kept + f"{memory['last_quarter']} in the last, {memory['most']} at most."])


def bar_missed(found: Row) -> list[str]:
    """Give what misses the bar: a page that failed, or the list or an account above 500 ms at p95."""
    missed = [f"{row['failed']} of {row['page']} failed" for row in found["pages"] if row["failed"]]
    for row in found["pages"]:
        if row["page"] in ("worklist", "account") and row["p95"] > BAR:
            missed.append(f"{row['page']}: {row['p95']} ms at p95")
    return missed


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--people", type=int, default=100)
    ask.add_argument("--minutes", type=float, default=30)
    ask.add_argument("--courses", type=int, default=200_000)
    ask.add_argument("--port", type=int, default=8765)
    ask.add_argument("--json", type=Path)
    return ask.parse_args()


def main() -> None:
    """Start the database, fill, serve, let the people work, print."""
    asked = _asked()
    if importlib.util.find_spec("locust") is None:
        raise SystemExit("Locust is not installed here. Install it with: pip install 'heeded[desk,trials]'")
    asked.load = [round(part, 1) for part in os.getloadavg()]
    from postgres import AS_IN_SERVICE, started

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "incoming").mkdir()
        os.environ |= {"HEEDED_DATA": name, "HEEDED_DATABASE_URL": started(AS_IN_SERVICE)}
        os.environ |= {"HEEDED_HOSTS": "127.0.0.1", "HEEDED_SECOND_FACTOR": "off"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "heeded_desk.settings"
        fill(asked.courses, asked.people, folder / "given.json")
        found = served(asked, folder)
    missed = bar_missed(found)
    sys.stdout.write(told(found) + "\n" + ("Missed: " + "; ".join(missed) if missed else "The bar is met.") + "\n")
    if asked.json:
        asked.json.write_text(json.dumps(found | {"missed": missed}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
