"""From the kinds of matter written in the YAML files to reports with persons and log."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from northmoor.people import Person, Town, mark, typed
from northmoor.times import Times, clock, in_hours, moments
from northmoor.wording import Gaps, Hand, tidy

Row = dict[str, Any]
MANNERS = {"tidy": 44, "capitals": 26, "shorthand": 18, "slips": 12}
WAITS = {"ctrl": (2, 25), "pc": (25, 260), "pc-later": (800, 3000), "pcso": (300, 2600), "dc": (900, 4000),
         "desk": (600, 4300), "custody": (300, 900), "ps": (40, 200)}  # fmt: skip
WRITERS = {"pc": "roster", "dc": "detectives", "pcso": "wardens", "desk": "desks", "ctrl": "controllers",
           "ps": "sergeants"}  # fmt: skip
OFFICE = {"pcso", "dc", "desk", "pc-later"}
AGES = {"teen": [13, 15], "adult": [22, 58], "parent": [33, 50], "old": [70, 90]}
AGAIN, MOST_IN_KIND, MOST = 0.45, 2, 8
"""Where a regular may play the part, how often one does, and how often at most in one kind and in all."""


@dataclass
class Scene:
    """What is settled of one report before a word of it is written."""

    kind: Row
    telling: str
    tags: list[str]
    cast: dict[str, Person]
    place: Row
    times: Times
    manner: str


class Writer:
    """Writes reports of the kinds of matter that it is given."""

    def __init__(self, rng: random.Random, town: Town, general: Row, hands: Mapping[str, Mapping[str, str]]) -> None:
        self.rng, self.town, self.general, self.hands = rng, town, general, hands
        self.played: Counter[tuple[str, str]] = Counter()

    def reports(self, kind: Row) -> Iterator[Row]:
        """Give the reports of one kind, each telling of it in turn before any comes again."""
        for telling in self._in_turn(kind["tellings"], kind["count"]):
            yield self._report(self._scene(kind, telling))

    def _in_turn(self, tellings: Sequence[str], count: int) -> list[str]:
        order: list[str] = []
        while len(order) < count:
            order += self.rng.sample(tellings, len(tellings))
        return order[:count]

    def _scene(self, kind: Row, telling: str) -> Scene:
        tags = re.findall(r"@([\w:-]+) ", telling)
        text = re.sub(r"@[\w:-]+ ", "", telling)
        cast = self._cast(kind, text, tags)
        days = [0, 1, 2, 3, 4] if "weekday" in tags else kind.get("days")
        times = moments(kind["when"], _of_tag(kind, "hours", tags), days, self.rng)
        manner = "capitals" if _shouted(text) else self.rng.choices(list(MANNERS), list(MANNERS.values()))[0]
        return Scene(kind, text, tags, cast, self._place(kind, cast), times, manner)

    def _cast(self, kind: Row, text: str, tags: list[str]) -> dict[str, Person]:
        cast: dict[str, Person] = {}
        for part in ("v", "o", "s"):
            spec = kind.get(part) or {}
            always = part == "v" and "no-caller" not in tags
            always |= part == "o" and bool(spec) and not (spec.get("unlisted") or spec.get("optional"))
            if always or f"{{{part}." in text:
                told = [t.split(":")[1] for t in tags if t.startswith(f"{part}:")]
                cast[part] = self._player(kind["kind"], part, _wanted(spec, told, cast.get("v")), cast)
        return cast

    def _player(self, kind: str, part: str, want: Row, cast: Mapping[str, Person]) -> Person:
        victim = cast.get("v")
        able = [r for r in self.town.regulars if self._may_play(r, kind, part, want, victim)]
        if able and self.rng.random() < AGAIN:
            chosen = self.rng.choice(able)
            self.played.update([(chosen.name, kind), (chosen.name, "")])
            return chosen
        person = self.town.person(want)
        if victim and (want.get("same-home") or want.get("same-name")):
            person.house, person.street, person.postcode = victim.house, victim.street, victim.postcode
        elif victim and want.get("rel", "").startswith("neighbour"):
            person.street, person.postcode = victim.street, victim.postcode
        return person

    def _may_play(self, person: Person, kind: str, part: str, want: Row, victim: Person | None) -> bool:
        youngest, oldest = want.get("age", [0, 120])
        return (
            kind in person.plays.get(part, [])
            and person is not victim
            and self.played[person.name, kind] < MOST_IN_KIND
            and self.played[person.name, ""] < MOST
            and youngest <= person.age <= oldest
            and want.get("sex", person.sex) == person.sex
        )

    def _place(self, kind: Row, cast: Mapping[str, Person]) -> Row:
        who = next(iter(cast.values()))
        streets = self.general["towns"][who.town]["streets"]
        names = self._places(who.town).get(kind["place"])
        name = self.rng.choice(names) if names else ""
        if kind["place"] == "home":
            street, location = who.street, f"{who.house} {who.street}"
        elif kind["place"] == "street":
            location = street = self.rng.choice(streets)
        else:
            street = streets[sum(map(ord, name)) % len(streets)]
            location = name if kind["place"] == "road" else f"{name}, {street}"
        other = self.rng.choice([s for s in streets if s != street])
        towns = [t for t in self.general["towns"] if t != who.town]
        return {"place": name or street, "street": street, "street2": other, "town": who.town,
                "town2": self.rng.choice(towns), "location": f"{location}, {who.town}"}  # fmt: skip

    def _places(self, town: str) -> Mapping[str, list[str]]:
        return {**self.general["places"], **self.general["towns"][town]["places"]}

    def _report(self, scene: Scene) -> Row:
        gaps, hand = self._gaps(scene), Hand(scene.manner, self.hands["short"], self.hands["slips"])
        narrative = hand.write(tidy(gaps.fill(scene.telling)), self.rng)
        end = self.rng.choice(self._ends(scene))
        kind, times, place = scene.kind, scene.times, scene.place
        postcode = self.town.postcode(place["town"], place["street"]) if self.rng.random() < 0.6 else ""
        return {
            "kind": kind["record"],
            "recorded_at": times.recorded,
            "occurred_from": times.begun,
            "occurred_to": times.ended if self.rng.random() < 0.8 else None,
            "offence": self.rng.choice(_of_tag(kind, "offence", scene.tags)),
            "outcome": gaps.fill(end["is"]),
            "risk_grade": kind.get("risk", "none"),
            "district": self.general["towns"][place["town"]]["beat"],
            "location": place["location"] if self.rng.random() < 0.9 else "",
            "postcode": "" if kind["place"] == "road" else postcode,
            "narrative": narrative,
            "persons": self._persons(scene, gaps),
            "log": self._log(scene, end, gaps),
        }

    def _gaps(self, scene: Scene) -> Gaps:
        lists = {**self.general["lists"], **self._places(scene.place["town"]), **scene.kind.get("lists", {})}
        given: Row = {**scene.cast, **{k: v for k, v in scene.place.items() if k != "location"}}
        victim = scene.cast.get("v")
        if victim:
            given |= {"he": victim.he, "him": victim.him, "his": victim.his, "He": victim.He, "His": victim.His}
            given |= self._called(scene.kind, victim)
        given["from"], given["to"] = (clock(t, scene.manner) for t in (scene.times.begun, scene.times.ended))
        given["place2"] = self.rng.choice(self.general["places"]["shop"] + self.general["places"]["station"])
        plate = mark(self.rng)
        given |= {"mark": plate, "part": f"part plate {plate[:4]}"}
        return Gaps(given, lists, self.rng)

    def _called(self, kind: Row, victim: Person) -> Row:
        role = kind["v"]["role"]
        words = ["IP", "IP", "IP", "AP", "aggrieved"] if role == "victim" else ["INF", "caller", "caller", "informant"]
        if kind["v"].get("anonymous", 0) < self.rng.random():
            words += [victim.titled]
        word = self.rng.choice(words)
        return {"ip": word, "Ip": word[0].upper() + word[1:]}

    def _ends(self, scene: Scene) -> list[Row]:
        """Give the ends that go with a telling: those of its tags, else those of none."""
        ends: list[Row] = scene.kind["ends"]
        own = [e for e in ends if set(e.get("of", [])) & set(scene.tags)]
        rest = [e for e in ends if not e.get("of")]
        known = "known" if "s" in scene.cast else "unknown"
        fit = [e for e in own or rest if e.get("with", known) == known]
        return fit or [e for e in rest if e.get("with", known) == known]

    def _persons(self, scene: Scene, gaps: Gaps) -> list[Row]:
        rows = []
        for part, role in (("v", "victim"), ("o", "informant"), ("s", "suspect")):
            spec = scene.kind.get(part) or {}
            if part in scene.cast and not spec.get("unlisted") and self.rng.random() >= spec.get("anonymous", 0):
                relation = gaps.fill(spec.get("rel", "")) if self.rng.random() < 0.8 else ""
                role = spec.get("role", role)
                rows.append({"role": role, **typed(scene.cast[part], role, relation, scene.manner, self.rng)})
        if "s" not in scene.cast and scene.kind.get("suspect") == "unknown" and self.rng.random() < 0.6:
            rows.append({"role": "suspect"})
        return rows

    def _log(self, scene: Scene, end: Row, gaps: Gaps) -> list[Row]:
        entries, at = [], scene.times.recorded
        officer = {who: self.rng.choice(self.general[where]) for who, where in WRITERS.items()}
        officer["custody"] = "Custody"
        for (who, text), *_ in (list(e.items()) for e in end["log"]):
            at += timedelta(minutes=self.rng.randrange(*WAITS[who]))
            at = in_hours(at, self.rng) if who in OFFICE else at
            entries.append({"at": at, "by": officer[who.removesuffix("-later")], "text": self._entry(who, text, gaps)})
        return entries if self.rng.random() < 0.9 else []

    def _entry(self, who: str, text: str, gaps: Gaps) -> str:
        manners = ["capitals"] * 3 + ["tidy"] * 2 if who == "ctrl" else ["tidy"] * 4 + ["shorthand"] * 3 + ["slips"]
        hand = Hand(
            "capitals" if _shouted(text) else self.rng.choice(manners), self.hands["short"], self.hands["slips"]
        )
        return hand.write(tidy(gaps.fill(text)), self.rng)


def _wanted(spec: Row, told: Sequence[str], victim: Person | None) -> Row:
    """Say who is wanted for a part, as the kind, the tags of the telling and the victim ask."""
    want = dict(spec)
    for word in told:
        want |= {"age": AGES[word]} if word in AGES else {"kin": True} if word == "kin" else {"sex": word}
    if not victim:
        return want
    want["town"] = victim.town
    if spec.get("opposite"):
        want["sex"] = "f" if victim.sex == "m" else "m"
    if want.get("same-name") or want.get("kin"):
        want["surname"] = victim.surname
    if (near := spec.get("near")) and "age" not in want:
        want["age"] = [max(18, victim.age - near), victim.age + near]
    if want.get("child") or want.get("kin"):
        want["age"] = [18, max(18, min(52, victim.age - 20))]
    return want


def _of_tag(kind: Row, what: str, tags: Sequence[str]) -> list[Any]:
    """Give what a kind says of a thing: for one of the tags, else for all tellings."""
    special = kind.get(f"{what}_of", {})
    return list(next((special[t] for t in tags if t in special), kind[what]))


def _shouted(text: str) -> bool:
    """Say whether a sentence was written in capitals, gaps aside."""
    letters = re.sub(r"\{[^}]*\}", "", text)
    return len(letters) > 12 and letters == letters.upper()


def stamp(at: datetime | None) -> str:
    """Give a moment as the delivery writes it."""
    return at.isoformat(timespec="minutes") if at else ""
