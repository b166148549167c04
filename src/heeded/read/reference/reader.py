"""One text read with one catalogue, in plain Python: slow, and the measure of the fast reader."""

from collections.abc import Iterable

from heeded.catalogue import Catalogue, ClueRule, Rule, Turn
from heeded.catalogue.patterns import Sequence as Elements
from heeded.read.reference.automaton import Automaton
from heeded.read.reference.roles import Marks
from heeded.read.reference.text import Text, split_text
from heeded.read.reference.turns import Cue, context_of, cues_near, longest
from heeded.read.statement import Clue, Statement

BEGIN_NO_CLAUSE = frozenset(("her", "his", "him"))
"""Words for a person that stand before what is somebody's, or where something is done to him."""

CLUE_TURNS, CLUE_REACH = ("negated", "hypothetical"), 4
"""The turns that tell on a clue, and how many words before it they may stand."""

Place = tuple[Rule, int, int]
Seen = dict[str, list[tuple[object, int, int]]]


class ReferenceReader:
    """Reads texts with one catalogue; holds the automaton made from it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._meanings: list[tuple[str, object]] = []
        self._automaton = Automaton(self._patterns())

    def _patterns(self) -> Iterable[tuple[int, Elements]]:
        groups: list[tuple[str, object, Iterable[Elements]]] = [("stop", None, self.catalogue.stops)]
        for rule in self.catalogue.rules:
            groups += [("rule", rule, rule.patterns), ("unless", rule, rule.unless)]
            groups.append(("unless_in_sentence", rule, rule.unless_in_sentence))
        groups += [("turn", turn, turn.patterns) for turn in self.catalogue.turns]
        groups += [("clue", clue, clue.patterns) for clue in self.catalogue.clues]
        for kind, owner, sequences in groups:
            number = len(self._meanings)
            self._meanings.append((kind, owner))
            for sequence in sequences:
                yield number, sequence

    def split(self, original: str) -> Text:
        """Give the folded words of a text."""
        return split_text(original, self.catalogue.shorthand, self.catalogue.spelling.near)

    def read(self, text: Text, marks: Marks, in_log: bool) -> tuple[list[Statement], list[Clue]]:
        """Give what a text states and what its words tell of who somebody is, in the order of the text.

        A sentence is read by itself: nothing turns or withdraws what stands in another.
        """
        sentences: dict[int, Seen] = {}
        for number, first, end in self._automaton.find(text.words, text.sentences, marks):
            kind, owner = self._meanings[number]
            sentences.setdefault(text.sentences[first], {}).setdefault(kind, []).append((owner, first, end))
        clauses = _clause_starts(text, marks)
        statements: list[Statement] = []
        clues: list[Clue] = []
        for number in sorted(sentences):
            seen = sentences[number]
            cues = longest([Cue(t, a, b) for t, a, b in seen.get("turn", []) if isinstance(t, Turn)])
            stops = sorted({*clauses.get(number, []), *(first for _, first, _ in seen.get("stop", []))})
            statements += _once([s for p in _kept(seen, text, in_log) for s in _stated(p, cues, stops, text)])
            clues += _clues(seen, cues, stops, text)
        return statements, clues


def _stated(place: Place, cues: list[Cue], stops: list[int], text: Text) -> Iterable[Statement]:
    rule, first, end = place
    near = cues_near(rule, first, end, cues, stops, text)
    for family, code in ((rule.family, rule.code), *rule.also):
        context, cue = context_of(family, near)
        yield Statement(
            rule, family, code, text.starts[first], text.ends[end - 1], context, cue.turn.id if cue else None
        )


def _once(statements: list[Statement]) -> list[Statement]:
    """Keep one statement of a code at one place, and give them in the order of the text."""
    best = {(s.start, s.end, s.family, s.code): s for s in sorted(statements, key=lambda s: s.rule.id, reverse=True)}
    return [best[key] for key in sorted(best)]


def _kept(seen: Seen, text: Text, in_log: bool) -> list[Place]:
    """Drop what a rule itself withdraws, what stands in another voice, and what a longer place says already."""
    barred = {id(rule) for rule, _, _ in seen.get("unless_in_sentence", [])}
    near = seen.get("unless", [])
    good = [
        (rule, first, end)
        for rule, first, end in seen.get("rule", [])
        if isinstance(rule, Rule)
        and id(rule) not in barred
        and not any(owner is rule and a < end and b > first for owner, a, b in near)
        and _voice_fits(rule, text.quoted[first])
        and rule.where in ("anywhere", "log" if in_log else "narrative")
    ]
    return _widest(good)


def _voice_fits(rule: Rule, quoted: bool) -> bool:
    return rule.voice == "any" or (rule.voice == "quoted") == quoted


def _widest(places: list[Place]) -> list[Place]:
    """Keep, of places of one code that overlap, the widest."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p[1] - p[2], p[1], p[0].id)):
        rule, first, end = place
        if not any(k.code == rule.code and k.family == rule.family and a < end and b > first for k, a, b in kept):
            kept.append(place)
    return kept


def _clause_starts(text: Text, marks: Marks) -> dict[int, list[int]]:
    """Give, by sentence, where a person begins a new clause after a pause: a turn does not reach over that."""
    starts: dict[int, list[int]] = {}
    for place, word in enumerate(text.words):
        if text.after_pause[place] and word in marks and word not in BEGIN_NO_CLAUSE:
            starts.setdefault(text.sentences[place], []).append(place)
    return starts


def _clues(seen: Seen, cues: list[Cue], stops: list[int], text: Text) -> list[Clue]:
    turns = [c for c in cues if c.turn.turn in CLUE_TURNS]
    clues = []
    for rule, first, end in seen.get("clue", []):
        if isinstance(rule, ClueRule):
            close = [c for c in turns if 0 <= first - c.end <= CLUE_REACH]
            near = [c for c in close if not any(c.end <= s <= first for s in stops)]
            context = near[0].turn.turn if near else "affirmed"
            clues.append(Clue(rule.kind, rule.value, text.starts[first], text.ends[end - 1], context))
    return sorted(clues, key=lambda c: (c.start, c.end, c.kind, c.value))
