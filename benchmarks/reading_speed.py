"""How many texts a second are read on one core: the scan alone, and the whole stage from tables to tables.

    python benchmarks/reading_speed.py [--times N] [FILE ...]

FILE: labelled cases as in samples/cases. Their narratives and log entries are joined report by report and cut into
texts of a hundred words, what is left over put aside; each is then a report of its own with the names typed into it,
and all of them are read N times over. Seconds are those of the process, so that other work on the machine counts as
little as it can.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pyarrow as pa

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.folder import catalogue_folder, samples_folder
from heeded.model import contracts
from heeded.read.arrange import Arranged, arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader
from heeded.read.scan.compiled import compile_catalogue
from heeded.read.scan.scanner import Scanner

WORDS = 100
ROUNDS = 7


def texts_in(files: list[Path]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Give texts of a hundred words and the persons typed beside them."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            for report in json.loads(line)["reports"]:
                whole = "\n".join([report["narrative"], *(entry["text"] for entry in report["log"])])
                words = whole.split(" ")
                for first in range(0, len(words) - WORDS + 1, WORDS):
                    yield " ".join(words[first : first + WORDS]), report["persons"]


def tables_of(texts: list[tuple[str, list[dict[str, str]]]], times: int) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Give the texts, so many times over, as reports with their mentions and without logs."""
    reports, mentions = [], []
    for number, (text, persons) in enumerate(texts * times):
        place = {"report_id": f"R{number:08}"}
        reports.append({**place, "recorded_at_certain": True, "narrative": text, "versions": 1})
        for at, person in enumerate(persons):
            given = {name: person.get(name) for name in ("role", "forename", "surname")}
            mentions.append({**place, "mention_id": f"{number}:{at}", "has_details": True, **given})
    return contracts.table("reports", reports), contracts.empty("log"), contracts.table("mentions", mentions)


def patterns_in(catalogue: Catalogue) -> int:
    """Count the patterns of a catalogue: of rules, of what withdraws them, of turns, clues and stops."""
    of_rules = sum(len(r.patterns) + len(r.unless) + len(r.unless_in_sentence) for r in catalogue.rules)
    return of_rules + sum(len(t.patterns) for t in (*catalogue.turns, *catalogue.clues)) + len(catalogue.stops)


def seconds(work: Callable[[], object]) -> float:
    """Give the least of several measurements of some work."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def scan(scanner: Scanner, arranged: Arranged) -> None:
    """Scan everything: from columns of texts to integers that tell statements, their contexts and cues."""
    for first, last in arranged.batches():
        scanner.scan(arranged.batch(first, last))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--catalogue", type=Path, default=catalogue_folder())
    given = parser.parse_args()
    catalogue = load_catalogue(given.catalogue)
    texts = list(texts_in(given.files or sorted((samples_folder() / "cases").glob("*.jsonl"))))
    arranged, once = arrange(*tables_of(texts, given.times)), arrange(*tables_of(texts, 1))
    many, words = len(arranged.report_ids), sum(len(text.split()) for text, _ in texts) / len(texts)
    click.echo(f"{patterns_in(catalogue):,} patterns; {many:,} texts of {words:.0f} words, {len(texts):,} distinct")
    scanner = Scanner(compile_catalogue(catalogue))
    scan(scanner, arrange(*tables_of([("Nothing.", [])], 1)))  # compiles, or loads what was compiled
    begun = time.process_time()
    scan(scanner, once)
    click.echo(f"scan, each text for the first time {len(texts) / (time.process_time() - begun):>10,.0f} texts/s")
    click.echo(f"scan                               {many / seconds(lambda: scan(scanner, arranged)):>10,.0f} texts/s")
    reader = Reader(catalogue)
    took = seconds(lambda: read_arranged(reader, arranged, threads=1))
    click.echo(f"whole stage, tables to tables      {many / took:>10,.0f} texts/s")


if __name__ == "__main__":
    main()
