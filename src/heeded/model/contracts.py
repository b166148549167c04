"""The columns of every table between stages, checked wherever a table changes hands.

Types are Arrow's. A name ending in `!` may not be null. Reference: the project's contract page.
"""

from collections.abc import Mapping

import pyarrow as pa

from heeded.toolbox.errors import ContractError

TEXT = pa.large_string()
WHOLE = pa.int32()
SHARE = pa.float64()
YES_NO = pa.bool_()
MOMENT = pa.timestamp("ms")  # local time of Europe/London, as police write it
TEXTS = pa.list_(TEXT)

POINT = pa.struct([("offence", TEXT), ("element", TEXT), ("standing", TEXT), ("findings", TEXTS), ("missing", TEXT)])
PLACE = pa.struct([("report_id", TEXT), ("field", TEXT)])
"""Where in a report something stands: a log entry (`log:N`) or a column such as `outcome`."""
NAMED = pa.struct([("code", TEXT), ("reports", TEXTS)])
NUMBER = pa.struct([("name", TEXT), ("value", TEXT)])
ESCALATION = pa.struct(
    [("form", TEXT), ("standing", TEXT), ("numbers", pa.list_(NUMBER)), ("reports", TEXTS), ("findings", TEXTS)]
)
TELLING = pa.struct(
    [
        ("report_id", TEXT), ("field", TEXT), ("start", WHOLE), ("end", WHOLE), ("quote", TEXT), ("stage", TEXT),
        ("force", WHOLE), ("agent", YES_NO),
    ]
)  # fmt: skip
DRIFT = pa.struct([("act", TEXT), ("faded", TEXTS), ("tellings", pa.list_(TELLING))])
DECIDED = pa.struct(
    [
        ("decision_id", TEXT), ("kind", TEXT), ("verdict", TEXT), ("about", TEXT), ("made_by", TEXT),
        ("made_at", MOMENT), ("reason", TEXT), ("reports", TEXTS),
    ]
)  # fmt: skip
RED_FLAG = pa.struct([("code", TEXT), ("first_on_file", MOMENT), ("findings", TEXTS)])

REPORT_FIELDS = (
    "force_id", "kind", "offence_code", "offence", "included_classifications", "outcome_code", "outcome",
    "risk_grade", "flags", "district", "location", "postcode",
)  # fmt: skip
PERSON_FIELDS = (
    "forename", "surname", "dob", "sex", "ethnicity", "phone", "email", "handle", "address", "postcode",
    "vehicle", "nominal_id", "relationship",
)  # fmt: skip
WHERE_FROM = {"file!": TEXT, "line!": WHOLE}
"""Which file of the delivery a row came from, and its line (or row) there, counted from 1."""

