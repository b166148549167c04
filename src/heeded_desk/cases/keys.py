"""One way of writing names and numbers, so that what somebody types finds what a report holds."""

import re
import unicodedata

LONGEST = 80


def words(text: str) -> list[str]:
    """Give the words of a text in plain capital letters: Zoë O'Brien-Day becomes ZOE, O, BRIEN, DAY."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return [word[:LONGEST] for word in re.findall(r"[A-Z0-9]+", plain)]


def compact(text: str) -> str:
    """Give a number, mark, address or reference without what people put between: +44 7700 900123 is 07700900123."""
    joined = "".join(words(text))
    if joined.isdigit() and len(joined) >= 11:
        joined = re.sub(r"^(?:00)?440?", "0", joined)
    return joined[:LONGEST]
