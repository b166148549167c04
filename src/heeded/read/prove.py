"""Every rule against its own examples and counter-examples, under the whole catalogue."""

from collections.abc import Iterator

from heeded.catalogue import Catalogue, Rule
from heeded.catalogue.rules import Example
from heeded.read.reader import Reader
from heeded.read.statement import Statement


def stated_in(reader: Reader, original: str, in_log: bool = False) -> list[Statement]:
    """Give what a sentence states when it stands alone, no persons being known."""
    return reader.read(original, in_log)[0]


def counts(said: Statement) -> bool:
    """Say whether a statement stands as what was reported: affirmed, denied by the suspect, or old risk."""
    return said.context in ("affirmed", "denied") or (said.family == "risk" and said.context == "historical")


def faults_of(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give (rule id, what is wrong) for each example that is not found and each counter-example that is."""
    reader = Reader(catalogue)
    for rule in catalogue.rules:
        for number, example in enumerate(rule.shows, start=1):
            if fault := _show_fault(reader, rule, example):
                yield rule.id, f"shows {number}: {fault}"
        for number, example in enumerate(rule.spares, start=1):
            for said in stated_in(reader, example.text, in_log=rule.where == "log"):
                if (said.family, said.code) == (rule.family, rule.code) and counts(said):
                    quote = example.text[said.start : said.end]
                    yield rule.id, f"spares {number}: {said.rule.id} finds {quote!r} in {example.text!r}"


def _show_fault(reader: Reader, rule: Rule, example: Example) -> str | None:
    if example.finds not in example.text:
        return f"{example.finds!r} does not stand in {example.text!r}"
    start = example.text.index(example.finds)
    end = start + len(example.finds)
    said = [
        s
        for s in stated_in(reader, example.text, in_log=rule.where == "log")
        if (s.family, s.code) == (rule.family, rule.code)
    ]
    overlapping = [s for s in said if s.start < end and s.end > start]
    if not overlapping:
        return f"nothing found in {example.text!r}"
    if not any(s.context == example.context for s in overlapping):
        return f"held as {overlapping[0].context}, not {example.context}, in {example.text!r}"
    return None
