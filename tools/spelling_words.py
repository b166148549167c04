"""Makes catalogue/spelling/words.txt: words and names in their own right, which no slip of the pen is corrected in.

    python tools/spelling_words.py DICTIONARY NAMES

DICTIONARY: a list of words, one a line: `british-english-large` of the Debian package wbritish-large (SCOWL).
NAMES: a folder with dist.all.last, dist.female.first and dist.male.first (United States Census of 1990, public domain),
as the Python package `names` 0.3.0 carries them. The same lists give the same bytes.
"""

import re
import sys
from pathlib import Path

WORDS = Path(__file__).parents[1] / "catalogue" / "spelling" / "words.txt"
SURNAMES = 20_000
"""The commonest surnames; those after them are borne by few, and many look like slips."""


def words_of(dictionary: Path) -> set[str]:
    """Give the words of a dictionary in small letters, those with an `s` behind an apostrophe without it."""
    lines = dictionary.read_text(encoding="utf-8").splitlines()
    return {line.lower().removesuffix("'s") for line in lines if re.fullmatch(r"[A-Za-z]+('s)?", line)}


def names_of(folder: Path) -> set[str]:
    """Give the commonest surnames and all forenames."""
    lists = [(folder / f"dist.{kind}").read_text(encoding="ascii").split("\n") for kind in ("all.last", "female.first")]
    lists.append((folder / "dist.male.first").read_text(encoding="ascii").split("\n"))
    return {line.split()[0].lower() for names in (lists[0][:SURNAMES], *lists[1:]) for line in names if line.strip()}


def main() -> None:
    """Write the list; of names with three letters, those that the dictionary holds."""
    dictionary, names = map(Path, sys.argv[1:])
    found = {w for w in words_of(dictionary) if len(w) > 2} | {name for name in names_of(names) if len(name) > 3}
    WORDS.write_text("".join(f"{word}\n" for word in sorted(found)), encoding="ascii")
    print(f"{len(found):,} words")


if __name__ == "__main__":
    main()
