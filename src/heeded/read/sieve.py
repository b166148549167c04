r"""Which texts can name anything at all: one pass over all of them, so that only those few are looked at closely.

Every text that named.py finds anything in passes; some others do too. The expressions are those of named.py in the
dialect of RE2, which takes linear time, and wider where the dialects differ: a letter beyond ASCII counts as an edge,
any sign as one that may stand between the digits of a telephone number.
"""

import sys
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

_SIGN = r"[^a-wyzA-WYZ0-9]?" * 4
_SPACE = r"[\s\p{Z}\x{1c}-\x{1f}\x{85}\v]"
_BEFORE, _AFTER = r"(?:^|[^a-z0-9_])", r"(?:$|[^a-z0-9_])"
_EXTENSION = (
    r"(?:;ext|e?xt|\x{ff45}?\x{ff58}|\x{434}\x{43e}\x{431}|anexo|[x#\x{ff03}~\x{ff5e}]|int|\x{ff49}\x{ff4e}"
    r"|[- ]+[0-9]{1,6}#)"
)
_PHONE = rf"[0-9](?:{_SIGN}[0-9]){{9}}|[0-9](?:{_SIGN}[0-9]){{3}}[ \x{{a0}}\t,]*{_EXTENSION}"
_VEHICLE = (
    rf"(?:[a-z]{{2}}[0-9]{{2}}{_SPACE}?[a-z]{{3}}|[a-z][0-9]{{1,3}}{_SPACE}?[a-z]{{3}}"
    rf"|[a-z]{{3}}{_SPACE}?[0-9]{{1,3}}[a-z])"
)
_OTHER_REPORT = (
    rf"(?:see(?:{_SPACE}+also)?|ref(?:erence)?s?|logs?|inc(?:ident)?|crime|cad|urn|occ(?:urrence)?"
    rf"|linked?{_SPACE}+(?:to|with)|previous|prev|report)"
    rf"(?:{_SPACE}+(?:report|log|crime|inc(?:ident)?|no|number|ref|to|of|under))*"
)
_REFERENCE = rf"{_OTHER_REPORT}\.?{_SPACE}*[:#]?{_SPACE}*[a-z]{{0,4}}[-/]?[0-9](?:[a-z0-9_/-]|[^\x00-\x7f]){{2,}}[0-9]"
_FOLDS_TO_ASCII = r"\x{130}\x{131}\x{17f}\x{212a}"


@cache
def _expression() -> str:
    digits = "".join(f"\\x{{{n:x}}}" for n in range(128, sys.maxunicode + 1) if chr(n).isdecimal())  # what \d matches
    whole = rf"(?i:{_PHONE}|{_BEFORE}(?:{_VEHICLE}|{_REFERENCE}){_AFTER})"
    return rf"{whole}|@|[{_FOLDS_TO_ASCII}{digits}]"


def may_name(texts: pa.Array) -> pa.BooleanArray:
    """Say of each text whether anything can be named in it."""
    return pc.match_substring_regex(texts, _expression())
