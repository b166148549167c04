"""Drift: one act from the caller's words to the log to the summary, where force and agent fade.

Only acts that the reading found are followed. For each stage the strongest telling is taken, so that a summary which
tells an act once in full is never said to have weakened it.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from heeded.assess.evidence import Evidence, Item, Row
from heeded.catalogue.drift import PLAIN, WEAK, ActWords, DriftWords

SENTENCE = re.compile(r"[^.;!?\n]+")
LINE = re.compile(r"[^\n]+\n?")
LONGEST = 200
BEFORE = 2
"""How many words before a verb may hold the helping verb of a passive."""
AFTER = 5
"""How many words after it may hold a `by`."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of an act: where, its exact words, at which stage, on which rung, and whether somebody does it."""

    report_id: str
    field: str
    start: int
    end: int
    quote: str
    stage: str
    force: int
    agent: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """An act that fades: its strongest telling at each stage, and what of it faded (force, agent)."""

    act: str
    faded: tuple[str, ...]
    tellings: tuple[Telling, ...]


def drifts_of(evidence: Evidence, known: DriftWords) -> list[Drift]:
    """Give the acts whose telling fades, chain by chain: a report, or an incident and the crime made of it."""
    found = []
    for chain in _chains(evidence.reports, known):
        texts = [text for report in chain for text in _texts(report, evidence, known)]
        if len({text.stage for text in texts}) < 2:  # nothing to compare
            continue
        for act in known.acts:
            drift = _drift(act, _tellings(act, chain, texts, evidence, known), known)
            if drift:
                found.append(drift)
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a text of a report, from `start` to `end`, that stands at one stage."""

    report_id: str
    field: str
    stage: str
    whole: str
    start: int
    end: int


def _chains(reports: list[Row], known: DriftWords) -> Iterator[list[Row]]:
    """Part reports into chains: a crime joins the incident recorded shortly before it."""
    chain: list[Row] = []
    for report in reports:
        if chain and not _made_of(chain[-1], report, known.crime_within_days):
            yield chain
            chain = []
        chain.append(report)
    if chain:
        yield chain


def _made_of(incident: Row, crime: Row, days: int) -> bool:
    first, then = incident["recorded_at"], crime["recorded_at"]
    if (incident["kind"], crime["kind"]) != ("incident", "crime"):
        return False
    return isinstance(first, datetime) and isinstance(then, datetime) and then - first <= timedelta(days=days)


def _texts(report: Row, evidence: Evidence, known: DriftWords) -> Iterator[Text]:
    report_id = str(report["report_id"])
    own = next((n for n, s in known.stages.items() if report["kind"] in s.narratives), "crime")
    yield from _pieces(report_id, "narrative", own, evidence.narrative_of(report_id), known)
    beside = next((n for n, s in known.stages.items() if report["kind"] in s.logs), "log")
    for entry in evidence.log:
        if entry["report_id"] == report_id:
            stage = next((n for n, s in known.stages.items() if entry["kind"] in s.kinds), beside)
            yield from _pieces(report_id, f"log:{entry['entry']}", stage, str(entry["text"]), known)


def _pieces(report_id: str, field: str, stage: str, text: str, known: DriftWords) -> Iterator[Text]:
    """Cut out the lines that are a short form; what lies between stands at the stage of the text."""
    start = 0
    for line in LINE.finditer(text):
        if line[0].lstrip().lower().startswith(known.lines):
            if start < line.start():
                yield Text(report_id, field, stage, text, start, line.start())
            yield Text(report_id, field, known.short, text, line.start(), line.end())
            start = line.end()
    if start < len(text):
        yield Text(report_id, field, stage, text, start, len(text))


def _tellings(
    act: ActWords, chain: list[Row], texts: list[Text], evidence: Evidence, known: DriftWords
) -> dict[str, Telling]:
    """Give the strongest telling of an act at each stage: what the reading found, else weak words in its place."""
    ids = {str(r["report_id"]) for r in chain}
    items = [i for key in sorted(act.codes) for i in evidence.said.get(key, []) if i.report_id in ids]
    strongest: dict[str, Telling] = {}
    for item in items:
        text = next((t for t in texts if _holds(t, item)), None)
        if text:
            telling = _told(item, text, act, known)
            before = strongest.get(telling.stage)
            if before is None or (telling.force, telling.agent) > (before.force, before.agent):
                strongest[telling.stage] = telling
    for text in texts if strongest else ():
        if text.stage not in strongest and (weak := _weak(text, act, known)):
            strongest[text.stage] = weak
    return strongest


def _holds(text: Text, item: Item) -> bool:
    return (text.report_id, text.field) == (item.report_id, item.field) and text.start <= item.start < text.end


def _told(item: Item, text: Text, act: ActWords, known: DriftWords) -> Telling:
    """Give the telling around a finding: the rung of its strongest word, and whether somebody does it."""
    start, end = _sentence(text, item.start, item.end)
    lowered = text.whole[start:end].lower()
    found = next(((rung, m) for rung, words in act.rungs if (m := words.search(lowered))), None)
    force = found[0] if found else PLAIN
    agent = found is None or not _without_agent(lowered, found[1], act, known)
    return Telling(text.report_id, text.field, start, end, text.whole[start:end], text.stage, force, agent)


def _without_agent(sentence: str, verb: re.Match[str], act: ActWords, known: DriftWords) -> bool:
    """Say whether a sentence tells an act without anybody doing it: "was followed", "contact was made"."""
    if act.without_agent.search(sentence):
        return True
    before = sentence[: verb.start()].split()[-BEFORE:]
    after = sentence[verb.end() :].split()[:AFTER]
    passive = known.passive & set(before) and known.participles.search(verb[0])
    return bool(passive) and not known.by & set(after)


def _weak(text: Text, act: ActWords, known: DriftWords) -> Telling | None:
    """Find weak words for an act where the reading found none of it, in a sentence that has somebody in it."""
    words = act.weak_in_short if text.stage == known.short else act.rungs[-1][1]
    lowered = text.whole.lower()
    if len(lowered) != len(text.whole):  # a few letters change their length; then no place would be sure
        return None
    for found in words.finditer(lowered, text.start, text.end):
        start, end = _sentence(text, found.start(), found.end())
        sentence = lowered[start:end]
        if known.somebody.search(sentence):
            agent = not act.without_agent.search(sentence)
            return Telling(text.report_id, text.field, start, end, text.whole[start:end], text.stage, WEAK, agent)
    return None


def _sentence(text: Text, start: int, end: int) -> tuple[int, int]:
    """Give the ends of the sentence around a place, without spaces at its ends, and no longer than can be shown."""
    spans = _sentences(text.whole, text.start, text.end)
    found = spans[max(0, bisect(spans, (start, len(text.whole))) - 1)] if spans else (start, start)
    first, last = (found[0], max(found[1], end)) if found[0] <= start < found[1] else (start, end)
    if last - first > LONGEST:
        first, last = max(first, start - LONGEST // 4), min(last, end + LONGEST // 2)
    while first < start and text.whole[first].isspace():
        first += 1
    while last > end and text.whole[last - 1].isspace():
        last -= 1
    return first, last


@lru_cache(maxsize=64)
def _sentences(whole: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of a stretch of text; kept, for a long text is asked for each of its findings."""
    return [found.span() for found in SENTENCE.finditer(whole, start, end)]


def _drift(act: ActWords, tellings: dict[str, Telling], known: DriftWords) -> Drift | None:
    """Compare the first stage that tells an act with the last; None where nothing fades."""
    steps = [tellings[stage] for stage in known.order if stage in tellings]
    if len(steps) < 2:
        return None
    first, last = steps[0], steps[-1]
    faded = tuple(
        name for name, true in (("force", last.force < first.force), ("agent", first.agent and not last.agent)) if true
    )
    return Drift(act.id, faded, tuple(steps)) if faded else None
