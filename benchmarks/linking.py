"""Measure linking beside Splink alone, in one run: households made here, and pairs of reports made elsewhere.

    python benchmarks/linking.py [--people 53000] [--seed 1] [--pairs DIR ...] [--json FILE]

--pairs: folders with reports, persons and truth.parquet, as the benchmark of pairs makes them. The peer is Splink with
the same comparisons, the same blocking and the same model, its clusters taken as they come; for pairs its persons are
joined afterwards: the same victim and the same suspect is the same course. Reports whose suspect nothing tells are left
out of the truth here; joining them is a guess, which the benchmark's own scorer counts.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from math import comb
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from households import Shares, make
from splink import DuckDBAPI, Linker

from heeded.assemble import assemble_courses
from heeded.catalogue import load_catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.ingest import ingest_delivery
from heeded.link import link_mentions
from heeded.link.knowledge import load_knowledge
from heeded.link.prepare import open_tables
from heeded.link.weigh import QUIET, persons_task, splink_settings
from heeded.model import contracts
from heeded.normalise import normalise_reports
from heeded.read import read_reports

Tables = dict[str, pa.Table]
Row = dict[str, object]


def pairs_in(groups: Iterable[Hashable]) -> int:
    """Give how many pairs stand in the same group."""
    return sum(comb(size, 2) for size in Counter(groups).values())


def scored(said: Mapping[str, Hashable], truth: Mapping[str, Hashable]) -> Row:
    """Give precision, recall and F1 over pairs: said to be one, and truly one."""
    right = pairs_in((truth[key], said[key]) for key in truth)
    precision = right / max(1, pairs_in(said[key] for key in truth))
    recall = right / max(1, pairs_in(truth.values()))
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
    }


def timed(work: Callable[[], dict[str, str]], truth: Mapping[str, Hashable], name: str) -> Row:
    """Give the name, the score and the seconds of one way to link."""
    begun = time.perf_counter()
    said = work()
    return {"linker": name, **scored(said, truth), "seconds": round(time.perf_counter() - begun, 1)}


def by_splink(mentions: pa.Table) -> dict[str, str]:
    """Give the cluster of each mention by Splink alone."""
    knows = load_knowledge(catalogue_folder() / "linking")
    with open_tables(mentions, knows.names, knows.values, 0) as connection:
        people = DuckDBAPI(connection).register("people")
        settings = splink_settings(persons_task(knows))
        linker = Linker(people, settings, validate_settings=False, log_level=QUIET)
        pairs = linker.inference.predict(threshold_match_probability=knows.values.join_at)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, knows.values.join_at)
        rows = connection.execute(f"select mention_id, cluster_id from {clusters.physical_name}").fetchall()
    return {**dict.fromkeys(mentions["mention_id"].to_pylist(), ""), **{m: str(c) for m, c in rows}}


def by_heeded(mentions: pa.Table, clues: pa.Table) -> dict[str, str]:
    """Give the person of each mention."""
    persons = link_mentions(mentions, clues, [])["persons"]
    return dict(zip(persons["mention_id"].to_pylist(), persons["person_id"].to_pylist(), strict=True))


def households(people: int, seed: int) -> list[Row]:
    """Measure persons on records full of households."""
    made = make(people, seed, Shares())
    tables = normalised({name: made[name] for name in ("reports", "persons")})
    truth_of = dict(zip(made["truth"]["report_id"].to_pylist(), made["truth"]["person"].to_pylist(), strict=True))
    mentions = tables["mentions"]
    ids = zip(mentions["mention_id"].to_pylist(), mentions["report_id"].to_pylist(), strict=True)
    truth = {mention: truth_of[report] for mention, report in ids}
    what: Row = {"data": f"households, {mentions.num_rows} records, seed {seed}"}
    peer = timed(lambda: alone_where_empty(by_splink(mentions)), truth, "Splink alone")
    ours = timed(lambda: by_heeded(mentions, contracts.empty("clues")), truth, "heeded")
    return [what | peer, what | ours]


def alone_where_empty(clusters: Mapping[str, str]) -> dict[str, str]:
    """Give each mention that stands in no cluster one of its own."""
    return {mention: cluster or f"alone {mention}" for mention, cluster in clusters.items()}


def reports_in_pairs(folder: Path) -> list[Row]:
    """Measure which reports are brought together, by fields alone and with the words."""
    delivered = {name: pq.read_table(folder / f"{name}.parquet") for name in ("reports", "persons")}
    tables = normalised(delivered)
    tables.update(
        read_reports(tables["reports"], tables["log"], tables["mentions"], load_catalogue(catalogue_folder()))
    )
    table = pq.read_table(folder / "truth.parquet")
    known = zip(*(table[c].to_pylist() for c in ("report_id", "pair", "known")), strict=True)
    truth = {report: pair for report, pair, is_known in known if is_known}
    without = {**tables, "clues": contracts.empty("clues")}
    what: Row = {"data": f"pairs of {folder.name}, {tables['reports'].num_rows} reports"}
    return [
        what | timed(lambda: joined(tables["mentions"]), truth, "Splink, then joined"),
        what | timed(lambda: courses(without, words=False), truth, "heeded, fields alone"),
        what | timed(lambda: courses(tables), truth, "heeded"),
    ]


def courses(tables: Tables, *, words: bool = True) -> dict[str, str]:
    """Give the course of each report."""
    linked = link_mentions(tables["mentions"], tables["clues"], [])
    rows = assemble_courses({**tables, **linked}, [], None, words=words)["course_reports"]
    return dict(zip(rows["report_id"].to_pylist(), rows["course_id"].to_pylist(), strict=True))


def joined(mentions: pa.Table) -> dict[str, str]:
    """Give each report the pair of Splink's clusters on its two sides, or itself where a side is empty."""
    clusters = by_splink(mentions)
    sides: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in mentions.select(["mention_id", "report_id", "role"]).to_pylist():
        sides[row["report_id"]][row["role"]] = clusters[row["mention_id"]]
    return {
        report: f"{who['victim']} {who['suspect']}" if who.get("victim") and who.get("suspect") else f"alone {report}"
        for report, who in sides.items()
    }


