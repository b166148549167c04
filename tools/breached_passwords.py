"""Make the list of breached passwords that the desk refuses, from a ranked list with one password a line.

    python tools/breached_passwords.py LIST

The list that is shipped was made from the million most used of Mark Burnett's ten million passwords, which he gathered
from breaches and gave to the public domain in 2015, as the SecLists collect them. Those too short for the desk are left
out. Hashes are written, cut to six bytes and sorted, so that no password, which may hold a name, can be read in it.
"""

import sys
from pathlib import Path

from heeded_desk.members.breached import BYTES, FILE, mark_of
from heeded_desk.members.passwords import LENGTH


def main() -> None:
    """Write the file, and say how many passwords it holds."""
    lines = Path(sys.argv[1]).read_bytes().decode("utf-8", errors="ignore").splitlines()
    marks = sorted({mark_of(line) for line in lines if len(line) >= LENGTH})
    FILE.write_bytes(b"".join(marks))
    print(f"{len(marks)} passwords of {LENGTH} signs or more, {len(marks) * BYTES} bytes")


if __name__ == "__main__":
    main()
