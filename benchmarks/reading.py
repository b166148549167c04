"""Measure reading beside its peers, in one run: speed, memory, accuracy, slips of the pen, growth, and what changed.

    python benchmarks/reading.py [--cases FILE ...] [--logs FILE ...] [--peers] [--only PART ...] [--json FILE]

--cases: labelled cases; those of samples/cases where none are named. --logs: logs in a force's own columns, for the
stage. --peers: also medspaCy with our rules, in an environment of its own that is made on demand (needs a package
index once). --only: scan, stage, accuracy, slips, growth, changes. --update: keep this run's findings for later ones to
be held against. --rules-alone: as `heeded run` has it. Seconds are those of the process, but for two cores to one.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from statistics import mean

import pyarrow as pa
import reading_changes
from peers import keywords
from peers.medspacy_peer import NAMES, Medspacy
from peers.medspacy_rules import Translator, translated
from reading_accuracy import lost, pooled, read, said_by, said_of, scores
from reading_growth import growth
from reading_speed import AGAIN, Work, keep, patterns_in, rates, scanning, seconds, stages, with_patterns
from reading_texts import Labelled, Row, Slips, Tables, hundreds, labelled, lines_of, repeated, texts_in, together
from reading_told import told

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.folder import catalogue_folder, samples_folder
from heeded.read.reader import Reader
from heeded.read.second import load_second_reader

PARTS = ("scan", "stage", "accuracy", "slips", "growth", "changes")


@dataclass(frozen=True)
class Given:
    """What is measured on, and how much of it."""

    catalogue: Catalogue
    files: list[Labelled]
    paths: list[Path]
    logs: list[Path]
    peers: bool
    peer_texts: int
    rounds: int
    reports: int
    second_reports: int
    longest: int
    second_longest: int
    seeds: int
    rules_alone: bool

    @cached_property
    def readers(self) -> dict[str, Reader]:
        """Our reading as it runs by default, and by the rules alone."""
        rules = {"heeded, rules alone": Reader(self.catalogue)}
        if self.rules_alone:
            return rules
        return {"heeded": Reader(self.catalogue, load_second_reader(self.catalogue.shorthand)), **rules}

    @cached_property
    def reader(self) -> Reader:
        """The first of them."""
        return next(iter(self.readers.values()))


def scan_part(given: Given) -> Iterator[Row]:
    """Measure the scan beside medspaCy and a search for keywords: all rules, and those that all can state plainly."""
    texts = hundreds(together(*(each.tables for each in given.files)))
    texts["reports"] = texts["reports"].take(list(range(0, texts["reports"].num_rows, _step(given, texts["reports"]))))
    wording = texts["reports"]["narrative"].combine_chunks()
    translator = Translator(given.catalogue)
    plain = with_patterns(given.catalogue, translator.states_plainly)
    for name, catalogue in (("all rules", given.catalogue), ("rules that both state in one way", plain)):
        many, ours, first = scanning(catalogue, texts)
        works = {"heeded": (many, ours), **_searches(wording)}
        with ExitStack() as open_until_told:
            if given.peers:
                folder = Path(open_until_told.enter_context(tempfile.TemporaryDirectory()))
                peer = open_until_told.enter_context(Medspacy(translated(catalogue), wording.to_pylist(), folder))
                works |= {f"medspaCy, {n}": (len(wording), partial(peer.round, n)) for n in NAMES}
            found = rates(works, given.rounds)
        found["heeded, each text for the first time"] = {"per_second": round(first, 1)}
        yield {"rules": name, "patterns": patterns_in(catalogue), "texts": len(wording), "rates": found}


def _searches(texts: pa.Array) -> dict[str, tuple[int, Work]]:
    """Give the searches for keywords, each as how many texts it reads and the work."""
    ways = {"RE2": keywords.by_arrow, "DuckDB": keywords.by_duckdb}
    many = pa.concat_arrays([texts] * AGAIN)
    return {f"keywords, {name}": (len(many), partial(seconds, partial(way, many))) for name, way in ways.items()}


def _step(given: Given, texts: pa.Table) -> int:
    return max(1, texts.num_rows // given.peer_texts)


def stage_part(given: Given) -> Iterator[Row]:
    """Measure the stage, each corpus in processes of its own: by the rules alone, and as it runs by default."""
    corpora = {each.name: each.tables for each in given.files}
    corpora |= {path.stem: lines_of(path) for path in given.logs}
    if len(corpora) > 1:
        corpora["all of them"] = together(*corpora.values())
    readers = {"rules alone": given.reports, "default": given.second_reports * (not given.rules_alone)}
    for name, tables in corpora.items():
        yield from (
            {"corpus": name, "reader": reader, **_stage(tables, many, given.rounds, reader == "default")}
            for reader, many in readers.items()
            if many
        )


def _stage(tables: Tables, reports: int, rounds: int, second: bool) -> Row:
    """Measure one corpus, so many of its reports, with one core and with two."""
    with tempfile.TemporaryDirectory() as folder:
        many = repeated(tables, reports, 1)
        characters = sum(len(text) for _, text in texts_in(many))
        keep(many, Path(folder))
        del many
        one, two = stages(Path(folder), rounds, second)
    return {
        "reports": reports,
        "characters_a_report": round(characters / reports),
        "per_second": round(reports / one["process"], 1),
        "two_cores_to_one": round(one["wall"] / two["wall"], 2),
        "memory_mb": one["memory_mb"],
        "memory_mb_two_cores": two["memory_mb"],
    }


def accuracy_part(given: Given) -> Iterator[Row]:
    """Measure what each reader makes of the labelled cases."""
    gold = pooled(given.files)
    for name, reader in given.readers.items():
        for each in given.files if len(given.files) > 1 else []:
            yield {"reader": name, "cases": each.name, **scores(each.gold, said_by(read([each], reader)))}
        yield {"reader": name, **scores(gold, said_by(read(given.files, reader)))}
    texts = [pair for each in given.files for pair in texts_in(each.tables)]
    wording = pa.array([text for _, text in texts], pa.large_string())
    found = ((texts[n][0], family, code, "affirmed") for n, family, code in keywords.said_in(wording))
    yield {"reader": "keywords", **scores(gold, said_of(found))}
    if given.peers:
        rules = translated(given.catalogue)
        with tempfile.TemporaryDirectory() as folder, Medspacy(rules, [], Path(folder)) as peer:
            for name in NAMES:
                yield {"reader": f"medspaCy, {name}", **scores(gold, said_of(_by_medspacy(peer, name, texts, given)))}


def _by_medspacy(peer: Medspacy, name: str, texts: list[tuple[str, str]], given: Given) -> Iterator[tuple[str, ...]]:
    """Give (report, family, code, context) of what medspaCy finds: as many codes as our rule of that name gives."""
    codes = {r.id.upper(): [(r.family, r.code), *r.also] for r in given.catalogue.rules}
    for number, label, context in peer.say(name, [text for _, text in texts]):
        for family, code in codes.get(label, []):
            yield texts[number][0], family, code, context


def slips_part(given: Given) -> Iterator[Row]:
    """Measure what a typing error in every twentieth word costs: in words of any length, and in those above three."""
    gold = pooled(given.files)
    for name, reader in given.readers.items():
        plain = scores(gold, said_by(read(given.files, reader)))
        for spared in (1, 3):
            points = []
            for seed in range(1, given.seeds + 1):
                slipped = [labelled(path, Slips(seed, spared)) for path in given.paths]
                points.append(lost(plain, scores(gold, said_by(read(slipped, reader)))))
            yield {
                "reader": name,
                "spared": "words of one letter" if spared == 1 else "words of up to three letters",
                "seeds": given.seeds,
                "points_lost": {family: round(mean(p[family] for p in points), 1) for family in plain},
                "most_lost": {family: max(p[family] for p in points) for family in plain},
            }


def growth_part(given: Given) -> Iterator[Row]:
    """Measure how time grows with length, by the rules alone and then as reading runs by default."""
    for name, reader in reversed(given.readers.items()):
        longest = given.longest if name != "heeded" else min(given.longest, given.second_longest)
        yield from ({"reader": name, **row} for row in growth(reader, longest))


def changes_part(given: Given, update: bool) -> Iterator[Row]:
    """Tell what changed since the run that was kept; what stands in files that are not measured now is left alone."""
    now = reading_changes.held(read(given.files, given.reader))
    reports = {report for each in given.files for report in each.tables["reports"]["report_id"].to_pylist()}
    kept = reading_changes.kept()
    before = {finding: how for finding, how in kept.items() if finding.split("/")[0] in reports}
    for change, finding, borne in reading_changes.changes(before, now, pooled(given.files)):
        yield {"change": change, "finding": finding, "borne": borne}
    if update:
        reading_changes.keep({**{f: how for f, how in kept.items() if f not in before}, **now})


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--cases", type=Path, nargs="*", default=[])
    ask.add_argument("--logs", type=Path, nargs="*", default=[])
    ask.add_argument("--peers", action="store_true")
    ask.add_argument("--peer-texts", type=int, default=30, help="texts of a hundred words that peers read in a round")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--reports", type=int, default=100_000, help="reports that the stage reads, of each corpus")
    ask.add_argument("--second-reports", type=int, default=1_000, help="the same where the second reader reads too")
    ask.add_argument("--longest", type=int, default=2_000_000, help="characters of the longest text")
    ask.add_argument("--second-longest", type=int, default=100_000, help="the same where the second reader reads too")
    ask.add_argument("--seeds", type=int, default=3, help="how often slips of the pen are put in")
    ask.add_argument("--rules-alone", action="store_true", help="without the second reader")
    ask.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    ask.add_argument("--update", action="store_true")
    ask.add_argument("--json", type=Path)
    asked = ask.parse_args()
    pa.set_cpu_count(1)
    paths = asked.cases or sorted((samples_folder() / "cases").glob("*.jsonl"))
    files = [labelled(path) for path in paths]
    names = ("logs", "peers", "peer_texts", "rounds", "reports", "second_reports", "longest", "second_longest")
    names += ("seeds", "rules_alone")
    given = Given(load_catalogue(catalogue_folder()), files, paths, **{name: getattr(asked, name) for name in names})
    work = {
        "scan": lambda: scan_part(given),
        "stage": lambda: stage_part(given),
        "accuracy": lambda: accuracy_part(given),
        "slips": lambda: slips_part(given),
        "growth": lambda: growth_part(given),
        "changes": lambda: changes_part(given, asked.update),
    }
    found = {}
    for part in (p for p in PARTS if p in asked.only):
        found[part] = list(work[part]())
        sys.stdout.write(told(part, found[part]) + "\n\n")
        sys.stdout.flush()
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
