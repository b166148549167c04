"""Measure how long one new report takes against a store of many.

    python benchmarks/live.py [--reports 1000000] [--added 300] [--seed 1] [--folder DIR] [--json FILE]

Makes reports, fills a store with all but the last ones in bulk, then adds those one by one, each in a transaction of
its own, and tells the seconds of each part and the spread over the additions: from the tables of one report to the
answer on disk. The reading of its words comes before and is measured by `heeded bench reading`.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute
from live_reports import Force, Tables, one_by_one

from heeded.live import Adding, Store, fill_store

SHARES = (0.5, 0.95, 0.99)


def measure(reports: int, added: int, seed: int, folder: Path) -> dict[str, float]:
    """Give the figures of one size. reports: how many the store holds when the last one is added."""
    tables = Force(reports, seed).tables()
    ids = tables["reports"]["report_id"]
    first, last = ids.slice(0, reports - added), ids.slice(reports - added)
    path = folder / "store"
    begun = time.perf_counter()
    fill_store(path, of(tables, first))
    filled = time.perf_counter() - begun
    store = Store(path)
    adding = Adding(store)
    spent = [seconds(adding, one) for one in one_by_one(of(tables, last))]
    store.close()
    found = {**spread("ms", [wall for wall, _ in spent]), **spread("cpu_ms", [cpu for _, cpu in spent])}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    sizes = {"store_gb": round(path.stat().st_size / 2**30, 3), "memory_gb": round(memory, 2)}
    return {"reports": reports, "added": added, "fill_seconds": round(filled, 1), **found, **sizes}


def of(tables: Tables, reports: pa.ChunkedArray) -> Tables:
    """Give the rows of these reports."""
    wanted = pa.compute.SetLookupOptions(value_set=reports.combine_chunks())
    return {name: t.filter(pa.compute.is_in(t["report_id"], options=wanted)) for name, t in tables.items()}


def seconds(adding: Adding, tables: Tables) -> tuple[float, float]:
    """Add one report; give how long that took, and how long it kept a processor busy."""
    begun, busy = time.perf_counter(), time.process_time()
    adding.add(tables)
    return time.perf_counter() - begun, time.process_time() - busy


def spread(unit: str, taken: list[float]) -> dict[str, float]:
    """Give the shares of what additions took, in milliseconds."""
    ordered = sorted(taken)
    return {f"p{share * 100:g}_{unit}": round(1000 * ordered[int(share * (len(taken) - 1))], 1) for share in SHARES}


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=1_000_000)
    ask.add_argument("--added", type=int, default=300)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--folder", type=Path)
    ask.add_argument("--json", type=Path)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        row = measure(given.reports, min(given.added, given.reports), given.seed, Path(folder))
    sys.stdout.write("  ".join(row) + "\n" + "  ".join(f"{v:>{len(k)}}" for k, v in row.items()) + "\n")
    if given.json:
        given.json.write_text(json.dumps(row, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
