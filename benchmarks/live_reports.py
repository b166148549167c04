"""Make reports of victims and suspects as the tables that linking takes, for adding them one by one.

Everybody is made up. A few pairs have very many reports and most have few; suspects are known far less well than
victims; further suspects of a victim often bear the surname and address of an earlier one; some reports name no
suspect, some no victim, some swap the roles, some name two suspects; words name numbers, vehicles, earlier reports
and what he is to her.
"""

import random
from datetime import datetime, timedelta

import pyarrow as pa

from heeded.catalogue.folder import catalogue_folder
from heeded.link.knowledge import load_names
from heeded.model import contracts

Row = dict[str, object]
Tables = dict[str, pa.Table]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
GOOD = {"forename": 0.02, "surname": 0.02, "dob": 0.12, "home": 0.1, "phone": 0.25, "email": 0.7}
THIN = {"forename": 0.1, "surname": 0.18, "dob": 0.5, "home": 0.55, "phone": 0.6, "email": 0.85}
"""How often a detail is missing, of victims and of suspects."""
RELATIONS = ("ex_partner", "ex_partner", "neighbour", "colleague", "acquaintance", "stranger", "family")
BLANK, NO_VICTIM, SWAPPED, TWO, INFORMANT = 0.08, 0.01, 0.03, 0.02, 0.02


