"""On what grounds two reports are asked about: whether they may be about the same two people.

Each ground wants something of both sides, in the fields or in the words, and nothing that speaks against either; a
victim of the household, or a friend who was drawn in, wants more. What is asked about is never joined.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

from heeded.assemble.alike import Fit, Stage, agree, fit
from heeded.assemble.attribution import attributed, speaks_of_others
from heeded.assemble.blocks import values_of
from heeded.assemble.clues import Known, plain
from heeded.assemble.naming import telling
from heeded.assemble.standing import Party, Standing

BOTH = "both sides of the two reports agree as far as they are named, and no other course does"
VICTIM = "the victims' names are nearly alike, and the suspects did a like thing or the same number stands in both"
PLACE = "the victims agree as far as they are named, and the same people or the same street stand in both reports"
KIN = "the suspects' names agree, the victim of one report is not named, and somebody in both bears her name or number"
FAMILY = "the suspects agree as far as they are named, and the words of one report name the victim of the other"
TAKEN = "the victims agree as far as they are named, and the later report says that earlier ones belong with it"
NUMBER = "the same number, vehicle or account is named in both, and the victims' names do not speak against it"
REFERENCE = "one report names the other by its number, and nobody's name speaks against it"
HOUSEHOLD = "the victims share a home or a number, and the suspects agree or did a like thing"
SURNAME = "the suspects' names agree and did a like thing, and the victims bear one surname"
NOBODY_NAMED = "the suspects' names agree and did a like thing, and the victim of one report is not named"
TIED = "the later report says that one under the name of the other's victim is linked with it"
DRAWN_IN = "the words of one report name the victim of the other, nobody knows the suspect, and a like thing was done"


@dataclass(frozen=True, slots=True)
class Likely:
    """Two reports that may belong together, and why."""

    first: Standing
    second: Standing
    reason: str


def likely(a: Standing, b: Standing, stage: Stage) -> str | None:
    """Say why two reports may be about the same two people, if they may; nothing where the victim is one already."""
    if b.at - a.at > timedelta(days=stage.values.likely_within_days):
        return None
    victims, suspects = fit(a.victim, b.victim, stage), fit(a.suspect, b.suspect, stage)
    if victims is Fit.SAME or suspects is Fit.AGAINST:
        return None
    victims, suspects = _in_words(a, b, victims, "victim", stage), _in_words(a, b, suspects, "suspect", stage)
    if victims is Fit.AGAINST:
        return _of_two_victims(a, b, suspects, stage)
    if victims is Fit.SILENT:
        return _of_nobody(a, b, suspects, stage)
    if suspects >= Fit.PART:
        return BOTH
    return _of_one_side(a, b, victims, stage)


def _in_words(a: Standing, b: Standing, found: Fit, side: str, stage: Stage) -> Fit:
    """Raise silence to a part where one report leaves a side without a name and its words name the other's."""
    if found is not Fit.SILENT:
        return found
    said = any(_tells(x, getattr(x, side), stage.of(getattr(y, side)), stage) for x, y in permutations((a, b)))
    return Fit.PART if said else found


def _tells(standing: Standing, party: Party, other: Known, stage: Stage) -> bool:
    told = stage.told.by(standing.report_id)
    if not told or stage.of(party).names:
        return False
    return bool(told & other.surnames) or bool(agree(told, other.forenames, stage.values.short_forms, 1.0))


def _of_one_side(a: Standing, b: Standing, victims: Fit, stage: Stage) -> str | None:
    """The victims agree; of one suspect at least nothing is known."""
    if victims is Fit.FULL and (_somebody(a, b, stage) or _like_act(a, b, stage)):
        return VICTIM
    if victims is Fit.PART and (_somebody(a, b, stage) or _street(a, b, stage)):
        return PLACE
    if _number(a, b, stage):
        return NUMBER
    if refers(a, b, stage):
        return REFERENCE
    return TAKEN if takes_up(a, b, stage) else None


def _of_nobody(a: Standing, b: Standing, suspects: Fit, stage: Stage) -> str | None:
    """The victim of one report at least has no name."""
    if suspects >= Fit.PART and _kin(a, b, stage):
        return KIN
    if suspects >= Fit.FULL and acts_alike(a, b, stage):
        return NOBODY_NAMED
    if _home(a, b, stage) and (suspects >= Fit.PART or acts_alike(a, b, stage)):
        return HOUSEHOLD
    if _number(a, b, stage):
        return NUMBER
    return REFERENCE if refers(a, b, stage) else None


