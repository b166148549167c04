"""Proposes a mapping for a file that names its columns in its own way, from the names and from the values."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from heeded.ingest.columns import ALSO_CALLED, MOMENTS, PERSON_ALSO_CALLED, REPORT_COLUMNS, ROLE_WORDS, plain
from heeded.ingest.read_file import read_file
from heeded.ingest.refusals import Refusals
from heeded.toolbox.dates import FORMATS, tidy

Columns = dict[str, list[str]]
_DAY, _TIME, _TO = (
    r"\d{1,2}/\d{1,2}/\d{2,4}",
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?",
    r"\s*(?:to|-|‐|–)\s*",
)
_TIME_ONLY = re.compile(rf"^(?:{_TIME}(?:{_TO}{_TIME})?|unknown|various)$", re.IGNORECASE)
_RANGE = re.compile(rf"{_DAY}{_TO}{_DAY}|{_TIME}{_TO}{_TIME}")
ENOUGH = 0.9
_OWN_WORDS = (
    "# [shorthand]",
    "# words of this force that others do not use, and what they stand for; false lets one of ours stand for itself",
    '# voi = "vehicle of interest"',
    "# bf = false",
)


def propose_mapping(file: Path) -> str:
    """Give a mapping as TOML with a comment on each guess; raises DeliveryError where the file is no table."""
    rows = [row for _, row in read_file(file, Refusals())]
    columns = _values(rows)
    chosen = _by_name(columns)
    _by_value(columns, chosen)
    persons = _persons(columns, chosen)
    return _written(file, columns, chosen, persons)


def _values(rows: list[dict[str, Any]]) -> Columns:
    columns: Columns = {}
    for row in rows:
        for name, value in row.items():
            text = "" if value is None or isinstance(value, list | dict) else str(value).strip()
            columns.setdefault(str(name), []).append(text)
    return columns


def _by_name(columns: Columns) -> dict[str, str]:
    """Choose columns whose name is one that forces use; an exact name before one that only begins so."""
    chosen: dict[str, str] = {}
    for ours in REPORT_COLUMNS:
        names = (ours.replace("_", " "), *ALSO_CALLED.get(ours, ()))
        for wanted in names:
            fits = [c for c in columns if plain(c) == wanted and c not in chosen.values()]
            if fits:
                chosen[ours] = fits[0]
                break
    return chosen


def _by_value(columns: Columns, chosen: dict[str, str]) -> None:
    """Where no name told, take the longest free text as narrative, the first column of unlike values as number."""
    free = {c: sum(map(len, v)) / max(1, len(v)) for c, v in columns.items() if c not in chosen.values()}
    if "narrative" not in chosen and free:
        best = max(sorted(free), key=lambda c: free[c])
        if free[best] > 15:
            chosen["narrative"] = best
    if "report_id" not in chosen:
        unlike = [
            c
            for c, v in columns.items()
            if c not in chosen.values() and len(set(v)) > ENOUGH * len(v) and len(max(v, key=len)) < 30
        ]
        if unlike:
            chosen["report_id"] = unlike[0]


def _persons(columns: Columns, chosen: dict[str, str]) -> dict[str, dict[str, str]]:
    """Find persons typed flat into the table: `VIC SURNAME` is the victim's surname."""
    found: dict[str, dict[str, str]] = {}
    for column in columns:
        name = plain(column)
        for role, words in ROLE_WORDS.items():
            prefix = next((w for w in sorted(words, key=len, reverse=True) if name.startswith(w + " ")), None)
            rest = name[len(prefix) + 1 :] if prefix else ""
            ours = next((o for o, names in PERSON_ALSO_CALLED.items() if rest in names), None)
            if ours and column not in chosen.values():
                found.setdefault(role, {})[ours] = column
    return found


