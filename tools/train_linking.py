"""Train the linking model on an invented force, once, and write it as JSON that people can read.

    python tools/train_linking.py [--people 100000] [--seed 20] [--out catalogue/linking/model.json]

Everybody in it is made up: names by the shares of the name list, households that share surname, telephone and home,
details that are mistyped, missing, out of date. The truth being known, the shares are counted, not estimated.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from linking_shares import GIVEN_PAIRS, NUMBERED, OTHER_PAIRS, TRUE_PAIRS, counted, exact_names

from heeded.catalogue.folder import catalogue_folder
from heeded.link.compare import GIVEN_OTHER, PERSONS
from heeded.link.counterparts import prepare_given, prepare_sides
from heeded.link.knowledge import load_names, load_values
from heeded.link.prepare import open_tables
from heeded.link.weigh import COLUMNS, NAMED_COLUMNS
from heeded.model import contracts

LETTERS = "abcdefghijklmnopqrstuvwxyz"
START, MIDDLE, END = (
    "b br c d dr f g h k l m n p pr r s st t w".split(),
    "a e i o u ea oo ar er".split(),
    "by den don ford ham ley lock man ner ridge ston ter ton well wick worth".split(),
)
RELATIONS = (
    ("ex_partner", 46),
    ("neighbour", 12),
    ("acquaintance", 14),
    ("stranger", 10),
    ("colleague", 8),
    ("family", 6),
    ("client", 4),
)
LEAST_M = {"date_of_birth": 0.003, "account": 0.05, "nominal": 0.1, "relationship": 0.1, "name": 0.0005}
"""Invented records are tidier than real ones; below these shares a disagreement is not believed."""
LARGER = 10.0
"""A force's archive is this many times larger than the invented one, so a random pair is that much less often true."""
RANDOM_PAIRS = 16_000_000

# Shares that are assumed, not measured: how details are typed into records of victims and of suspects.
GOOD = {
    "forename": 0.02,
    "surname": 0.03,
    "dob": 0.25,
    "phone": 0.25,
    "email": 0.80,
    "home": 0.35,
    "postcode": 0.5,
    "nominal": 0.9,
}
THIN = {
    "forename": 0.08,
    "surname": 0.20,
    "dob": 0.50,
    "phone": 0.70,
    "email": 0.93,
    "home": 0.60,
    "postcode": 0.5,
    "nominal": 0.75,
}
TYPO, SHORT_FORM, OTHER_PHONE, MOVED, DOB_SLIP, MARRIED = 0.07, 0.08, 0.22, 0.20, 0.04, 0.02


@dataclass(slots=True)
class Someone:
    """An invented person."""

    number: int
    forename: str
    surname: str
    dob: str
    phone: str
    other_phone: str
    email: str
    vehicle: str
    home: tuple[str, str]


