"""The whole catalogue as pages to read, search and print: what each rule finds, in whose words, on whose authority.

They show the files as they stand, so that whoever disputes a rule sees all of it. They need nothing else: no network,
no font, no picture; the search works without leaving the page, and everything is there without it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from heeded import __version__
from heeded.catalogue import patterns
from heeded.catalogue.catalogue import FAMILIES, folder_hash, read_yaml
from heeded.explain.pages import environment

Row = dict[str, Any]

_HEADS = ("id", "owner", "valid_from", "updated", "confidence")
_PATTERN_KEYS = ("patterns", "unless", "unless_in_sentence")
_VOICES = {"any": "anybody's", "record": "the record's own", "quoted": "quoted words"}
_PARTS = (
    ("turns", "Turns", "Words near a finding that change how it is held, and words that end their reach.", ("turns",)),
    ("clues", "Clues", "What helps to tell who somebody is, and what the record establishes in its place.", ("clues",)),
    (
        "words",
        "Words",
        "Lists that rules share, shorthand, pronouns, and slips of the pen.",
        ("words", ".", "spelling"),
    ),
    ("law", "Law", "What is to be proved, and which words on file can stand for it.", ("law",)),
    ("duties", "Duties", "What guidance asks of the police, and what shows that it was done.", ("duties", "calendar")),
    ("flags", "Red flags", "Markers of serious harm, listed and never summed; forms of escalation.", ("risk",)),
    ("wording", "Wording", "The sentences of accounts.", ("wording",)),
    (
        "contact",
        "First contact",
        "What is asked while somebody is on the line, and what fades if it is not secured.",
        ("first_contact",),
    ),
    ("clocks", "Clocks", "What runs out, and how long before it is shown.", ("clocks",)),
    ("figures", "Figures", "What is counted, what it does not tell, what is withheld.", ("figures",)),
    ("records", "Records", "How long records are kept, how they are corrected, withheld and erased.", ("records",)),
    ("more", "More", "How acts are followed through a file, how persons are linked.", ("drift", "linking")),
)
_IN_MORE, _IN_WORDS = ("second-reader.yaml",), ("shorthand.yaml", "pronouns.yaml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the catalogue: where it lies, what stands above it as a note, what it holds."""

    file: str
    anchor: str
    title: str
    note: str
    given: Any
    patterns: dict[str, list[list[tuple[str, str]]]] = field(default_factory=dict)

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule, which has examples and an authority of its own."""
        return self.file.startswith("rules/")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file, title and opening, and its entries under headings."""

    file: str
    title: str
    opening: str
    sections: list[tuple[str, str, list[Entry]]]

    @property
    def entries(self) -> int:
        """How many entries it shows."""
        return sum(len(entries) for _, _, entries in self.sections)


def write_catalogue_pages(catalogue: Path, folder: Path) -> Path:
    """Write index.html and the pages that it leads to; gives the path of the index.

    catalogue: its folder. Raises CatalogueError naming a file that cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taxonomy = tomllib.loads((catalogue / "taxonomy.toml").read_text(encoding="utf-8"))
    titles = read_yaml(catalogue / "wording" / "titles.yaml")
    pages = [*_families(catalogue, taxonomy, titles), *(_part(catalogue, *part) for part in _PARTS)]
    made = _environment()
    state = {"version": __version__, "hash": folder_hash(catalogue)[:16], "pages": pages}
    for page in pages:
        text = made.get_template("catalogue_page.html").render(page=page, **state)
        (folder / page.file).write_text(text, encoding="utf-8")
    index = folder / "index.html"
    signs = _signs()
    text = made.get_template("catalogue_index.html").render(signs=signs, contexts=taxonomy["context"], **state)
    index.write_text(text, encoding="utf-8")
    return index


def _environment() -> Environment:
    made = environment()
    assert made.loader is not None
    made.loader = ChoiceLoader([PackageLoader("heeded.catalogue"), made.loader])
    made.filters |= {"label": _label, "voice": lambda voice: _VOICES[voice]}
    made.tests |= {"plain": lambda value: not isinstance(value, dict | list)}
    made.globals |= {"pattern_keys": _PATTERN_KEYS, "heads": _HEADS, "families": FAMILIES}
    return made


def _signs() -> list[tuple[str, str]]:
    """Give each sign of the language of patterns with what it stands for, as its own module says."""
    lines = re.findall(r"^    (\S.*?)\s{2,}(\S.*)$", patterns.__doc__ or "", re.MULTILINE)
    return [(sign, meaning) for sign, meaning in lines]


def _label(key: str) -> str:
    """Give a key of a file as words."""
    words = str(key).replace("_", " ")
    return words[:1].upper() + words[1:]


def _families(catalogue: Path, taxonomy: Row, titles: Row) -> Iterator[Page]:
    """Give a page for each family of codes, its rules under the code that they find."""
    for family in FAMILIES:
        entries = [_entry(path, catalogue) for path in _files(catalogue / "rules" / family)]
        sections = []
        for code, definition in taxonomy[family].items():
            of_code = [entry for entry in entries if entry.given["code"] == code]
            sections.append((f"{code}: {titles[family].get(code, code)}", str(definition), of_code))
        opening = f"Rules of the family {family}, by code. A finding quotes the words and names the rule that saw them."
        yield Page(f"{family}.html", f"Rules: {family}", opening, sections)


def _part(catalogue: Path, name: str, title: str, opening: str, folders: tuple[str, ...]) -> Page:
    """Give the page of another part of the catalogue, its files under the folder that they lie in."""
    sections = []
    for folder in folders:
        paths = [catalogue / file for file in _IN_WORDS] if folder == "." else _files(catalogue / folder)
        under: dict[str, list[Entry]] = {}
        for path in paths:
            under.setdefault(_heading(path.parent, catalogue), []).append(_entry(path, catalogue))
        sections += [(heading, "", found) for heading, found in under.items()]
    if name == "more":
        sections.append(("Second reader", "", [_entry(catalogue / file, catalogue) for file in _IN_MORE]))
    return Page(f"{name}.html", title, opening, sections)


def _heading(folder: Path, catalogue: Path) -> str:
    """Give what files of a folder stand under: the name of a jurisdiction as it writes it, else that of the folder."""
    if folder == catalogue:
        return "Shorthand and pronouns"
    written = folder / "jurisdiction.yaml"
    if written.is_file():
        return str(read_yaml(written)["title"])
    own = _label(folder.name.replace("-", " "))
    return own if folder.parent == catalogue else f"{_heading(folder.parent, catalogue)}: {own.lower()}"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def _entry(path: Path, catalogue: Path) -> Entry:
    given = read_yaml(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    note = " ".join(line.lstrip("# ") for line in lines[: next(n for n, s in enumerate([*lines, ""]) if s[:1] != "#")])
    file = path.relative_to(catalogue).as_posix()
    title = str(given.get("title") or given.get("id") or path.stem) if isinstance(given, dict) else path.stem
    found = {k: [_linked(str(p)) for p in given[k]] for k in _PATTERN_KEYS if isinstance(given, dict) and given.get(k)}
    return Entry(file, re.sub(r"[^a-z0-9]+", "-", file.removesuffix(".yaml").lower()), title, note, given, found)


def _linked(pattern: str) -> list[tuple[str, str]]:
    """Give a pattern in pieces, each with the anchor of the word list that it names, or none."""
    pieces = re.split(r"(\{\w+\})", pattern)
    return [(p, "words-" + p[1:-1].replace("_", "-") if p.startswith("{") else "") for p in pieces if p]
