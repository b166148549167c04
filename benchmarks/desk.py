"""Measure the pages of the desk on a force of 200,000 courses, beside the same pages on a force of 1,000.

    python benchmarks/desk.py [--courses N] [--small N] [--times N] [--json FILE]
    python benchmarks/desk.py --only publishing [--courses N] [--changed N] [--merged N] [--json FILE]

--courses: of the large force. --small: of the small force, which stands on the same desk. --times: how often each page
is asked for; the two forces take turns, so that other work on the machine disturbs both alike. A page is all that
the desk does for it: session, query, template, entry of the audit. Then the first page and page 100 are found in the
ways that were not taken: by counting all rows and passing over those before, and without the index of the list.
With --only publishing see desk_publishing.py.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import Any

Row = dict[str, Any]


def pages_of(member: Any) -> dict[str, Callable[[Any], Any]]:
    """Give the pages that are measured for a member: a name, and how a browser asks for it."""
    from heeded_desk.cases.models import Case, Term

    def term(kind: str, code: str) -> str:
        return str(Term.objects.get(force=member.force, kind=kind, code=code).pk)

    def get(query: str) -> Callable[[Any], Any]:
        return lambda client: client.get(f"/worklist?{query}")

    first = Case.objects.filter(force=member.force, account__isnull=False).get().course_id
    common, rare = term("recorded_as", "heading 0"), term("recorded_as", "heading 399")
    district, flag = term("district", "district 3"), term("flag", "flag 20")
    return {
        "worklist, first page": get(""),
        "worklist, page 100": get(f"after={_place(member, 99)}"),
        "recorded as, a common heading": get(f"recorded_as={common}"),
        "recorded as, a rare heading": get(f"recorded_as={rare}"),
        "district": get(f"district={district}"),
        "former partners": get(f"relationship={term('relationship', 'former partner')}"),
        "red flag and district": get(f"flag={flag}&district={district}"),
        "a duty overdue": get("overdue=yes"),
        "assigned to me": get("assigned=me"),
        "reported since": get("since=2026-10-01"),
        "changed since I last looked": get("changed=look"),
        "snoozed alone": get("snoozed=only"),
        "not indicated, first page": get("part=7"),
        "not indicated, a rare heading": get(f"part=7&recorded_as={rare}"),
        "look up a surname": lambda client: client.post("/worklist/look-up", {"terms": "surname7"}),
        "look up two names": lambda client: client.post("/worklist/look-up", {"terms": "forename3 surname7"}),
        "account of a course": lambda client: client.get(f"/courses/{first}"),
    }


def _place(member: Any, pages: int) -> str:
    """Give the place after so many pages of the list; of the last course, where there are fewer."""
    from heeded_desk.cases.filters import Filters, courses
    from heeded_desk.cases.listing import PER_PAGE, place_of

    listed = courses(member, Filters(), _now()).filter(part__lt=7).order_by("part", "-listed_at", "pk")
    case = listed[pages * PER_PAGE - 1 : pages * PER_PAGE].first() if _many(listed) else listed.last()
    return str(place_of(case))


def _many(listed: Any) -> bool:
    from heeded_desk.cases.listing import PER_PAGE

    return bool(listed[99 * PER_PAGE : 99 * PER_PAGE + 1].first())


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def measured(name: str, ask: list[Callable[[], Any]], times: int) -> Row:
    """Ask several ways by turns and give the milliseconds of each; the last is what the first is held against."""
    seconds: list[list[float]] = [[] for _ in ask]
    for _ in range(times):
        for way, taken in zip(ask, seconds, strict=True):
            begun = time.perf_counter()
            way()
            taken.append(time.perf_counter() - begun)
    ours, peer = (_told(taken) for taken in (seconds[0], seconds[-1]))
    return {"page": name, **ours, "peer_p50": peer["p50"], "peer_p95": peer["p95"]} | {
        f"ratio_{p}": round(ours[p] / peer[p], 2) for p in ("p50", "p95")
    }


def _told(seconds: list[float]) -> dict[str, float]:
    parts = quantiles(seconds, n=20, method="inclusive")
    return {"p50": round(1000 * parts[9], 1), "p95": round(1000 * parts[18], 1)}


def pages_part(large: Any, small: Any, times: int) -> list[Row]:
    """Measure each page on the large force beside the small one."""
    from django.test import Client

    clients = []
    for member in (large, small):
        client = Client()
        client.force_login(member)
        clients.append(client)
    asked = [pages_of(member) for member in (large, small)]
    return [
        measured(name, [_asking(page[name], client) for page, client in zip(asked, clients, strict=True)], times)
        for name in asked[0]
    ]


def _asking(page: Callable[[Any], Any], client: Any) -> Callable[[], Any]:
    def ask() -> None:
        if page(client).status_code != 200:
            raise SystemExit("A page was not given; what it took says nothing.")

    return ask


def ways_part(large: Any, times: int) -> list[Row]:
    """Measure how the rows of two pages are found, beside the ways that were not taken."""
    from django.db import connection

    from heeded_desk.cases.models import Case

    index = next(i for i in Case._meta.indexes if i.name == "case_in_order")
    rows = [
        measured(f"rows of page {page}, beside counting all and passing over", _ways(large, page, True), times)
        for page in (1, 100)
    ]
    with connection.schema_editor() as editor:
        editor.remove_index(Case, index)
    bare = [_told(_seconds(_ways(large, page, False)[0], times)) for page in (1, 100)]
    with connection.schema_editor() as editor:
        editor.add_index(Case, index)
    for page, peer in zip((1, 100), bare, strict=True):
        ours = _told(_seconds(_ways(large, page, False)[0], times))
        ratios = {f"ratio_{p}": round(ours[p] / peer[p], 2) for p in ("p50", "p95")}
        name = f"rows of page {page}, beside the same without the index"
        rows.append({"page": name, **ours, "peer_p50": peer["p50"], "peer_p95": peer["p95"], **ratios})
    return rows


def _seconds(way: Callable[[], Any], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        way()
        taken.append(time.perf_counter() - begun)
    return taken


def _ways(member: Any, page: int, counting: bool) -> list[Callable[[], Any]]:
    from django.core.paginator import Paginator

    from heeded_desk.cases.filters import Filters, courses
    from heeded_desk.cases.listing import PER_PAGE, page_of, place_from

    filters = Filters()
    after = place_from(_place(member, page - 1)) if page > 1 else None
    found = courses(member, filters, _now())
    listed = found.filter(part__lt=7).order_by("part", "-listed_at", "pk")
    ours = [lambda: page_of(found, filters.parts(), after=after)]
    return ours + ([lambda: list(Paginator(listed, PER_PAGE).page(page))] if counting else [])


def told(rows: list[Row]) -> str:
    """Give the measurements as a table."""
    head = f"{'':<56}{'p50 ms':>8}{'p95 ms':>8}{'peer':>8}{'p95':>8}{'ratio':>8}{'p95':>8}"
    lines = [
        f"{r['page']:<56}{r['p50']:>8}{r['p95']:>8}{r['peer_p50']:>8}{r['peer_p95']:>8}"
        f"{r['ratio_p50']:>8}{r['ratio_p95']:>8}"
        for r in rows
    ]
    return "\n".join([head, *lines])


def an_account(folder: Path, reports: int | None = 60) -> dict[str, Any]:
    """Give the account of a course of several reports of the invented force, and leave the run in the folder."""
    from heeded.catalogue.folder import samples_folder
    from heeded.pipeline import Order, read_run, run_delivery

    lines = (samples_folder() / "northmoor" / "cases.jsonl").read_text(encoding="utf-8").splitlines()[:reports]
    (folder / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run_delivery(Order(delivery=folder / "some.jsonl", second_reader=False), folder / "run", lambda *_: None)
    accounts = [json.loads(text) for text in read_run(folder / "run", ("accounts",))["accounts"]["account"].to_pylist()]
    return max(accounts, key=lambda account: len(account["reports"]))


def main() -> None:
    """Fill, measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", choices=("pages", "publishing"), default="pages")
    ask.add_argument("--courses", type=int)
    ask.add_argument("--changed", type=int, default=20_000)
    ask.add_argument("--merged", type=int, default=200)
    ask.add_argument("--small", type=int, default=1_000)
    ask.add_argument("--times", type=int, default=40)
    ask.add_argument("--json", type=Path)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "HEEDED_DATA": folder,
            "HEEDED_DATABASE_URL": "",
            "HEEDED_HOSTS": "testserver",
            "HEEDED_SECOND_FACTOR": "off",
        }
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heeded_desk.settings")
        measure, tell = (_publishing, _told_waits) if asked.only == "publishing" else (_measure, told)
        found = measure(asked, Path(folder))
    for name, rows in found.items():
        sys.stdout.write(f"{name}\n{tell(rows)}\n\n")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _measure(asked: argparse.Namespace, folder: Path) -> dict[str, list[Row]]:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    from desk_filled import filled

    words = an_account(folder)
    courses = asked.courses or 200_000
    large, small = filled("large", courses, words), filled("small", asked.small, words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        f"pages on {courses:,} courses, beside {asked.small:,}": pages_part(large, small, asked.times),
        "ways that were not taken": ways_part(large, asked.times),
    }


def _publishing(asked: argparse.Namespace, folder: Path) -> dict[str, list[Row]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from desk_publishing import publishing_part

    an_account(folder, reports=None)
    courses = asked.courses or 50_000
    rows = publishing_part(folder, folder / "run", courses, asked.changed, asked.merged)
    return {f"waits while {courses:,} courses are published, then {asked.changed:,} changed ones": rows}


def _told_waits(rows: list[Row]) -> str:
    from desk_publishing import told

    return told(rows)


if __name__ == "__main__":
    main()