class Force:
    """An invented force area: its people in households, and the reports made to it."""

    def __init__(self, people: int, seed: int) -> None:
        folder = catalogue_folder() / "linking"
        self.names = load_names(folder)
        self.chance = random.Random(seed)
        self.forms: dict[str, list[str]] = {}
        for short, long in self.names.short_forms:
            self.forms.setdefault(long, []).append(short)
        self.surnames = list(self.names.surname_shares)
        self.shares = list(self.names.surname_shares.values())
        self.unlisted = sorted({self.invented() for _ in range(12_000)})
        self.streets = sorted(
            {f"{self.invented()} {kind}" for kind in ("road", "street", "close", "lane", "avenue") for _ in range(900)}
        )
        self.people = self.settle(people)

    def invented(self) -> str:
        c = self.chance
        return (
            c.choice(START)
            + c.choice(MIDDLE)
            + (c.choice(START) + c.choice(MIDDLE) if c.random() < 0.4 else "")
            + c.choice(END)
        )

    def surname(self) -> str:
        if self.chance.random() < sum(self.shares) / 1:
            return self.chance.choices(self.surnames, self.shares)[0]
        return self.chance.choice(self.unlisted)

    def forename(self) -> str:
        if self.chance.random() < 0.8:
            return self.chance.choice(self.names.forenames)
        return self.chance.choice(self.unlisted)[:-1]

    def settle(self, wanted: int) -> list[Someone]:
        """A third of people share a home with another of our people, most of those the surname, a quarter the phone."""
        people: list[Someone] = []
        while len(people) < wanted:
            size = self.chance.choices((1, 2, 3, 4), (65, 22, 9, 4))[0]
            first = self.someone(len(people))
            people.append(first)
            for _ in range(size - 1):
                other = self.someone(len(people))
                other.home = first.home
                if self.chance.random() < 0.8:
                    other.surname = first.surname
                if self.chance.random() < 0.25:
                    other.phone = first.phone
                if self.chance.random() < 0.3:
                    other.vehicle = first.vehicle
                people.append(other)
        return people

    def someone(self, number: int) -> Someone:
        c = self.chance
        forename, surname = self.forename(), self.surname()
        day = f"{c.randint(1940, 2009)}-{c.randint(1, 12):02d}-{c.randint(1, 28):02d}"
        home = (
            f"{c.randint(1, 150)} {c.choice(self.streets)}",
            f"{c.choice('abcdn')}{c.randint(1, 40)} {c.randint(1, 9)}{c.choice(LETTERS)}{c.choice(LETTERS)}",
        )
        phone, other = (f"+447{c.randint(0, 999_999_999):09d}" for _ in range(2))
        vehicle = (
            "".join(c.choices(LETTERS.upper(), k=2))
            + f"{c.randint(2, 75):02d}"
            + "".join(c.choices(LETTERS.upper(), k=3))
        )
        return Someone(
            number,
            forename,
            surname,
            day,
            phone,
            other,
            f"{forename}.{surname}{c.randint(1, 99)}@example.com",
            vehicle,
            home,
        )

    def typo(self, word: str) -> str:
        at, kind, letter = self.chance.randrange(len(word)), self.chance.randrange(3), self.chance.choice(LETTERS)
        return (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :] or word,
            word[:at] + letter + word[at:],
        )[kind]

    def typed(self, who: Someone, missing: dict[str, float]) -> dict[str, object]:
        """The details of a person as one record has them."""
        c = self.chance
        row: dict[str, object] = {"dob_norm": who.dob, "email_norm": who.email, "nominal_id": f"N{who.number}"}
        forename = who.forename
        if c.random() < SHORT_FORM and forename in self.forms:
            forename = c.choice(self.forms[forename])
        row["forename_norm"] = self.typo(forename) if c.random() < TYPO else forename
        surname = self.surname() if c.random() < MARRIED else who.surname
        row["surname_norm"] = self.typo(surname) if c.random() < TYPO else surname
        row["phone_norm"] = who.other_phone if c.random() < OTHER_PHONE else who.phone
        home = self.someone(0).home if c.random() < MOVED else who.home
        row["address_norm"], row["postcode_norm"] = home
        row["vehicle_norm"] = who.vehicle if c.random() < 0.05 else None
        if c.random() < DOB_SLIP:
            row["dob_norm"] = self.slipped(who.dob)
        if c.random() < 0.25:
            row["nominal_id"] = f"N{who.number}B"
        for name, column in (
            ("forename", "forename_norm"),
            ("surname", "surname_norm"),
            ("dob", "dob_norm"),
            ("phone", "phone_norm"),
            ("email", "email_norm"),
            ("home", "address_norm"),
            ("postcode", "postcode_norm"),
            ("nominal", "nominal_id"),
        ):
            if c.random() < missing[name]:
                row[column] = None
        if row["address_norm"] is None:
            row["postcode_norm"] = None
        return row

    def slipped(self, day: str) -> str:
        year, month, date = day.split("-")
        if int(date) <= 12 and self.chance.random() < 0.5:
            return f"{year}-{date}-{month}"
        return f"{year}-{month}-{int(date) % 28 + 1:02d}"

    def reports(self) -> tuple[pa.Table, pa.Table, dict[str, int]]:
        """Reports about pairs: a victim has one or several suspects, some of them of one family."""
        mentions: list[dict[str, object]] = []
        clues: list[dict[str, object]] = []
        truth: dict[str, int] = {}
        c = self.chance
        number = 0
        for victim in self.people[::4]:
            suspects = [c.choice(self.people) for _ in range(c.choices((1, 2, 3), (60, 27, 13))[0])]
            for k in range(1, len(suspects)):
                if c.random() < 0.35:
                    suspects[k] = self.people[min(suspects[0].number + k, len(self.people) - 1)]
            for suspect in suspects:
                relation = c.choices([r for r, _ in RELATIONS], [w for _, w in RELATIONS])[0]
                earlier: list[str] = []
                for _ in range(1 + min(int(c.expovariate(0.55)), 12)):
                    number += 1
                    report = f"R{number:07d}"
                    self.report(report, (victim, suspect), relation, earlier, (mentions, clues, truth))
                    earlier.append(report)
        return contracts.table("mentions", mentions), contracts.table("clues", clues), truth

    def report(
        self,
        report: str,
        pair: tuple[Someone, Someone],
        relation: str,
        earlier: list[str],
        out: tuple[list[dict[str, object]], list[dict[str, object]], dict[str, int]],
    ) -> None:
        c = self.chance
        for role, who, missing in (("victim", pair[0], GOOD), ("suspect", pair[1], THIN)):
            row = self.typed(who, missing)
            known = any(row[k] for k in ("forename_norm", "surname_norm", "phone_norm", "dob_norm", "address_norm"))
            out[0].append(
                {"mention_id": f"{report}/{role}", "report_id": report, "role": role, **row, "has_details": known}
            )
            out[2][f"{report}/{role}"] = who.number
        said = [("relationship", relation)] * (c.random() < 0.4) + [("phone", pair[1].phone)] * (c.random() < 0.12)
        said += [("vehicle", pair[1].vehicle)] * (c.random() < 0.1) + [("phone", pair[0].phone)] * (c.random() < 0.05)
        if earlier and c.random() < 0.15:
            said.append(("log_reference", c.choice(earlier)))
        for n, (kind, value) in enumerate(said):
            out[1].append(
                {
                    "clue_id": f"{report}/{n}",
                    "report_id": report,
                    "field": "narrative",
                    "start": 0,
                    "end": 1,
                    "quote": "x",
                    "kind": kind,
                    "value": value,
                    "context": "affirmed",
                }
            )


