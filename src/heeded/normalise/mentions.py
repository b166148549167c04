"""Persons as named in one report, with their details as typed and as compared."""

from collections import defaultdict
from typing import Any

from heeded.model.contracts import PERSON_FIELDS
from heeded.normalise import identifiers as ids
from heeded.normalise.relationships import relationship

Row = dict[str, Any]
ROLES = {
    "victim": "victim v vic ip ap aggrieved complainant injured party",
    "suspect": "suspect s susp sus offender accused named perpetrator defendant nominal subject",
    "witness": "witness w wit",
    "informant": "informant inf caller reporter reporting person",
}
_ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split()}
DETAILS = (
    "forename_norm",
    "surname_norm",
    "dob_norm",
    "phone_norm",
    "email_norm",
    "handle_norm",
    "address_norm",
    "vehicle_norm",
)


def mentions_of(persons: list[Row]) -> list[Row]:
    """Give one mention for each person row; a row that a later version repeats word for word is one mention."""
    seen: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    mentions = []
    for row in persons:
        key = (row["role"], *(row[c] for c in PERSON_FIELDS))
        if key in seen[row["report_id"]]:
            continue
        place = len(seen[row["report_id"]])
        seen[row["report_id"]].add(key)
        mentions.append(_mention(row, place))
    return mentions


def _mention(row: Row, place: int) -> Row:
    compared = {
        "forename_norm": ids.name(row["forename"]),
        "surname_norm": ids.name(row["surname"]),
        "dob_norm": ids.day(row["dob"]),
        "phone_norm": ids.phone(row["phone"]),
        "email_norm": ids.email(row["email"]),
        "handle_norm": ids.handle(row["handle"]),
        "address_norm": ids.address(row["address"]),
        "postcode_norm": ids.postcode(row["postcode"], row["address"]),
        "vehicle_norm": ids.vehicle(row["vehicle"]),
        "relationship_norm": relationship(row["relationship"]),
    }
    details = any(compared[c] for c in DETAILS) or bool(row["nominal_id"])
    return {
        "mention_id": f"{row['report_id']}:{place}",
        "report_id": row["report_id"],
        "role": role(row["role"]),
        **{c: row[c] for c in PERSON_FIELDS},
        **compared,
        "has_details": details,
    }


def role(text: str | None) -> str:
    """Give the role that a force's word for it stands for; what is not known is `other`."""
    lowered = (text or "").strip().lower()
    first = lowered.split(" ")[0].rstrip("s:.1234567890") if lowered else ""
    return _ROLE_OF.get(lowered) or _ROLE_OF.get(first) or ("victim" if lowered.startswith("injured") else "other")