def _of_two_victims(a: Standing, b: Standing, suspects: Fit, stage: Stage) -> str | None:
    """The victims are two people: one of the family, the household, or a friend whom the suspect turned to."""
    if suspects >= Fit.PART and _named_in_words(a, b, suspects, stage):
        return FAMILY
    if _home(a, b, stage) and (suspects >= Fit.PART or acts_alike(a, b, stage)):
        return HOUSEHOLD
    one_name = stage.of(a.victim).surnames & stage.of(b.victim).surnames
    if suspects >= Fit.FULL and one_name and acts_alike(a, b, stage):
        return SURNAME
    if stage.told.linked(b.report_id) & stage.of(a.victim).surnames:
        return TIED
    drawn = suspects is Fit.SILENT and _names_the_other(a, b, stage) and acts_alike(a, b, stage)
    return DRAWN_IN if drawn else None


def _somebody(a: Standing, b: Standing, stage: Stage) -> bool:
    return not stage.beside(a.report_id).contacts.isdisjoint(stage.beside(b.report_id).contacts)


def _home(a: Standing, b: Standing, stage: Stage) -> bool:
    return _somebody(a, b, stage) or not stage.beside(a.report_id).homes.isdisjoint(stage.beside(b.report_id).homes)


def _number(a: Standing, b: Standing, stage: Stage) -> bool:
    return not values_of(a, stage).isdisjoint(values_of(b, stage))


def refers(a: Standing, b: Standing, stage: Stage) -> bool:
    """Say whether one of two reports names the other by its number."""
    return any(plain(x.report_id) in stage.states(y.report_id).references for x, y in permutations((a, b)))


def takes_up(a: Standing, b: Standing, stage: Stage) -> bool:
    """Say whether the later report says that the earlier one belongs with it."""
    text = stage.written(b.report_id)
    return speaks_of_others(text) and a.report_id in attributed(text, b.at, {a.report_id: a.at})


def _like_act(a: Standing, b: Standing, stage: Stage) -> bool:
    """Say whether both tell of one act, not long apart, and nothing that both victims gave differs."""
    first, second = stage.of(a.victim).values, stage.of(b.victim).values
    return not (first and second and not first & second) and acts_alike(a, b, stage)


def acts_alike(a: Standing, b: Standing, stage: Stage) -> bool:
    """Say whether both reports tell of one act, not long apart."""
    if abs(b.at - a.at) > timedelta(days=stage.values.unknown_thread_gap_days):
        return False
    alike = stage.acts.get(a.report_id, frozenset()) & stage.acts.get(b.report_id, frozenset())
    return not alike <= set(stage.values.acts_that_tell_nothing)


def _street(a: Standing, b: Standing, stage: Stage) -> bool:
    return not stage.beside(a.report_id).streets.isdisjoint(stage.beside(b.report_id).streets)


def _kin(a: Standing, b: Standing, stage: Stage) -> bool:
    return _somebody(a, b, stage) or any(
        not stage.beside(x.report_id).surnames.isdisjoint(stage.of(y.victim).surnames) for x, y in permutations((a, b))
    )


def _names_the_other(a: Standing, b: Standing, stage: Stage) -> bool:
    return any(
        not stage.told.by(x.report_id).isdisjoint(stage.of(y.victim).names - stage.of(x.victim).names)
        for x, y in permutations((a, b))
    )


def _named_in_words(a: Standing, b: Standing, suspects: Fit, stage: Stage) -> bool:
    """Say whether the words of one report name the other's victim: a forename where they share a surname."""
    kin = bool(agree(stage.of(a.victim).surnames, stage.of(b.victim).surnames, {}))
    return any(
        bool(stage.words_of(x.report_id).name(names))
        for x, y in permutations((a, b))
        for names in [_telling(stage.of(y.victim), stage.of(x.victim), kin, suspects, stage)]
    )


def _telling(whose: Known, other: Known, kin: bool, suspects: Fit, stage: Stage) -> set[str]:
    """Give the names that tell this victim in words: any forename in a family, else rare ones and a known suspect."""
    if kin:
        return whose.forenames - other.names
    if suspects < Fit.FULL:
        return set()
    return telling(whose.names, other.names, frozenset(stage.values.names_that_are_words))
