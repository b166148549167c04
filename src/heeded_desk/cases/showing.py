"""An account made ready for its page: every word of it fit to be shown, and what the first screen takes from it."""

import json
import re
from collections.abc import Sequence
from typing import Any

from heeded.explain.plain import UNSHOWN, in_reports, listed, lower_first, showable

Row = dict[str, Any]
ESCAPED = re.compile(r"\\(?:u00|[bfr])")
"""How a control character stands in JSON; now and then something harmless, which costs only time."""
KINDS = {
    "name": "Name",
    "date_of_birth": "Date of birth",
    "account": "E-mail or account",
    "nominal": "Number of a person",
    "contact": "Telephone or address",
    "reference": "One report names the other",
    "relationship": "Relationship",
}
"""What linking compares, in plain words."""
BAR = 200
"""Units that the longest sum of weights is wide."""


def fit(account: Row) -> Row:
    """Give an account with a mark for each character by which a text could break or reorder the page.

    Every text keeps its length, so that marks keep their places.
    """
    # Nearly every account holds no such character: one search is much quicker than going through every text.
    if not (ESCAPED.search(written := json.dumps(account, ensure_ascii=False)) or UNSHOWN.search(written)):
        return account
    fitted: Row = _fit(account)
    return fitted


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return showable(value.replace("\r\n", " \n"))
    if isinstance(value, list):
        return [_fit(v) for v in value]
    return {k: _fit(v) for k, v in value.items()} if isinstance(value, dict) else value


def in_short(points: Sequence[Row], most: int = 3) -> list[Row]:
    """Give the first offences with something on file, and how their points stand, in a few words each."""
    told = [o for o in points if any(e["standing"] != "missing" for e in o["elements"])]
    return [{"title": o["title"], "words": _standing(o["elements"])} for o in told[:most]]


def _standing(elements: Sequence[Row]) -> str:
    """Say how points stand: how many do, and which do not."""
    groups: dict[str, list[str]] = {}
    stand = [e for e in elements if e["standing"] == "stands"]
    for element in elements:
        if element["standing"] != "stands":
            groups.setdefault(element["standing_words"], []).append(lower_first(element["title"]))
    said = [f"{len(stand)} of {len(elements)} points on file"] if stand else []
    return "; ".join([*said, *(f"{words}: {listed(titles)}" for words, titles in groups.items())])


def acts_in_short(acts: Sequence[Row]) -> str:
    """Give the kinds of act on file with their reports, in one line."""
    return listed([f"{a['title']} ({in_reports(a['reports'])})" for a in acts], most=4)


def waterfall(weights: dict[str, float]) -> list[Row]:
    """Give a row for each detail that was compared: its weight, and where its bar begins and ends in a drawing.

    The bars follow one another: each begins where the one before ends.
    """
    compared = [(KINDS.get(kind, kind.replace("_", " ")), weight) for kind, weight in weights.items() if weight]
    sums = [0.0]
    for _, weight in compared:
        sums.append(sums[-1] + weight)
    least, most = min(sums), max(sums)
    scale = BAR / (most - least) if most > least else 0.0
    places = [round((s - least) * scale, 1) for s in sums]
    return [
        {"kind": kind, "weight": weight, "x": min(a, b), "width": max(abs(b - a), 1.0)}
        for (kind, weight), a, b in zip(compared, places, places[1:], strict=False)
    ]
