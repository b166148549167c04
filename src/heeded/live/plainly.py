"""The details of one report's mentions without a database: the statements of prepare.py and counterparts.py in Python.

For plain letters alone, in which both can be held to answer alike; whatever else was typed goes through the database.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from heeded.link.knowledge import Knowledge
from heeded.live.details import FIELDS, Detailed

Row = Mapping[str, Any]
NAMED_KINDS = ("phone", "vehicle", "email", "handle")
KINDS = (*NAMED_KINDS, "log_reference", "relationship")
PLACE = re.compile(r"[0-9]+[a-z]? [a-z]{3,}")


def plain(rows: Iterable[Row]) -> bool:
    """Say whether only plain letters were typed, without breaks of lines."""
    return all(v.isascii() and v.isprintable() for row in rows for v in row.values() if isinstance(v, str))


def _key(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


class Plainly:
    """Makes the mentions of one report ready as the database does."""

    def __init__(self, knows: Knowledge) -> None:
        values, names = knows.values, knows.names
        self._title = re.compile(f"^(({'|'.join(values.titles)}) )+")
        self._nobody = {*values.not_names, *values.titles}
        self._no_surname = {*values.not_names, *(set(values.titles) - names.surname_shares.keys())}
        self._shares, self._listed, self._values = names.surname_shares, frozenset(names.forenames), values
        longs: dict[str, set[str]] = {}
        for short, long in names.short_forms:
            longs.setdefault(short, set()).add(long)
            longs.setdefault(long, set()).add(long)
        self._roots = {name: (min(of), max(of) if len(of) > 1 else None) for name, of in longs.items()}

    def prepared(self, mentions: Sequence[Row], clues: Sequence[Row]) -> list[Detailed]:
        """Give the mentions of one report in the order of their ids."""
        people = {m["mention_id"]: self._person(m) for m in mentions if m["has_details"]}
        beside = _Beside(mentions, people, clues)
        ordered = sorted(mentions, key=lambda m: str(m["mention_id"]))
        return [self._detailed(n, m, mentions, people, beside) for n, m in enumerate(ordered)]

    def _detailed(
        self, nr: int, mention: Row, mentions: Sequence[Row], people: Mapping[str, Row], beside: "_Beside"
    ) -> Detailed:
        own, alike = mention["mention_id"], [m["mention_id"] for m in mentions if m["role"] == mention["role"]]
        evidence = beside.evidence(mention, people[own]) if beside.sided(mention) else {}
        known = {**people.get(own, {}), "relationship": None, **evidence}
        typed = {f"{n}_norm": mention[f"{n}_norm"] for n in ("forename", "surname", "address")}
        fields = {**known, **typed, "relationship_norm": mention["relationship_norm"]}
        position = sorted(alike, key=lambda m: (len(m), m)).index(own)
        where = (nr, own, mention["report_id"], mention["role"], position, mention["has_details"], bool(evidence))
        return Detailed(*where, json.dumps([fields.get(name) for name in FIELDS]))

    def _person(self, mention: Row) -> Row:
        forename = self._name(mention["forename_norm"], self._nobody)
        surname = self._name(mention["surname_norm"], self._no_surname)
        fore, sur, dob = _long(forename), _long(surname), mention["dob_norm"]
        first = fore.split(" ")[0] if fore is not None else None
        root, root_2 = self._roots.get(fore or "", (None, None))
        by_first = self._roots.get(first or "", (None, None))
        place = PLACE.search(mention["address_norm"] or "")
        return {
            "forename": fore,
            "surname": sur,
            "forename_initial": forename[:1] if forename is not None else None,
            "surname_initial": surname[:1] if surname is not None else None,
            "forename_root": root or by_first[0] or first,
            "forename_root_2": root_2 or by_first[1],
            "forename_listed": fore in self._listed,
            "rarity": self._rarity(fore, sur),
            "surname_start": sur[:4] if sur is not None else None,
            "forename_start": fore[:2] if fore is not None else None,
            "dob_day": dob[5:10] if dob is not None and len(dob) == 10 else None,
            "dob": dob,
            **{name: mention[f"{name}_norm"] for name in (*NAMED_KINDS, "postcode", "relationship")},
            "nominal": (mention["nominal_id"] or "").strip(" ").upper() or None,
            "place": place.group(0) if place else None,
        }

    def _name(self, typed: str | None, nobody: set[str]) -> str | None:
        if typed is None:
            return None
        bare = self._title.sub("", typed).strip(" ")
        return None if bare == "" or re.search("[0-9]", bare) or bare in nobody else bare

    def _rarity(self, forename: str | None, surname: str | None) -> int | None:
        if forename is None or surname is None:
            return None
        values = self._values
        borne = values.forename_listed if forename in self._listed else values.forename_floor
        share = self._shares.get(surname, values.surname_floor) * borne
        return sum(share >= bound for bound in values.rarity_bounds)


def _long(name: str | None) -> str | None:
    return name if name is not None and len(name) > 1 else None


class _Beside:
    """What the words of a report add to its mentions, and who stands on a side of it."""

    def __init__(self, mentions: Sequence[Row], people: Mapping[str, Row], clues: Sequence[Row]) -> None:
        roles = [m["role"] for m in mentions]
        self._sole = roles.count("suspect") == 1
        informants = sum(m["role"] == "informant" and m["has_details"] for m in mentions)
        self._caller = "victim" not in roles and informants == 1
        said = {(c["kind"], c["value"]) for c in clues if c["context"] == "affirmed" and c["kind"] in KINDS}
        others = [people[m["mention_id"]] for m in mentions if m["role"] != "suspect" and m["mention_id"] in people]
        theirs = {other[kind] for other in others for kind in NAMED_KINDS}
        self._named = {value for kind, value in said if kind in NAMED_KINDS} - theirs
        relationships = {value for kind, value in said if kind == "relationship"}
        self._relationship = relationships.pop() if len(relationships) == 1 else None
        self._refs = sorted({_key(value) for kind, value in said if kind == "log_reference"})

    def sided(self, mention: Row) -> bool:
        """Say whether a mention stands on a side."""
        role = mention["role"]
        return bool(mention["has_details"]) and (
            role in ("suspect", "victim") or (role == "informant" and self._caller)
        )

    def evidence(self, mention: Row, person: Row) -> dict[str, object]:
        """Give what is held of a mention on a side beyond its own details."""
        suspect = mention["role"] == "suspect"
        sole = suspect and self._sole
        own = {person["phone"], person["vehicle"]} - {None}
        relationship = person["relationship"] or (self._relationship if sole else None)
        return {
            "suspect": suspect,
            "named": sorted(own | (self._named if sole else set())),
            "relationship": relationship if suspect else None,
            "refs": self._refs,
            "report_key": _key(mention["report_id"]),
        }