def normalised(delivered: Tables) -> Tables:
    """Give the tables of a delivery in one shape."""
    with tempfile.TemporaryDirectory() as folder:
        for name, table in delivered.items():
            pq.write_table(table, Path(folder) / f"{name}.parquet")
        raw = ingest_delivery(Path(folder), None)
    return normalise_reports(raw)


def told(rows: list[Row]) -> str:
    """Give the rows as a table, the seconds also as a ratio to the peer of the same data."""
    lines, peer = [], 1.0
    for row in rows:
        seconds = float(str(row["seconds"]))
        peer = seconds if str(row["linker"]).startswith("Splink") else peer
        figures = (
            f"{row['precision']:>9} {row['recall']:>7} {row['f1']:>7} {seconds:>7} {seconds / max(0.1, peer):>6.2f}"
        )
        lines.append(f"{row['data']:<44} {row['linker']:<21} {figures}")
    head = f"{'data':<44} {'linker':<21} {'precision':>9} {'recall':>7} {'F1':>7} {'seconds':>7} {'ratio':>6}"
    return "\n".join([head, *lines])


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--people", type=int, default=53_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--pairs", type=Path, nargs="*", default=[])
    ask.add_argument("--json", type=Path)
    given = ask.parse_args()
    rows = households(given.people, given.seed) + [row for folder in given.pairs for row in reports_in_pairs(folder)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    sys.stdout.write(f"{told(rows)}\nmost memory at once: {memory:.2f} GB\n")
    if given.json:
        given.json.write_text(json.dumps({"rows": rows, "memory_gb": round(memory, 2)}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
