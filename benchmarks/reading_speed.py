"""How fast texts are read: our scan beside its peers in interleaved rounds, and the stage as a process of its own.

    python reading_speed.py FOLDER THREADS [rules]

reads the tables in FOLDER, which are Parquet files, from tables to tables for each line that comes in, and answers with
seconds and memory as JSON. With `rules` the second reader stays away.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

import pyarrow.parquet as pq
from reading_texts import Row, Tables, repeated

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.patterns import Sequence
from heeded.read.arrange import Arranged, arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader
from heeded.read.scan.compiled import compile_catalogue
from heeded.read.scan.scanner import Scanner
from heeded.read.second import load_second_reader

AGAIN = 200
"""Times that what is quick reads what medspaCy reads once, so that there is something to measure."""

Work = Callable[[], float]
"""Does a round of work and gives its seconds of the process."""


def seconds(work: Callable[[], object]) -> float:
    """Give the seconds of the process that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rates(works: Mapping[str, tuple[int, Work]], rounds: int) -> dict[str, Row]:
    """Give texts a second of each work, one round of each after the other: the median, the least and the most.

    works: by name, how many texts a round reads, and the work.
    """
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, (texts, work) in works.items():
            took[name].append(texts / max(1e-9, work()))
    return {
        name: {"per_second": round(median(r), 1), "least": round(min(r), 1), "most": round(max(r), 1)}
        for name, r in took.items()
    }


def patterns_in(catalogue: Catalogue) -> int:
    """Count the patterns of a catalogue: of rules, of what withdraws them, of turns, clues and stops."""
    of_rules = sum(len(r.patterns) + len(r.unless) + len(r.unless_in_sentence) for r in catalogue.rules)
    return of_rules + sum(len(t.patterns) for t in (*catalogue.turns, *catalogue.clues)) + len(catalogue.stops)


def with_patterns(catalogue: Catalogue, wanted: Callable[[Sequence], bool]) -> Catalogue:
    """Give a catalogue with some of its patterns alone, and nothing that withdraws a rule."""

    def kept(given: tuple[Sequence, ...]) -> tuple[Sequence, ...]:
        return tuple(pattern for pattern in given if wanted(pattern))

    return replace(
        catalogue,
        rules=tuple(replace(r, patterns=kept(r.patterns), unless=(), unless_in_sentence=()) for r in catalogue.rules),
        turns=tuple(replace(t, patterns=kept(t.patterns)) for t in catalogue.turns),
        clues=tuple(replace(c, patterns=kept(c.patterns)) for c in catalogue.clues),
        stops=kept(catalogue.stops),
    )


def scan(scanner: Scanner, arranged: Arranged) -> None:
    """Scan everything: from columns of texts to integers that tell statements, their contexts and cues."""
    for first, last in arranged.batches():
        scanner.scan(arranged.batch(first, last))


def scanning(catalogue: Catalogue, tables: Tables) -> tuple[int, Work, float]:
    """Give how many texts a round of our scan reads, the round, and texts a second when each was met first."""
    scanner, once = Scanner(compile_catalogue(catalogue)), arrange(**tables)
    scan(scanner, arrange(**repeated(tables, 1, 0)))  # compiles, or loads what was compiled
    first = once.texts.after[-1] / seconds(lambda: scan(scanner, once))
    many = arrange(**repeated(tables, AGAIN * len(once.report_ids), 0))
    return AGAIN * len(once.report_ids), lambda: seconds(lambda: scan(scanner, many)), float(first)


def stages(folder: Path, rounds: int, second: bool) -> tuple[Row, Row]:
    """Give what reading the tables in a folder takes on one core and on two: least seconds, and most memory.

    Each core count has a process of its own; their rounds take turns, so that other work on the machine meets both.
    """
    ask = [[sys.executable, __file__, str(folder), n, *(["rules"] * (not second))] for n in ("1", "2")]
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    told: list[list[Row]] = [[], []]
    with ExitStack() as running:
        workers = [running.enter_context(subprocess.Popen(line, **pipe)) for line in ask]
        for _ in range(rounds):
            for worker, answers in zip(workers, told, strict=True):
                worker.stdin.write("again\n")
                worker.stdin.flush()
                answers.append(json.loads(worker.stdout.readline()))
        for worker in workers:
            worker.stdin.close()
    return _least(told[0]), _least(told[1])


def _least(answers: list[Row]) -> Row:
    """Give the least seconds of several rounds, and the most memory."""
    least = {name: min(answer[name] for answer in answers) for name in ("wall", "process")}
    return {**least, "memory_mb": max(answer["memory_mb"] for answer in answers)}


def keep(tables: Tables, folder: Path) -> None:
    """Write tables where a process of its own finds them."""
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")


def main() -> None:
    """Read the tables in a folder whenever a line comes in; what a round learns of words and patterns it keeps."""
    folder, threads = Path(sys.argv[1]), int(sys.argv[2])
    catalogue = load_catalogue(catalogue_folder())
    reader = Reader(catalogue, None if "rules" in sys.argv[3:] else load_second_reader(catalogue.shorthand))
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in ("reports", "log", "mentions")}
    read_arranged(reader, arrange(**repeated(tables, 1, 0)), threads=1)  # compiles, or loads what was compiled
    for _ in sys.stdin:
        begun, worked = time.perf_counter(), time.process_time()
        findings = read_arranged(reader, arrange(**tables), threads=threads)["findings"].num_rows
        took = {"wall": time.perf_counter() - begun, "process": time.process_time() - worked, "findings": findings}
        memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10)
        sys.stdout.write(json.dumps({**took, "memory_mb": memory}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
