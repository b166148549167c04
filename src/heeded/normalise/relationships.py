"""What the suspect is said to be to the victim, from a field, as one of few words."""

import re

WORDS = (
    (
        "ex_partner",
        r"\b(?:ex|former|estranged)\b.*(?:partner|husband|wife|boyfriend|girlfriend|fianc|spouse)|^ex$|^ex[- ]?partner",
    ),
    ("partner", r"\b(?:partner|husband|wife|spouse|boyfriend|girlfriend|fianc)"),
    ("neighbour", r"neighbou?r"),
    ("colleague", r"colleague|co-?worker|work ?mate|employer|manager"),
    ("client", r"client|patient|customer|tenant|pupil|student"),
    (
        "family",
        r"\b(?:son|daughter|brother|sister|father|mother|dad|mum|cousin|uncle|aunt|nephew|niece|relative|family)\b",
    ),
    ("stranger", r"stranger|unknown|not known"),
    ("acquaintance", r"friend|acquaintance|associate|known"),
    ("none", r"^none$"),
)


def relationship(text: str | None) -> str | None:
    """Give the relationship code that a field's words bear, else the words in lower case; None where empty."""
    if not text or not text.strip():
        return None
    lowered = text.lower().replace("_", " ").strip()
    for code, pattern in WORDS:
        if re.search(pattern, lowered):
            return code
    return lowered