PROVENANCE = (
    "Counted by tools/train_linking.py on an invented force; nobody in it lives."
    " The shares that were assumed stand in that file."
)


def tempered(levels: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """No disagreement may weigh more than real records deserve: people have several accounts, and clerks mistype."""
    for name, least in LEAST_M.items():
        for row in levels.get(name, []):
            row["m"] = max(float(str(row["m"])), least)
    return levels


def train(people: int, seed: int) -> dict[str, object]:
    """Make the force, count, and give the model."""
    force = Force(people, seed)
    mentions, clues, truth = force.reports()
    folder = catalogue_folder() / "linking"
    connection = open_tables(mentions, force.names, load_values(folder), 0)
    connection.register("truth_given", pa.table({"mention_id": list(truth), "person": list(truth.values())}))
    connection.execute("create table truth as from truth_given")
    connection.execute(NUMBERED)
    size = connection.execute("select count(*) from numbered").fetchall()[0][0]
    other_pairs = OTHER_PAIRS.format(seed=seed, after=seed + 1, size=size, pairs=RANDOM_PAIRS)
    persons = tempered(counted(connection, f"{TRUE_PAIRS} union all {other_pairs}", "people", PERSONS, COLUMNS))
    for row, share in zip(persons["name"], exact_names(connection, size), strict=False):
        row["u"] = float(f"{share:.3g}")
    true_count = connection.execute(f"select count(*) from ({TRUE_PAIRS})").fetchall()[0][0]
    prepare_sides(connection, clues)
    held = connection.sql("select person::integer as person from mentions join truth using (mention_id) order by nr")
    prepare_given(connection, held.fetchnumpy()["person"])
    given = tempered(counted(connection, GIVEN_PAIRS, "given_other", GIVEN_OTHER, COLUMNS + NAMED_COLUMNS))
    same, all_given = connection.execute(
        f"select count(*) filter (where same), count(*) from ({GIVEN_PAIRS})"
    ).fetchall()[0]
    return {
        "version": f"1-{people}-{seed}",
        "provenance": PROVENANCE,
        "people": people, "seed": seed, "mentions": mentions.num_rows,
        "persons": {"prior": float(f"{true_count / (size * (size - 1) / 2) / LARGER:.3g}"), "comparisons": persons},
        "given_other": {"prior": float(f"{same / all_given:.3g}"), "comparisons": given},
    }  # fmt: skip


def main() -> None:
    """Train and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--people", type=int, default=100_000)
    ask.add_argument("--seed", type=int, default=20)
    ask.add_argument("--out", type=Path, default=catalogue_folder() / "linking" / "model.json")
    given = ask.parse_args()
    given.out.write_text(json.dumps(train(given.people, given.seed), indent=1) + "\n", encoding="utf-8")
    print(f"The model was written to {given.out.name}.")


if __name__ == "__main__":
    main()