TABLES: Mapping[str, Mapping[str, pa.DataType]] = {
    # ingest: text as sent, under our column names; times already ISO where the mapping says how to read them
    "raw_reports": {
        "report_id!": TEXT, **WHERE_FROM, "recorded_at": TEXT, "occurred_from": TEXT, "occurred_to": TEXT,
        "outcome_at": TEXT, "updated_at": TEXT, "narrative": TEXT, **dict.fromkeys(REPORT_FIELDS, TEXT),
    },
    "raw_persons": {"report_id!": TEXT, **WHERE_FROM, "role": TEXT, **dict.fromkeys(PERSON_FIELDS, TEXT)},
    "raw_log": {
        "report_id!": TEXT, **WHERE_FROM, "at": TEXT, "text": TEXT, "by": TEXT, "kind": TEXT,
        "due_at": TEXT, "done_at": TEXT,
    },
    # normalise
    "reports": {
        "report_id!": TEXT, "recorded_at": MOMENT, "recorded_at_certain!": YES_NO, "occurred_from": MOMENT,
        "occurred_to": MOMENT, "outcome_at": MOMENT, "updated_at": MOMENT, "narrative!": TEXT,
        **dict.fromkeys(REPORT_FIELDS, TEXT), "versions!": WHOLE,
    },
    "versions": {
        "report_id!": TEXT, "version!": WHOLE, **WHERE_FROM, "recorded_at": TEXT, "updated_at": TEXT,
        "narrative": TEXT, "offence": TEXT, "offence_code": TEXT, "outcome": TEXT, "outcome_code": TEXT,
        "risk_grade": TEXT,
    },
    "log": {
        "report_id!": TEXT, "entry!": WHOLE, "at": MOMENT, "text!": TEXT, "by": TEXT, "kind": TEXT,
        "due_at": MOMENT, "done_at": MOMENT,
    },
    "mentions": {
        "mention_id!": TEXT, "report_id!": TEXT, "role!": TEXT, **dict.fromkeys(PERSON_FIELDS, TEXT),
        # as normalised, for comparing: lower case, no accents or punctuation; null where nothing was given
        "forename_norm": TEXT, "surname_norm": TEXT, "dob_norm": TEXT, "phone_norm": TEXT, "email_norm": TEXT,
        "handle_norm": TEXT, "address_norm": TEXT, "postcode_norm": TEXT, "vehicle_norm": TEXT,
        "relationship_norm": TEXT, "has_details!": YES_NO,
    },
    # read
    "findings": {
        "finding_id!": TEXT, "report_id!": TEXT, "field!": TEXT, "start!": WHOLE, "end!": WHOLE,
        "quote!": TEXT, "family!": TEXT, "code!": TEXT, "context!": TEXT, "rule_id!": TEXT,
        "rule_version!": WHOLE, "confidence!": SHARE, "cue": TEXT,
        "example": TEXT,  # the likest known sentence, of what the second reader found
    },
    "clues": {
        "clue_id!": TEXT, "report_id!": TEXT, "field!": TEXT, "start!": WHOLE, "end!": WHOLE, "quote!": TEXT,
        "kind!": TEXT, "value!": TEXT, "context!": TEXT,
    },
    # link
    "persons": {"mention_id!": TEXT, "person_id!": TEXT, "probability!": SHARE, "reason!": TEXT},
    "person_links": {
        "mention_a!": TEXT, "mention_b!": TEXT, "probability!": SHARE, "held!": YES_NO, "reason!": TEXT,
        "weights": TEXT,
    },
    # assemble
    "courses": {
        "course_id!": TEXT, "victim_id": TEXT, "suspect_id": TEXT, "first_at": MOMENT, "last_at": MOMENT,
        "reports!": WHOLE,
    },
    "course_reports": {"course_id!": TEXT, "report_id!": TEXT, "probability!": SHARE, "reason!": TEXT},
    "possible_joins": {
        "question_id!": TEXT, "kind!": TEXT, "report_a!": TEXT, "report_b": TEXT, "course_a!": TEXT,
        "course_b": TEXT, "findings": TEXTS, "reason!": TEXT,
    },
    "id_changes": {"change!": TEXT, "course_before!": TEXT, "course_after!": TEXT, "reason!": TEXT},
    # assess
    "questions": {
        "question_id!": TEXT, "kind!": TEXT, "report_a!": TEXT, "report_b": TEXT, "course_a!": TEXT,
        "course_b": TEXT, "findings": TEXTS, "reason!": TEXT,
    },
    "assessments": {
        "course_id!": TEXT, "stalking!": TEXT, "stalking_reason!": TEXT, "recorded_as_stalking!": YES_NO,
        "first_recorded_at": MOMENT, "unrecognised!": YES_NO, "points!": pa.list_(POINT),
        "named!": pa.list_(NAMED), "red_flags!": pa.list_(RED_FLAG), "risk_recorded": TEXT, "risk_heeded!": TEXT,
        "risk_reason!": TEXT, "escalation!": pa.list_(ESCALATION), "quiet_days": WHOLE,
        "drift!": pa.list_(DRIFT), "decided!": pa.list_(DECIDED),
    },
    "checks": {
        "course_id!": TEXT, "check_id!": TEXT, "answer!": TEXT, "why!": TEXT, "due_at": MOMENT, "done_at": MOMENT,
        "findings!": TEXTS, "rows!": pa.list_(PLACE), "authority!": TEXT,
    },
    # explain
    "accounts": {"course_id!": TEXT, "account!": TEXT},
}  # fmt: skip

VALUES: Mapping[tuple[str, str], set[str | None]] = {
    ("reports", "kind"): {"incident", "crime", "intelligence", "diary", None},
    ("mentions", "role"): {"victim", "suspect", "witness", "informant", "other"},
    ("findings", "family"): {"behaviour", "risk", "response", "concern"},
    ("findings", "context"): {
        "affirmed", "negated", "denied", "hypothetical", "historical", "other_actor"
    },
    ("possible_joins", "kind"): {"same_person", "same_course"},
    ("questions", "kind"): {"same_person", "same_course", "why_not_stalking"},
    ("id_changes", "change"): {"merge", "split"},
    ("assessments", "stalking"): {"indicated", "possible", "not_indicated"},
    ("assessments", "risk_heeded"): {"heeded", "not_heeded", "cannot_tell"},
    ("checks", "why"): {
        "done", "late_not_bound", "late", "said_not", "overdue", "shown", "silent", "time_left", "day_unknown",
        "no_occasion", "before_rule", "decided",
    },
    ("checks", "answer"): {"met", "not_met", "cannot_tell", "not_applicable"},
}  # fmt: skip
"""Columns whose values come from a closed list."""


def schema(name: str) -> pa.Schema:
    """Give the Arrow schema that the table `name` is written with."""
    return pa.schema([pa.field(c.rstrip("!"), t, nullable=not c.endswith("!")) for c, t in TABLES[name].items()])


def empty(name: str) -> pa.Table:
    """Give the table `name` without rows."""
    return schema(name).empty_table()


def table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    """Make the table `name` from one dict a row; a column left out is null."""
    return checked(name, pa.Table.from_pylist(rows, schema=schema(name)))


def checked(name: str, given: pa.Table) -> pa.Table:
    """Give the table back in the contract's columns and types, or say which part of the contract it breaks.

    Raises ContractError naming table and column, never a value.
    """
    wanted = schema(name)
    missing = [f.name for f in wanted if f.name not in given.column_names]
    if missing:
        raise ContractError(f"Table {name} lacks {', '.join(missing)}.")
    given = given.select(wanted.names).cast(wanted)
    for field in wanted:
        if not field.nullable and given.column(field.name).null_count:
            raise ContractError(f"Table {name} has rows without {field.name}.")
        allowed = VALUES.get((name, field.name))
        if allowed and not set(given.column(field.name).unique().to_pylist()) <= allowed:
            raise ContractError(f"Table {name} has a {field.name} that the contract does not name.")
    return given
