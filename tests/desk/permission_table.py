"""Who may reach which place: the table that a test holds against the desk's own answers, and the page made of it.

`python tests/desk/permission_table.py` makes the page again.
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE / "permissions.csv"
PAGE = HERE.parents[1] / "docs" / "reference" / "permissions.md"
ROLES = (
    "nobody", "call_handler", "officer", "supervisor", "stalking_lead", "crime_registrar", "analyst", "auditor",
    "administrator",
)  # fmt: skip
"""Who asks; `nobody` is not signed in."""
HEAD = """# Who may reach which place

Made from `tests/desk/permissions.csv`, which a test holds against what the desk really answers to each role. A place is
the name of an address in `urls.py`. What depends on the course or the member, such as another force's courses or one's
own role, is asked inside the place and is told in [decision 0023](../decisions/0023-who-may-see.md).

"""


def rows() -> dict[str, dict[str, str]]:
    """Give the table: `allowed` or `refused` by place and role."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row.pop("place"): row for row in csv.DictReader(file)}


def line(place: str, answers: dict[str, str]) -> str:
    """Give a place as a line of the table."""
    return ",".join([place, *(answers[role] for role in ROLES)])


def page(table: dict[str, dict[str, str]]) -> str:
    """Give the table as a page to be read."""
    names = [role.replace("_", " ") for role in ROLES]
    told = [f"| place | {' | '.join(names)} |", "|---" * (len(ROLES) + 1) + "|"]
    for place, answers in table.items():
        told.append(f"| {place} | " + " | ".join("yes" if answers[r] == "allowed" else "–" for r in ROLES) + " |")
    return HEAD + "\n".join(told) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(rows()), encoding="utf-8")