def _written(file: Path, columns: Columns, chosen: dict[str, str], persons: dict[str, dict[str, str]]) -> str:
    lines = [
        f"# Proposed for {file.name}. Look over each line; `heeded run --mapping` reads this file.",
        "",
        "[reports]",
    ]
    dates: list[str] = []
    ranges: list[str] = []
    taken = set(chosen.values())
    for ours in REPORT_COLUMNS:
        if ours not in chosen:
            continue
        theirs, remark = [chosen[ours]], ""
        if ours in MOMENTS:
            theirs, formats, is_range, remark = _moment(ours, columns, chosen, taken)
            dates += [f"{ours} = [{', '.join(_quoted(f) for f in formats)}]"] if formats else []
            ranges += [ours] if is_range else []
        value = _quoted(theirs[0]) if len(theirs) == 1 else f"[{', '.join(map(_quoted, theirs))}]"
        lines.append(f"{ours} = {value}{remark}")
    lines += _parts(columns, chosen, taken, persons, dates, ranges)
    return "\n".join(lines) + "\n"


def _parts(
    columns: Columns,
    chosen: dict[str, str],
    taken: set[str],
    persons: dict[str, dict[str, str]],
    dates: list[str],
    ranges: list[str],
) -> list[str]:
    lines = []
    for role, details in sorted(persons.items()):
        lines += ["", f"[{role}]", *(f"{ours} = {_quoted(theirs)}" for ours, theirs in details.items())]
    if dates:
        lines += ["", "[dates]", "# day and month were told apart by the values, not by habit", *dates]
    if ranges:
        lines += ["", "[ranges]", f"columns = [{', '.join(map(_quoted, ranges))}]"]
    lines += ["", *_OWN_WORDS]
    left = [c for c in columns if c not in taken and not any(c in d.values() for d in persons.values())]
    missing = [c for c in ("report_id", "recorded_at", "narrative") if c not in chosen]
    lines += ["", f"# Not used: {', '.join(left)}"] if left else []
    return lines + [f"# Missing, please name it: {c}" for c in missing]


def _moment(
    ours: str, columns: Columns, chosen: dict[str, str], taken: set[str]
) -> tuple[list[str], list[str], bool, str]:
    """Give the columns, formats and whether a range is in one cell, for one of our moments."""
    theirs = [chosen[ours]]
    values = [v for v in columns[chosen[ours]] if v]
    beside = [c for c in columns if c not in taken and _is_time_of(c, chosen[ours]) and _mostly(_TIME_ONLY, columns[c])]
    if beside:
        theirs.append(beside[0])
        taken.add(beside[0])
        values = [f"{d} {t}" for d, t in zip(columns[theirs[0]], columns[theirs[1]], strict=True) if d and t]
    is_range = any(_RANGE.search(v) for v in values)
    single = [v for v in values if not _RANGE.search(v)]
    formats = _formats(single)
    if beside:
        formats += [f for f in _formats([v for v in columns[theirs[0]] if v]) if f not in formats]
    remark = f"  # {len(values)} values" + (", some are ranges in one cell" if is_range else "")
    return theirs, formats, is_range, remark


def _is_time_of(column: str, day: str) -> bool:
    return plain(column).replace("time", "date") == plain(day) or plain(column) in (f"{plain(day)} time", "time")


def _mostly(pattern: re.Pattern[str], values: list[str]) -> bool:
    given = [v for v in values if v]
    return bool(given) and sum(bool(pattern.search(v)) for v in given) > 0.8 * len(given)


def _formats(values: list[str]) -> list[str]:
    """Give the formats that most values fit, so that day and month are told apart by all values together."""
    sample = values[:4000]
    fits = [(sum(_reads(v, f) for v in sample), -n, f) for n, f in enumerate(FORMATS)]
    best = max(fits) if sample else (0, 0, "")
    if best[0] == 0 or best[2].startswith("%Y-%m-%d"):
        return []
    more = [
        f
        for count, _, f in sorted(fits, reverse=True)
        if count > 0.02 * len(sample) and _same_order(f, best[2]) and f != best[2]
    ]
    return [best[2], *more[:2]]


def _same_order(one: str, other: str) -> bool:
    return one.find("%d") < one.find("%m") if other.find("%d") < other.find("%m") else one.find("%m") < one.find("%d")


def _reads(value: str, form: str) -> bool:
    try:
        datetime.strptime(tidy(value), form)
    except ValueError:
        return False
    return True


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
