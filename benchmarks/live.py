"""Measure how long one new report takes against a store of many: looked up, looked up half typed, and added.

    python benchmarks/live.py [--reports 1000000] [--added 300] [--seed 1] [--folder DIR] [--kept DIR] [--http]
        [--port N] [--json FILE]

Makes reports, fills a store with all but the last ones in bulk, then takes those one by one. Each is looked up as it
is, and half typed (four letters of each surname, the last six digits of each number), which keeps nothing; then it is
added, in a transaction of its own. Told are the seconds of filling and the spread of each: from the tables of one
report to the answer, of an addition to the answer on disk. The reading of its words comes before and is measured by
`heeded bench reading`. ms: by the clock; cpu_ms: what it kept a processor busy. --http: the desk serves the store, and
each is looked up through its API too, with words that are read and courses that are assessed. --kept: the filled store
is kept there, and the next time a copy of it is used.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute
from live_http import over_http
from live_reports import Force, Tables, one_by_one

from heeded.live import Adding, Store, fill_store
from heeded.model import contracts

SHARES = (0.5, 0.95, 0.99)


def measure(asked: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Give the figures of one size; asked: what was asked for on the command line."""
    tables = Force(asked.reports, asked.seed).tables()
    ids = tables["reports"]["report_id"]
    path, last = folder / "store", of(tables, ids.slice(asked.reports - asked.added))
    found = {"reports": asked.reports, "added": asked.added, "load": round(os.getloadavg()[0], 1)}
    found["fill_seconds"] = filled(path, of(tables, ids.slice(0, asked.reports - asked.added)), asked.kept)
    singly = one_by_one(last)
    del tables
    if asked.http:
        found |= told("http", over_http(path, singly, asked.port))
    spent = one_after_another(path, singly)
    for unit, at in (("ms", 0), ("cpu_ms", 1)):
        found |= told("", {name: [pair[at] for pair in taken] for name, taken in spent.items()}, unit)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return found | {"store_gb": round(path.stat().st_size / 2**30, 3), "memory_gb": round(memory, 2)}


def filled(path: Path, tables: Tables, kept: Path | None) -> float:
    """Fill a store at `path`, or copy the one that was kept; give the seconds that filling took, 0 of a copy."""
    begun = time.perf_counter()
    if kept and (kept / "store").exists():
        shutil.copy(kept / "store", path)
        return 0.0
    fill_store(path, tables)
    taken = round(time.perf_counter() - begun, 1)
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, kept / "store")
    return taken


def one_after_another(path: Path, last: list[Tables]) -> dict[str, list[tuple[float, float]]]:
    """Look up each report, look it up half typed, and add it; give what each took."""
    store = Store(path)
    adding = Adding(store)
    spent: dict[str, list[tuple[float, float]]] = {"look": [], "half": [], "add": []}
    for one in last:
        spent["look"].append(seconds(adding.look, one))
        spent["half"].append(seconds(adding.look, half_typed(one)))
        spent["add"].append(seconds(adding.add, one))
    store.close()
    return spent


def told(how: str, spent: dict[str, list[float]], unit: str = "ms") -> dict[str, float]:
    """Name the shares of what was taken."""
    return {
        "_".join(filter(None, (how, name, share))): value
        for name, taken in spent.items()
        for share, value in spread(unit, taken).items()
    }


def of(tables: Tables, reports: pa.ChunkedArray) -> Tables:
    """Give the rows of these reports."""
    wanted = pa.compute.SetLookupOptions(value_set=reports.combine_chunks())
    return {name: t.filter(pa.compute.is_in(t["report_id"], options=wanted)) for name, t in tables.items()}


def half_typed(tables: Tables) -> Tables:
    """Give a report of which four letters of each surname and the end of each number are typed so far."""
    typed = [
        {
            **{name: row[name] for name in ("mention_id", "report_id", "role")},
            "surname_norm": (row["surname_norm"] or "")[:4] or None,
            "phone": (row["phone_norm"] or "")[-6:] or None,
            "has_details": bool(row["surname_norm"]),
        }
        for row in tables["mentions"].to_pylist()
    ]
    return {**tables, "mentions": contracts.table("mentions", typed)}


def seconds(doing: Callable[[Tables], object], tables: Tables) -> tuple[float, float]:
    """Do something with one report; give how long that took, and how long it kept a processor busy."""
    begun, busy = time.perf_counter(), time.process_time()
    doing(tables)
    return time.perf_counter() - begun, time.process_time() - busy


def spread(unit: str, taken: list[float]) -> dict[str, float]:
    """Give the shares of what was taken, and the longest, in milliseconds."""
    ordered = sorted(taken)
    shares = {f"p{share * 100:g}_{unit}": round(1000 * ordered[int(share * (len(taken) - 1))], 1) for share in SHARES}
    return {**shares, f"max_{unit}": round(1000 * ordered[-1], 1)}


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=1_000_000)
    ask.add_argument("--added", type=int, default=300)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--folder", type=Path)
    ask.add_argument("--kept", type=Path)
    ask.add_argument("--http", action="store_true")
    ask.add_argument("--port", type=int, default=8767)
    ask.add_argument("--json", type=Path)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        row = measure(given, Path(folder))
    sys.stdout.writelines(f"{name:<16} {value}\n" for name, value in row.items())
    if given.json:
        given.json.write_text(json.dumps(row, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
