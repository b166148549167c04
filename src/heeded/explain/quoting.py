"""Findings as an account shows them: marks on a text, and quotations that point back to their report."""

from collections.abc import Iterable, Mapping
from typing import Any

from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import FAMILIES, Wording
from heeded.toolbox.errors import ContractError


def stands(finding: Mapping[str, Any]) -> bool:
    """Say whether a finding counts as reported: affirmed or denied by the suspect, and for a risk historical too."""
    context = finding["context"]
    return context in ("affirmed", "denied") or (context == "historical" and finding["family"] == "risk")


def mark(finding: Row, text: str, wording: Wording) -> Row:
    """Give a mark on a text; raises ContractError, naming the finding, where it does not quote the text exactly."""
    if text[finding["start"] : finding["end"]] != finding["quote"]:
        raise ContractError(f"Finding {finding['finding_id']} does not quote its report exactly.")
    family, code, context = finding["family"], finding["code"], finding["context"]
    return {
        "finding_id": finding["finding_id"],
        "field": finding["field"],
        "start": finding["start"],
        "end": finding["end"],
        "quote": finding["quote"],
        "family": family,
        "code": code,
        "context": context,
        "stands": stands(finding),
        **likest(finding),
        "title": wording.title(family, code),
        "context_words": wording.context(family, context),
        "label": wording.label(family, code, context),
    }


def likest(finding: Mapping[str, Any]) -> Row:
    """Give what makes plain why the second reader read it so: the likest known sentence, and how sure it is."""
    if not finding.get("example"):
        return {}
    return {"likest": finding["example"], "confidence": finding["confidence"]}


def marks(findings: Iterable[Row], field: str, text: str, wording: Wording) -> list[Row]:
    """Give the marks on one text, in the order of the text."""
    own = [mark(f, text, wording) for f in findings if f["field"] == field]
    return sorted(own, key=_place)


def _place(given: Row) -> tuple[int, int, int, str, str]:
    return (
        given["start"],
        -given["end"],
        FAMILIES.index(given["family"]),
        given["code"],
        given["finding_id"],
    )


def quotations(rows: CourseRows, wording: Wording) -> dict[str, Row]:
    """Give every finding of a course as a quotation with its report's number, by finding id, in reading order."""
    numbers = rows.numbers
    found = {}
    for report_id in numbers:
        ordered = sorted(rows.findings.get(report_id, []), key=lambda f: (_field_order(f["field"]), *_place(f)))
        for finding in ordered:
            found[finding["finding_id"]] = _quotation(finding, numbers[report_id], wording)
    return found


def _quotation(finding: Row, number: int, wording: Wording) -> Row:
    family, code, context = finding["family"], finding["code"], finding["context"]
    return {
        "finding_id": finding["finding_id"],
        "report": number,
        "field": finding["field"],
        "quote": finding["quote"],
        "family": family,
        "code": code,
        "title": wording.title(family, code),
        "context": context,
        "context_words": wording.context(family, context),
        "label": wording.label(family, code, context),
        "stands": stands(finding),
        **likest(finding),
    }


def _field_order(field: str) -> tuple[int, int]:
    if field.startswith("log:"):
        return (2, int(field.removeprefix("log:")))
    return (0 if field == "offence" else 1, 0)


def picked(found: Mapping[str, Row], ids: Iterable[str]) -> list[Row]:
    """Give the quotations named by `ids`, in reading order; those of other courses are left out."""
    wanted = set(ids)
    return [quotation for finding_id, quotation in found.items() if finding_id in wanted]
