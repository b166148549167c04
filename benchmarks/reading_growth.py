"""How the time of reading grows with the length of a text: prose, and texts made to be slow."""

from collections.abc import Mapping
from functools import partial
from math import log
from statistics import linear_regression

from reading_speed import seconds
from reading_texts import Row

from heeded.model import contracts
from heeded.read.arrange import Arranged, arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader

STORY = (
    "Vic states her ex-husband has been sitting outside the home address in his van most nights since they split"
    " 3 wks ago. He rang 30+ times yesterday from a withheld number and texted \"u will regret this\". She has never"
    " threatened him. Suspect denies following her. Neighbour at No. 12 saw him try the back gate at 0200hrs, VRM"
    " AB12 CDE. She is scared he may turn up at work again; last year he broke a window. DASH completed, medium. "
)  # fmt: skip
SENTENCE = "he kept ringing her and waiting outside her house and texting her that he would never leave her alone and "
KINDS: Mapping[str, str] = {
    "a long narrative": STORY,
    "one sentence without a stop": SENTENCE,
    "only brackets": "([{<",
    "control characters": "\x01\x1b\x07\x1f",
    "right-to-left marks": "\u202ehe\u200f rang\u200e her \u2067",
    "emoji": "👩\u200d👧\u200d👦😡🔪 ",
    "quotations that nobody closes": "“he said ",
    "digits": "07700900123 ",
    "one word of letters": "abcdefghij",
    "all that may open a pattern": "he she they ip suspect the to in on no not ",
}
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 2_000_000)
FITTED, ROUNDS = 100_000, 3
"""Characters from which lengths count for the exponent: below, calling costs more than reading; rounds at those."""


def growth(reader: Reader, longest: int) -> list[Row]:
    """Give for each kind of text the seconds at each length, and the exponent with which they grow."""
    lengths = [n for n in LENGTHS if n <= longest] or [longest]
    return [_row(reader, kind, text, lengths) for kind, text in KINDS.items()]


def _row(reader: Reader, kind: str, text: str, lengths: list[int]) -> Row:
    took = {}
    for length in lengths:
        given = _one((text * (length // len(text) + 1))[:length])
        rounds = range(ROUNDS if length < FITTED else 1)
        took[length] = min(seconds(partial(read_arranged, reader, given, threads=1)) for _ in rounds)
    fitted = [n for n in lengths if n >= FITTED] if lengths[-1] > FITTED else lengths[-2:]
    exponent = linear_regression([log(n) for n in fitted], [log(took[n]) for n in fitted]).slope if fitted[1:] else None
    per_second = lengths[-1] / took[lengths[-1]]
    return {"text": kind, "seconds": took, "exponent": exponent, "characters_per_second": per_second}


def _one(text: str) -> Arranged:
    report = {"report_id": "R", "recorded_at_certain": True, "narrative": text, "versions": 1}
    return arrange(contracts.table("reports", [report]), contracts.empty("log"), contracts.empty("mentions"))
