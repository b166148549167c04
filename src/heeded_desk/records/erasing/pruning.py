"""Taking what refers to erased records out of what the desk says about others."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class About:
    """Finds what names an erased id: as a whole value, at the beginning of a longer id, or as a word of a sentence."""

    value: re.Pattern[str]
    text: re.Pattern[str]
    word: re.Pattern[str]

    def names(self, value: Any) -> bool:
        """Say whether a value, or anything within it, is or begins with such an id."""
        if isinstance(value, dict):
            return any(self.names(one) for one in value.values())
        if isinstance(value, list):
            return any(self.names(one) for one in value)
        return isinstance(value, str) and bool(self.value.match(value))


def about(ids: Iterable[str]) -> About:
    """Give what finds any of these ids; it finds nothing where there are none."""
    longest_first = sorted(ids, key=lambda i: (-len(i), i))
    plain = "|".join(map(re.escape, longest_first)) or "(?!)"
    forms = {form for i in longest_first for form in (json.dumps(i), json.dumps(i, ensure_ascii=False))}
    written = "|".join(re.escape(form[1:-1]) for form in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"
    return About(
        re.compile(rf"(?:{plain})(?:$|[/:])"),
        re.compile(rf'"(?:{written})["/:]'),
        re.compile(rf"(?<![\w-])(?:{plain})(?![\w-])"),
    )


def pruned(value: Any, those: About) -> Any:
    """Give a value of an account without the entries of its lists that name an erased id anywhere within."""
    if isinstance(value, dict):
        return {key: pruned(one, those) for key, one in value.items()}
    if isinstance(value, list):
        return [pruned(one, those) for one in value if not those.names(one)]
    return "" if those.names(value) else value


def emptied(value: Any) -> Any:
    """Give an account in its shape with nothing in it, for pages that open one until the next run writes it anew."""
    if isinstance(value, dict):
        return {key: emptied(one) for key, one in value.items()}
    if isinstance(value, bool):
        return False
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None
