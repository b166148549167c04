"""Names, numbers, addresses in the shape in which they are compared. What was typed is kept beside."""

import re
import unicodedata

import phonenumbers

_TITLES = frozenset("mr mrs ms miss mx dr rev sir lady prof pc dc ps ds pcso insp cllr".split())
_NOBODY = frozenset("unknown unk unkn n/k nk none nil n/a na anonymous male female tba".split()) | {
    "not known", "not given", "unk male", "unk female", "unknown male", "unknown female", "no details",
}  # fmt: skip
_STREETS = {
    "cl": "close", "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "terr": "terrace", "ter": "terrace",
    "ct": "court", "dr": "drive", "ln": "lane", "gdns": "gardens", "gdn": "garden", "pl": "place", "sq": "square",
    "cres": "crescent", "gr": "grove", "pk": "park", "apt": "flat", "flt": "flat", "hse": "house", "cotts": "cottages",
    "cott": "cottage", "bldg": "building", "bldgs": "buildings", "est": "estate",
}  # fmt: skip
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")


def plain_letters(text: str) -> str:
    """Give a text in lower-case letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def name(text: str | None) -> str | None:
    """Give a name for comparing: `Mrs O'Neill-Smith` is `oneill smith`; None where the words say nobody."""
    if not text or plain_letters(text).strip() in _NOBODY:
        return None
    letters = re.sub(r"['’`.]", "", plain_letters(text))
    words = [w for w in re.sub(r"[^a-z]+", " ", letters).split() if w not in _TITLES]
    return " ".join(words) or None


def day(text: str | None) -> str | None:
    """Give a date of birth as YYYY-MM-DD, or YYYY-MM or YYYY where only so much was given."""
    if not text:
        return None
    if found := re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text):
        return "-".join(p for p in found.groups() if p)
    if found := re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b", text):
        return _day_first(*found.groups())
    found_year = re.fullmatch(r"\s*(?:c\.?|circa|abt)?\s*(\d{4})\s*", text)
    return found_year.group(1) if found_year else None


def _day_first(a: str, b: str, year: str) -> str | None:
    full = year if len(year) == 4 else ("20" if int(year) <= 25 else "19") + year
    days, months = (int(a), int(b)) if int(b) <= 12 else (int(b), int(a))
    return f"{full}-{months:02d}-{days:02d}" if 1 <= months <= 12 and 1 <= days <= 31 else None


def phone(text: str | None) -> str | None:
    """Give a telephone number as E.164, or its digits where it is no number of this country's plan."""
    digits = re.sub(r"\D", "", text or "")
    if text is None or len(digits) < 6:
        return None
    try:
        return phonenumbers.format_number(phonenumbers.parse(text, "GB"), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return digits


def email(text: str | None) -> str | None:
    """Give an e-mail address in lower case; None where there is no @ in it."""
    return text.strip().lower() if text and "@" in text else None


def handle(text: str | None) -> str | None:
    """Give an account's name without @, in lower case."""
    return (text or "").strip().lstrip("@").lower() or None


def address(text: str | None) -> str | None:
    """Give an address for comparing: abbreviations in full, no punctuation, no postcode."""
    if not text or plain_letters(text).strip() in _NOBODY:
        return None
    bare = re.sub(r"['’]", "", _POSTCODE.sub(" ", text.upper()))
    words = re.sub(r"[^a-z0-9]+", " ", plain_letters(bare)).split()
    return " ".join(_STREETS.get(w, w) if n else w for n, w in enumerate(words)) or None


def postcode(text: str | None, address_text: str | None = None) -> str | None:
    """Give a postcode without its space, from its own field or from the end of an address."""
    for source in (text, address_text):
        if source and (found := _POSTCODE.search(source.upper())):
            return found.group(1) + found.group(2)
    return re.sub(r"\s", "", text.upper()) or None if text else None


def vehicle(text: str | None) -> str | None:
    """Give a vehicle's mark in capitals without spaces."""
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper()) or None
