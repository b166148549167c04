"""Whether a report says that earlier ones belong with it: "Jan and Feb logs read, one man, merged into this crime".

What the police wrote themselves about which reports are one matter is later attribution, and stated. A sentence
counts if it ties, and it or the one before it says what: earlier reports in general, or those of certain times. So does
a victim's "I have reported him before".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from heeded.assemble.naming import Text

NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
RECORD = r"(?:reports?|logs?|jobs?|incidents?|crimes?|calls?|entry|entries|records?|occurrences?|matters?|refs?|prevs?)"
ONE = r"(?:man|male|woman|female|person|offender|suspect|sender|course|series|job|crime|log|hand)"
TIES = re.compile(
    r"\b(?:linked|tied|merged|joined|collated|combined|amalgamated|attached to|brought together|put together"
    r"|(?:cross|x)[- ]?ref\w*|pulled (?:together|(?:in)?to)|put (?:on|in) (?:the )?same"
    r"|under (?:one|the same|a single) (?:reference|ref|number|crime|log|job|occurrence)"
    rf"|(?:one|same) {ONE})\b",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:not|no|nor|never|nothing|none|cannot|can'?t|isn'?t|wasn'?t|hasn'?t|haven'?t|unable|without|could|might"
    r"|may be|maybe|possibly|perhaps|whether|if|should|would|different|unrelated|yet|asked?|request\w*)\b|\?",
    re.IGNORECASE,
)
EARLIER = re.compile(
    rf"\b(?:earlier|previous|prior|past|old|older|closed|other|every|both|all|{NUMBER})\s+(?:\w+\s+){{0,2}}?{RECORD}\b"
    rf"|\b(?:all|both) {NUMBER}\b|\b(?:to|with) (?:the )?previous\b|\bprevs\b",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"\breported (?:him|her|them|this|it) (?:\w+ ){0,2}?(?:before|already|previously|earlier|last|twice|in|on)\b"
    r"|\b(?:already|previously|again) (?:\w+ )?report(?:ed|ing) (?:him|her|them|this|it)\b"
    r"|\bfurther to (?:my|our)\b"
    rf"|\b(?:my|our) (?:last|earlier|previous|other|first|second|third) {RECORD}\b",
    re.IGNORECASE,
)
CALLER = r"(?:i|we|he|she|they|ip|inf|informant|caller|vic|victim|aggrieved)"
_BACK = r"(?:back|returned|return(?:s|ing)|re-?attended|re-?contacted)"
_BEFORE = r"(?:last|first|earlier|previous)"
_TOLD = r"(?:reported|rang|phoned|called(?: it)? in|came in|spoke to (?:you|police|us))"
MORE = re.compile(
    rf"\b{_BACK}\b[^.;!?]{{0,40}}?\b(?:more|another|further|again|same)\b"
    rf"|\b(?:more|another|further)(?: \w+){{1,3}} since (?:my|our|her|his|their|the|that) {_BEFORE}\b"
    rf"|\bsince {CALLER} (?:last |first )?{_TOLD}\b"
    r"|\b(?:more|another one|again) (?:of the same|like the (?:last|others?|first)|as (?:before|last time))\b"
    rf"|\bupdat\w+ (?:on|to|about) (?:my|her|his|their) (?:{_BEFORE} )?report\b",
    re.IGNORECASE,
)
"""More of what was reported before: stated, but of which report only a like act tells."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|May|MAY|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b(?!\s+(?:be|have|not|well)\b)",
    re.IGNORECASE,
)
DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.]\d{2,4})?\b")
YEAR = re.compile(r"\b(20\d\d)\b")
ANYTHING, A_RECORD = re.compile(""), re.compile(rf"\b{RECORD}\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Times:
    """Days (day, month), months and years that a sentence names; nothing named means any time."""

    days: frozenset[tuple[int, int]] = frozenset()
    months: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()

    def hold(self, at: datetime) -> bool:
        """Say whether a time is among those named; of days, months and years the closest that are named decide."""
        if self.days:
            return (at.day, at.month) in self.days
        if self.months:
            return at.month in self.months
        return not self.years or at.year in self.years


def attributed(text: Text, at: datetime, earlier: Mapping[str, datetime], *, dated: bool = False) -> set[str]:
    """Give which of the earlier reports of one victim a report recorded at `at` says belong with it.

    A log entry is the police's own voice; a narrative tells of other things too, so there a record must be spoken of.
    dated: whether only those count whose time is named.
    """
    named = [times for entry in text.log for times in _tied(entry, ANYTHING)]
    named += _tied(text.narrative, A_RECORD)
    named = [times for times in named if not dated or times != Times()]
    if not named:
        return set()
    return {report for report, when in earlier.items() if when < at and any(t.hold(when) for t in named)}


def tells_of_more(text: Text) -> bool:
    """Say whether a narrative tells of more of what was reported before: "came back in with four more letters"."""
    found = MORE.search(text.narrative)
    return found is not None and not UNSURE.search(text.narrative[max(0, found.start() - 20) : found.end()])


def speaks_of_others(text: Text) -> bool:
    """Say whether any words of a report may tie others to it: a quick look before a close one."""
    return bool(MORE.search(text.narrative)) or any(
        TIES.search(t) or AGAIN.search(t) for t in (text.narrative, *text.log)
    )


def _tied(text: str, about: re.Pattern[str]) -> Iterator[Times]:
    if not (TIES.search(text) or AGAIN.search(text)):
        return
    before = ""
    for sentence in SENTENCE.split(text):
        said = f"{before} {sentence}"
        again = AGAIN.search(sentence)
        if again and not UNSURE.search(sentence[: again.start()]):
            yield _times(sentence)
        elif _ties(sentence) and (EARLIER.search(said) or (_times(said) != Times() and about.search(said))):
            yield _times(said)
        before = sentence


def _ties(sentence: str) -> bool:
    return bool(TIES.search(sentence)) and not UNSURE.search(sentence)


def _times(said: str) -> Times:
    days = frozenset((int(day), int(month)) for day, month in DAY.findall(said) if 1 <= int(month) <= 12)
    return Times(days, frozenset(_months(said)), frozenset(int(year) for year in YEAR.findall(said)))


def _months(said: str) -> Iterator[int]:
    """Give the months named, and those between where "Jan to Aug" is said."""
    found = [(MONTHS.index(m[1][:3].lower()) + 1, m.start(), m.end()) for m in MONTH.finditer(said)]
    yield from (month for month, _, _ in found)
    for (first, _, end), (last, start, _) in pairwise(found):
        if said[end:start].strip().lower() in ("to", "-", "–", "until", "through"):
            yield from range(first, last)