class Force:
    """Pairs of people and the reports about them. seed: the same seed gives the same reports."""

    def __init__(self, reports: int, seed: int) -> None:
        self.chance, self.reports = random.Random(f"live {seed}"), reports
        names = load_names(catalogue_folder() / "linking")
        self._forenames = names.forenames
        self._surnames, self._weights = list(names.surname_shares), list(names.surname_shares.values())
        self._coined = ["".join(self.chance.choices(LETTERS, k=7)) for _ in range(2000)]
        pairs = max(2, reports // 4)
        victims = [self._person(None) for _ in range(max(1, int(pairs * 0.55)))]
        self.pairs = [self._pair(victims) for _ in range(pairs)]
        self._shares = [1 / rank**0.6 for rank in range(1, pairs + 1)]

    def tables(self) -> Tables:
        """Give the tables reports, versions, log, mentions, clues and findings."""
        rows: dict[str, list[Row]] = {name: [] for name in ("reports", "versions", "mentions", "clues", "findings")}
        latest: dict[int, str] = {}
        places = self.chance.choices(range(len(self.pairs)), self._shares, k=self.reports)
        for number, pair in enumerate(places):
            self._report(rows, f"NM-{number:07d}", number, self.pairs[pair], latest.get(pair))
            latest[pair] = f"NM-{number:07d}"
        return {**{name: contracts.table(name, found) for name, found in rows.items()}, "log": contracts.empty("log")}

    def _person(self, kin: Row | None) -> Row:
        chance = self.chance
        shares_home = kin is not None and chance.random() < 0.6
        surname = self._coined if chance.random() < 0.3 else None
        person: Row = {
            "forename": chance.choice(self._forenames),
            "surname": chance.choice(surname) if surname else chance.choices(self._surnames, self._weights)[0],
            "dob": f"{chance.randint(1945, 2007)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            "phones": [f"+447{chance.randrange(10**9):09d}" for _ in range(2)],
            "home": kin["home"] if shares_home else self._home(),  # type: ignore[index]
            "vehicle": "".join(chance.choices(LETTERS.upper(), k=7)),
            "relation": chance.choice(RELATIONS),
        }
        if kin is not None and chance.random() < 0.4:
            person["surname"] = kin["surname"]
        person["email"] = f"{person['forename']}.{person['surname']}{chance.randrange(99)}@example.com"
        return person

    def _home(self) -> tuple[str, str]:
        chance = self.chance
        code = f"{chance.choice(('NM', 'CH', 'WA'))}{chance.randint(1, 39)}{chance.randint(1, 9)}"
        return f"{chance.randint(1, 180)} northmoor road", code + "".join(chance.choices("ABDEFGHJ", k=2))

    def _pair(self, victims: list[Row]) -> tuple[Row, Row]:
        victim = self.chance.choice(victims)
        earlier = victim.setdefault("suspects", [])
        assert isinstance(earlier, list)
        suspect = self._person(earlier[-1] if earlier else None)
        if self.chance.random() < 0.15 and hasattr(self, "pairs_made"):
            suspect = self.chance.choice(self.pairs_made)
        self.pairs_made = [*getattr(self, "pairs_made", [])[-50:], suspect]
        earlier.append(suspect)
        return victim, suspect

    def _report(
        self, rows: dict[str, list[Row]], report: str, n: int, pair: tuple[Row, Row], before: str | None
    ) -> None:
        chance = self.chance
        at = datetime(2021, 1, 1) + timedelta(minutes=n * 4 * 365 * 24 * 60 // self.reports)
        rows["reports"].append(
            {"report_id": report, "recorded_at": at, "recorded_at_certain": True, "versions": 1, "narrative": ""}
        )
        rows["versions"].append(
            {"report_id": report, "version": 1, "file": "invented", "line": n, "recorded_at": at.isoformat()}
        )
        victim, suspect = pair if chance.random() >= SWAPPED else pair[::-1]
        blank = chance.random() < BLANK
        people = [
            ("informant" if chance.random() < INFORMANT else "victim", self._seen(victim, GOOD)),
            ("suspect", {} if blank else self._seen(suspect, THIN)),
        ]
        if chance.random() < NO_VICTIM:
            people[0] = ("witness", people[0][1])
        if chance.random() < TWO:
            people.append(("suspect", self._seen(chance.choice(self.pairs)[1], THIN)))
        for place, (role, details) in enumerate(people):
            where = {"mention_id": f"{report}:{place}", "report_id": report, "role": role}
            rows["mentions"].append({**where, "has_details": bool(details), **details})
        self._words(rows, report, suspect, before)
        if chance.random() < 0.7:
            rows["findings"].append(_found(report, chance.choice(("following", "watching", "threatening"))))

    def _words(self, rows: dict[str, list[Row]], report: str, suspect: Row, before: str | None) -> None:
        chance = self.chance
        said = [
            (0.35, "relationship", suspect["relation"]),
            (0.15, "phone", suspect["phones"][0]),  # type: ignore[index]
            (0.12, "vehicle", suspect["vehicle"]),
            (0.2 if before else 0.0, "log_reference", before),
            (0.05, "same_suspect", "same male"),
        ]
        for share, kind, value in said:
            if chance.random() < share:
                where = {"report_id": report, "field": "narrative", "start": 0, "end": 1, "quote": "x"}
                clue = {"clue_id": f"{report}/{kind}", "kind": kind, "value": value, "context": "affirmed"}
                rows["clues"].append({**where, **clue})

    def _seen(self, person: Row, missing: dict[str, float]) -> Row:
        """Give a person's details as one report has them: some missing, mistyped or out of date."""
        chance, seen = self.chance, {}
        for name in ("forename", "surname", "dob", "email"):
            if chance.random() >= missing[name]:
                seen[f"{name}_norm"] = self._slip(str(person[name])) if name.endswith("name") else person[name]
        if chance.random() >= missing["phone"]:
            seen["phone_norm"] = chance.choice(person["phones"])  # type: ignore[arg-type]
        if chance.random() >= missing["home"]:
            home = person["home"] if chance.random() < 0.75 else self._home()
            seen["address_norm"], seen["postcode_norm"] = home  # type: ignore[misc]
        return seen

    def _slip(self, name: str) -> str:
        if self.chance.random() >= 0.08 or len(name) < 3:
            return name
        at, letter = self.chance.randrange(len(name)), self.chance.choice(LETTERS)
        return self.chance.choice((name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :]))


def _found(report: str, code: str) -> Row:
    where = {"finding_id": f"{report}/{code}", "report_id": report, "field": "narrative", "start": 0, "end": 1}
    rule = {"rule_id": "r", "rule_version": 1, "confidence": 1.0}
    return {**where, **rule, "quote": "x", "family": "behaviour", "code": code, "context": "affirmed"}


def one_by_one(tables: Tables) -> list[Tables]:
    """Give the tables of each report by itself, in the order of the reports."""
    numbers = {report: n for n, report in enumerate(tables["reports"]["report_id"].to_pylist())}
    rows: list[dict[str, list[Row]]] = [{name: [] for name in tables} for _ in numbers]
    for name, table in tables.items():
        for row in table.to_pylist():
            rows[numbers[row["report_id"]]][name].append(row)
    return [
        {name: pa.Table.from_pylist(found, schema=contracts.schema(name)) for name, found in r.items()} for r in rows
    ]
