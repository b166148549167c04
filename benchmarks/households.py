"""Make records of people who live together, whose truth is known, for measuring what linking does to households.

    python benchmarks/households.py --people 53000 --seed 1 --out DIR [--home 0.34 --surname 0.8 --phone 0.25]

Writes DIR/reports.parquet and DIR/persons.parquet (a delivery: one victim a report) and DIR/truth.parquet (report_id,
person). Everybody is made up. The trained model knows nothing of this file: names, homes and slips are drawn otherwise
than in tools/train_linking.py.
"""

import argparse
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from heeded.catalogue.folder import catalogue_folder
from heeded.link.knowledge import Names, load_names

SYLLABLES = "al an ar bel bor cal dan del el fen gar hal in jor kal lor mar nor ol par quin ros sal tor".split()
HOUSEMATES = (1, 1, 1, 2, 3)
MATES = sum(HOUSEMATES) / len(HOUSEMATES)
CODES = [f"{area}{n}" for area in ("NM", "CH", "WA", "SK") for n in range(1, 30)]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many people share what, and how records of one person come about."""

    home: float = 0.34
    """Of all people, those who live with another of our people."""
    surname: float = 0.8
    """Of those who live together, those who bear the same surname."""
    phone: float = 0.25
    """Of those who live together, those who gave the same telephone."""
    records: float = 1.9
    """Records a person has on average."""
    missing_dob: float = 0.12
    missing_phone: float = 0.25
    missing_email: float = 0.7
    missing_home: float = 0.1
    slip: float = 0.05
    """Names mistyped, and days of birth."""
    moved: float = 0.2
    short_form: float = 0.06


Person = dict[str, str]


class Town:
    """People in their homes."""

    def __init__(self, names: Names, shares: Shares, seed: int) -> None:
        self.shares, self.chance = shares, random.Random(f"households {seed}")
        self.forenames = [*names.forenames, *(self._coined(2) for _ in range(600))]
        self.surnames = [*names.surname_shares, *(self._coined(3) for _ in range(4000))]
        known = list(names.surname_shares.values())
        self.weights = [*known, *([(1 - sum(known)) / 4000] * 4000)]
        self.forms: dict[str, list[str]] = {}
        for short, long in names.short_forms:
            self.forms.setdefault(long, []).append(short)

    def people(self, wanted: int) -> list[Person]:
        """Give the people; those of one home follow one another."""
        people: list[Person] = []
        while len(people) < wanted:
            first = self._someone()
            people.append(first)
            if self.chance.random() < self.shares.home / (1 + MATES * (1 - self.shares.home)):
                people.extend(self._housemate(first) for _ in range(self.chance.choice(HOUSEMATES)))
        return people[:wanted]

    def records(self, people: list[Person]) -> Iterator[tuple[int, dict[str, str | None]]]:
        """Give each record with the number of its person, in no order that tells anything."""
        numbers = [n for n in range(len(people)) for _ in range(self._times())]
        self.chance.shuffle(numbers)
        for number in numbers:
            yield number, self._typed(people[number])

    def _times(self) -> int:
        return 1 + min(9, int(self.chance.expovariate(1 / max(0.01, self.shares.records - 0.55))))

    def _someone(self) -> Person:
        c = self.chance
        forename, surname = c.choice(self.forenames), c.choices(self.surnames, self.weights)[0]
        return {
            "forename": forename,
            "surname": surname,
            "dob": f"{c.randint(1938, 2008)}-{c.randint(1, 12):02d}-{c.randint(1, 28):02d}",
            "phone": f"07{c.randint(0, 999_999_999):09d}",
            "email": f"{forename[:1]}{surname}{c.randint(1, 999)}@example.com",
            "address": f"{c.randint(1, 220)} {self._coined(2)} {c.choice(('road', 'street', 'close', 'way'))}",
            "postcode": f"{c.choice(CODES)} {c.randint(1, 9)}{c.choice('ABDEFGH')}{c.choice('JLNPQRS')}",
        }

    def _housemate(self, first: Person) -> Person:
        other = {**self._someone(), "address": first["address"], "postcode": first["postcode"]}
        for name, share in (("surname", self.shares.surname), ("phone", self.shares.phone)):
            if self.chance.random() < share:
                other[name] = first[name]
        return other

    def _typed(self, person: Person) -> dict[str, str | None]:
        c, s = self.chance, self.shares
        row: dict[str, str | None] = {**person}
        if c.random() < s.short_form and person["forename"] in self.forms:
            row["forename"] = c.choice(self.forms[person["forename"]])
        for name in ("forename", "surname"):
            if c.random() < s.slip:
                row[name] = self._slip(str(row[name]))
        if c.random() < s.slip:
            row["dob"] = f"{person['dob'][:8]}{int(person['dob'][8:]) % 28 + 1:02d}"
        if c.random() < s.moved:
            row.update({k: v for k, v in self._someone().items() if k in ("address", "postcode", "phone")})
        for name, share in (("dob", s.missing_dob), ("phone", s.missing_phone), ("email", s.missing_email)):
            if c.random() < share:
                row[name] = None
        if c.random() < s.missing_home:
            row["address"] = row["postcode"] = None
        return row

    def _slip(self, word: str) -> str:
        at = self.chance.randrange(len(word))
        if self.chance.random() < 0.3 and at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + self.chance.choice(string.ascii_lowercase) + word[at + self.chance.randint(0, 1) :]

    def _coined(self, syllables: int) -> str:
        return "".join(self.chance.choice(SYLLABLES) for _ in range(syllables))


def make(people: int, seed: int, shares: Shares) -> dict[str, pa.Table]:
    """Give the tables reports, persons and truth."""
    town = Town(load_names(catalogue_folder() / "linking"), shares, seed)
    records = list(town.records(town.people(people)))
    ids = [f"H{n:08d}" for n in range(len(records))]
    day = [f"2024-01-01T{n // 60 % 24:02d}:{n % 60:02d}" for n in range(len(records))]
    reports = {"report_id": ids, "recorded_at": day, "narrative": ["Report taken."] * len(ids)}
    persons = [{"report_id": i, "role": "victim", **row} for i, (_, row) in zip(ids, records, strict=True)]
    truth = {"report_id": ids, "person": [number for number, _ in records]}
    return {"reports": pa.table(reports), "persons": pa.Table.from_pylist(persons), "truth": pa.table(truth)}


def main() -> None:
    """Make the tables and write them."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--people", type=int, default=53_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--out", type=Path, required=True)
    for share in fields(Shares):
        ask.add_argument(f"--{share.name.replace('_', '-')}", dest=share.name, type=float, default=share.default)
    given = vars(ask.parse_args())
    shares = Shares(**{share.name: given[share.name] for share in fields(Shares)})
    given["out"].mkdir(parents=True, exist_ok=True)
    for name, table in make(given["people"], given["seed"], shares).items():
        pq.write_table(table, given["out"] / f"{name}.parquet")


if __name__ == "__main__":
    main()
