"""What the reports state that tells who an unknown suspect is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

VALUES = ("phone", "vehicle", "email", "handle")
KNOWN_BY = ["mention_id", "forename_norm", "surname_norm", "dob_norm", *(f"{kind}_norm" for kind in VALUES)]
KINDS = (*VALUES, "log_reference", "relationship", "same_suspect", "suspect_name", "purpose")


@dataclass(slots=True)
class Stated:
    """What one report states, beyond the details typed for its persons."""

    values: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    relationships: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    same_suspect: bool = False
    explained: bool = False
    """Whether the record itself says that the acts are something else: a quarrel of two, a theft, a bailiff."""


@dataclass(slots=True)
class Known:
    """What is known of a person from all their mentions."""

    values: set[str] = field(default_factory=set)
    forenames: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    born: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        """Every name the person was met under."""
        return self.forenames | self.surnames


def stated_in(clues: pa.Table, mentions: pa.Table) -> dict[str, Stated]:
    """Give what each report states; only what is affirmed counts."""
    wanted = pc.and_(
        pc.equal(clues["context"], "affirmed"), pc.is_in(clues["kind"], pa.array(KINDS, pa.large_string()))
    )
    stated: defaultdict[str, Stated] = defaultdict(Stated)
    for row in clues.filter(wanted).select(["report_id", "kind", "value"]).to_pylist():
        _add(stated[row["report_id"]], row["kind"], row["value"])
    suspects = mentions.filter(pc.equal(mentions["role"], "suspect")).select(["report_id", "relationship_norm"])
    for row in suspects.filter(pc.is_valid(suspects["relationship_norm"])).to_pylist():
        stated[row["report_id"]].relationships.add(row["relationship_norm"])
    return stated


def _add(stated: Stated, kind: str, value: str) -> None:
    if kind in VALUES:
        stated.values.add(value)
    elif kind == "log_reference":
        stated.references.add(plain(value))
    elif kind == "relationship":
        stated.relationships.add(value)
    elif kind == "suspect_name":
        stated.names.update(value.casefold().split())
    elif kind == "purpose":
        stated.explained = True
    else:
        stated.same_suspect = True


@lru_cache(maxsize=1 << 16)
def plain(reference: str) -> str:
    """Give a report's number in the form that references are compared in: capitals and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", reference.upper())


def known_of(mentions: pa.Table, persons: Mapping[str, str], wanted: Iterable[str]) -> dict[str, Known]:
    """Give what is known of each wanted person. persons: the person of each mention."""
    known = {person: Known() for person in wanted}
    for row in mentions.select(KNOWN_BY).to_pylist():
        found = known.get(persons[row["mention_id"]])
        if found is not None:
            found.values.update(v for v in (row[f"{kind}_norm"] for kind in VALUES) if v)
            found.forenames.update(n for n in (row["forename_norm"],) if n)
            found.surnames.update(n for n in (row["surname_norm"],) if n)
            found.born.update(n for n in (row["dob_norm"],) if n)
    return known


def names_typed(mentions: pa.Table, wanted: Iterable[str]) -> dict[str, set[str]]:
    """Give every name typed for a person into each of the wanted reports."""
    keys = pa.array(sorted(wanted), pa.large_string())
    rows = mentions.filter(pc.is_in(mentions["report_id"], keys)).select(["report_id", "forename_norm", "surname_norm"])
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows.to_pylist():
        found[row["report_id"]].update(n for n in (row["forename_norm"], row["surname_norm"]) if n)
    return found


def acts_in(findings: pa.Table) -> dict[str, set[str]]:
    """Give what the suspect is said to have done in each report: the codes of affirmed behaviour."""
    done = findings.filter(
        pc.and_(pc.equal(findings["family"], "behaviour"), pc.equal(findings["context"], "affirmed"))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for report, code in zip(done["report_id"].to_pylist(), done["code"].to_pylist(), strict=True):
        found[report].add(code)
    return found
