"""The people of Northmoor: made up, and typed into each report as fully or as poorly as records are."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

DETAILS = ("forename", "surname", "dob", "sex", "phone", "email", "address", "postcode", "nominal_id", "relationship")
KEPT = {
    "victim": {"dob": 0.7, "sex": 0.7, "phone": 0.8, "email": 0.16, "address": 0.75, "postcode": 0.45},
    "suspect": {"dob": 0.5, "sex": 0.7, "phone": 0.15, "email": 0.02, "address": 0.35, "postcode": 0.2},
    "informant": {"dob": 0.25, "sex": 0.5, "phone": 0.85, "email": 0.1, "address": 0.6, "postcode": 0.35},
}
MONTH = date(2026, 3, 1)
FEMALE, MALE = ("she", "her", "her", "hers"), ("he", "him", "his", "his")


@dataclass
class Person:
    """One invented human being; the words that sentences ask for are its attributes."""

    forename: str
    surname: str
    sex: str
    born: date
    town: str
    house: str
    street: str
    postcode: str
    phone: str
    email: str
    veh: str
    mark: str
    nominal: str = ""
    plays: Mapping[str, list[str]] = field(default_factory=dict)

    def __getattr__(self, word: str) -> str:
        """Give a pronoun: he, him, his, hers, or with a capital."""
        he, him, his, hers = FEMALE if self.sex == "f" else MALE
        words = {"he": he, "him": him, "his": his, "hers": hers}
        if word.lower() not in words:
            raise AttributeError(word)
        return words[word.lower()].capitalize() if word[0].isupper() else words[word]

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}"

    @property
    def first(self) -> str:
        return self.forename

    @property
    def last(self) -> str:
        return self.surname

    @property
    def titled(self) -> str:
        return f"{'Mrs' if self.sex == 'f' and self.age > 40 else 'Ms' if self.sex == 'f' else 'Mr'} {self.surname}"

    @property
    def parent(self) -> str:
        return "mum" if self.sex == "f" else "dad"

    @property
    def child(self) -> str:
        return "daughter" if self.sex == "f" else "son"

    @property
    def wed(self) -> str:
        return "wife" if self.sex == "f" else "husband"

    @property
    def mate(self) -> str:
        return "husband" if self.sex == "f" else "wife"

    @property
    def age(self) -> int:
        return (MONTH - self.born).days * 4 // 1461

    @property
    def address(self) -> str:
        return f"{self.house} {self.street}, {self.town}"


class Town:
    """Makes people, with numbers that nobody else of the delivery has."""

    def __init__(
        self, rng: random.Random, people: Mapping[str, Any], general: Mapping[str, Any], taken: set[str]
    ) -> None:
        self.rng, self.people, self.general = rng, people, general
        self.mobiles = self._numbers("07700 900", taken)
        self.landlines = self._numbers("01632 960", taken)
        self.regulars = [self._regular(r) for r in people["regulars"]]
        self.named: set[str] = {r.name for r in self.regulars}

    def _numbers(self, prefix: str, taken: set[str]) -> list[str]:
        free = [f"{prefix}{n:03d}" for n in range(1000) if f"{prefix}{n:03d}".replace(" ", "") not in taken]
        self.rng.shuffle(free)
        return free

    def person(self, want: Mapping[str, Any]) -> Person:
        """Make somebody of the wanted sex, age, town or surname."""
        rng = self.rng
        kin = [h for h in self.people["heritage"] if want.get("surname") in h["surnames"]]
        heritages = kin or self.people["heritage"]
        heritage = rng.choices(heritages, [h["share"] for h in heritages])[0]
        sex = want.get("sex") or rng.choice("fm")
        youngest, oldest = want.get("age", [20, 75])
        age = rng.randrange(youngest, max(youngest, oldest) + 1)
        born = MONTH - timedelta(days=int(age * 365.25) + rng.randrange(3, 362))
        while True:
            forename = rng.choice(_of_age(heritage[sex], age))
            surname = want.get("surname") or rng.choice(heritage["surnames"])
            if f"{forename} {surname}" not in self.named:
                break
        return self._housed(forename, surname, sex, born, want)

    def _housed(self, forename: str, surname: str, sex: str, born: date, want: Mapping[str, Any]) -> Person:
        rng = self.rng
        weights: Mapping[str, int] = self.general["town_weights"]
        town = want.get("town") or rng.choices(list(weights), list(weights.values()))[0]
        number = rng.randrange(1, 96)
        house = rng.choice([str(number)] * 7 + [f"Flat {rng.randrange(1, 9)}, {number}", f"{number}A"])
        street = rng.choice(self.general["towns"][town]["streets"])
        mail = f"{forename}.{surname}{rng.randrange(1, 99)}@{rng.choice(['example.com', 'example.org', 'example.net'])}"
        old = (MONTH - born).days > 62 * 365
        fixed = want.get("phone") == "landline" or (old and rng.random() < 0.6)
        phone = (self.landlines if fixed else self.mobiles).pop()
        return Person(
            forename, surname, sex, born, town, house, street, self.postcode(town, street), phone,
            mail.lower().replace("'", ""), rng.choice(self.general["lists"]["veh"]), mark(rng),
        )  # fmt: skip

    def postcode(self, town: str, street: str) -> str:
        """Give the postcode of a street: always the same, and none that exists."""
        place = self.general["towns"][town]
        at = place["streets"].index(street)
        return f"{place['postcode']} {at % 9 + 1}{'ABDEFGHJLN'[at % 10]}{'PQRSTUWXYZ'[(at * 7) % 10]}"

    def _regular(self, given: Mapping[str, Any]) -> Person:
        person = self._housed(given["forename"], given["surname"], given["sex"], given["born"], given)
        person.nominal, person.plays = given.get("nominal", ""), given["plays"]
        return person


def _of_age(forenames: Any, age: int) -> list[str]:
    """Give the forenames that were given when somebody of this age was born."""
    if isinstance(forenames, list):
        return forenames
    chosen: list[str] = forenames["old" if age > 58 else "mid" if age > 32 else "young"]
    return chosen


def mark(rng: random.Random) -> str:
    """Give a number plate of a form that is never issued: its letters hold a Q or an I."""
    letters = "ABCDEFGHJKLMNOPRSTUVWXY"
    tail = [*rng.sample(letters, 2), rng.choice("QI")]
    rng.shuffle(tail)
    return f"{rng.choice(['NM', 'NK', 'NV', 'YD', 'PO'])}{rng.choice([*range(11, 26), *range(60, 75)])} {''.join(tail)}"


def typed(person: Person, role: str, relationship: str, manner: str, rng: random.Random) -> dict[str, str]:
    """Give a person as typed into one report, with what that typist left out."""
    shares = KEPT.get(role, KEPT["informant"])
    whole = {
        "forename": person.forename,
        "surname": _mistyped(person.surname, rng),
        "dob": person.born.strftime("%d/%m/%Y") if manner == "shorthand" else person.born.isoformat(),
        "sex": person.sex.upper(),
        "phone": person.phone if rng.random() < 0.5 else person.phone.replace(" ", ""),
        "email": person.email,
        "address": person.address,
        "postcode": person.postcode,
        "nominal_id": person.nominal if rng.random() < 0.5 else "",
        "relationship": relationship,
    }
    kept = {k: v if rng.random() < shares.get(k, 1.0) else "" for k, v in whole.items()}
    if manner == "capitals":
        kept = {k: v.upper() if k in ("forename", "surname", "address", "relationship") else v for k, v in kept.items()}
    return kept


def _mistyped(surname: str, rng: random.Random) -> str:
    if rng.random() > 0.04 or len(surname) < 5:
        return surname
    at = rng.randrange(2, len(surname) - 1)
    return rng.choice(
        [surname[:at] + surname[at + 1 :], surname[: at - 1] + surname[at] + surname[at - 1] + surname[at + 1 :]]
    )
