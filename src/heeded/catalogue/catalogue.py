"""Loads the reading catalogue from its folder, checked against its schemas."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from heeded.catalogue.patterns import PatternParser, Sequence, words_of
from heeded.catalogue.rules import TURNS, ClueRule, Example, Rule, Turn
from heeded.catalogue.schema import hold_against
from heeded.catalogue.shorthand import Own, with_own
from heeded.catalogue.spelling import Spelling, spelling_of
from heeded.toolbox.errors import CatalogueError

FAMILIES = ("behaviour", "risk", "response", "concern")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that reading rests on, and a hash that names this state of it."""

    rules: tuple[Rule, ...]
    turns: tuple[Turn, ...]
    clues: tuple[ClueRule, ...]
    stops: tuple[Sequence, ...]
    shorthand: dict[str, str]
    pronouns: dict[str, dict[str, list[str]]]
    spelling: Spelling
    hash: str


class _PlainWords(yaml.CSafeLoader):
    """YAML in which `no`, `on` and dates are words, as a reader of English expects."""


_PlainWords.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[1] in ("int", "float", "null")]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """Give what a YAML file holds; raises CatalogueError naming file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainWords)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise CatalogueError(f"{path.name}{where} is not YAML as the catalogue writes it.") from error


def load_catalogue(folder: Path, own: Own | None = None) -> Catalogue:
    """Load every rule, turn, clue and word list under `folder`.

    own: a force's own shorthand. Raises CatalogueError naming the file and what it lacks, MappingError where that
    shorthand makes no sense.
    """
    words = {p.stem: _word_list(p) for p in sorted((folder / "words").glob("*.yaml"))}
    shorthand = load_shorthand(folder, own)
    parser = PatternParser(words, shorthand)
    rules = tuple(r for p in _files(folder, "rules") if (r := _rule(p, parser)).status != "retired")
    turns = tuple(_turn(p, parser) for p in _files(folder, "turns") if p.stem != "stops")
    clues = tuple(_clue(p, parser) for p in _files(folder, "clues"))
    stops = _sequences(parser, read_yaml(folder / "turns" / "stops.yaml")["patterns"])
    of_rules = (p for r in rules for p in (*r.patterns, *r.unless, *r.unless_in_sentence))
    of_turns, of_clues = (p for t in turns for p in t.patterns), (p for c in clues for p in c.patterns)
    named = words_of((*of_rules, *of_turns, *of_clues, *stops))
    examples = (example.text for rule in rules for example in (*rule.shows, *rule.spares))
    return Catalogue(
        rules=rules,
        turns=turns,
        clues=clues,
        stops=stops,
        shorthand=shorthand,
        pronouns=read_yaml(folder / "pronouns.yaml"),
        spelling=_spelling(folder / "spelling", named, examples, shorthand),
        hash=folder_hash(folder),
    )


def load_shorthand(folder: Path, own: Own | None = None) -> dict[str, str]:
    """Give each word of shorthand and its full form, a force's own laid over ours; raises MappingError as above."""
    ours = {str(word).lower(): str(full).lower() for word, full in read_yaml(folder / "shorthand.yaml").items()}
    pronouns = read_yaml(folder / "pronouns.yaml")
    persons = (word for part in ("of_sex", "of_role") for words in pronouns[part].values() for word in words)
    return with_own(ours, own, frozenset(persons)) if own else ours


def _spelling(folder: Path, named: frozenset[str], examples: Iterable[str], shorthand: dict[str, str]) -> Spelling:
    given = read_yaml(folder / "spelling.yaml")
    own = {*(folder / "words.txt").read_text(encoding="ascii").split(), *given["own"]}
    return spelling_of(named, examples, shorthand, given["short"], own)


READ_WITH = ("rules", "turns", "clues", "words", "spelling", "pronouns.yaml", "shorthand.yaml", "second-reader.yaml")
"""The parts of the catalogue that texts are read with; what becomes of a finding is for the others to say."""


def reading_hash(folder: Path) -> str:
    """Name the state of those parts of a catalogue that texts are read with."""
    return folder_hash(folder, [path for part in READ_WITH for path in (folder / part, *(folder / part).rglob("*"))])


def folder_hash(folder: Path, paths: Iterable[Path] | None = None) -> str:
    """Name the state of a folder: a SHA-256 over the names and bytes of its files, all or those given."""
    digest = hashlib.sha256()
    given = folder.rglob("*") if paths is None else paths
    for path in sorted(p for p in given if p.suffix in (".yaml", ".json", ".toml", ".csv", ".txt") and p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).rglob("*.yaml"))


def _word_list(path: Path) -> list[str]:
    return [str(entry) for entry in read_yaml(path)["words"]]


def _sequences(parser: PatternParser, texts: list[str]) -> tuple[Sequence, ...]:
    return tuple(dict.fromkeys(parser.parse(str(text)) for text in texts))


def _checked(path: Path, kind: str) -> Any:
    """Give a file's content, held against catalogue/schema/<kind>.json."""
    content = read_yaml(path)
    schema = next(p for p in path.parents if (p / "schema").is_dir()) / "schema" / f"{kind}.json"
    hold_against(schema, content, path)
    return content


def _guarded(path: Path, parser: PatternParser, texts: list[str]) -> tuple[Sequence, ...]:
    try:
        return _sequences(parser, texts)
    except CatalogueError as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def _rule(path: Path, parser: PatternParser) -> Rule:
    given = _checked(path, "rule")
    return Rule(
        id=given["id"],
        version=given["version"],
        status=given["status"],
        title=given["title"],
        family=given["family"],
        code=given["code"],
        confidence=given.get("confidence", 0.9),
        patterns=_guarded(path, parser, given["patterns"]),
        unless=_guarded(path, parser, given.get("unless", [])),
        unless_in_sentence=_guarded(path, parser, given.get("unless_in_sentence", [])),
        turned_by=frozenset(given.get("turned_by", _usual_turns(given["family"]))),
        voice=given.get("voice", "record" if given["family"] == "concern" else "any"),
        where=given.get("where", "anywhere"),
        also=tuple((a["family"], a["code"]) for a in given.get("also", [])),
        shows=tuple(Example(**e) for e in given["shows"]),
        spares=tuple(Example(**e) for e in given["spares"]),
    )


def _usual_turns(family: str) -> tuple[str, ...]:
    return ("negated", "other_actor") if family == "concern" else TURNS


def _turn(path: Path, parser: PatternParser) -> Turn:
    given = _checked(path, "turn")
    return Turn(
        id=given["id"],
        turn=given["turn"],
        direction=given["direction"],
        reach=given.get("reach", 12),
        families=frozenset(given.get("families", FAMILIES)),
        patterns=_guarded(path, parser, given["patterns"]),
    )


def _clue(path: Path, parser: PatternParser) -> ClueRule:
    given = _checked(path, "clue")
    patterns = _guarded(path, parser, given["patterns"])
    return ClueRule(id=given["id"], kind=given["kind"], value=given["value"], patterns=patterns)
