"""Pairs of mentions weighed by Splink with a model that was trained before; nothing is learnt from the delivery."""

from dataclasses import dataclass
from math import log2

import duckdb
from splink import DuckDBAPI, Linker

from heeded.link.compare import (
    BEYOND_HOUSEHOLD,
    BEYOND_SUSPECTS,
    ELSE,
    GIVEN_BLOCKS,
    GIVEN_OTHER,
    NAMES_CLASH,
    NULL,
    PERSON_BLOCKS,
    PERSONS,
    Comparison,
)
from heeded.link.knowledge import Knowledge, Model

QUIET = 40
SURE = 60
"""Bits beyond which a probability is told as if it were these many: what more there is makes no difference."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be compared, how, by which model, and what an edge needs beyond its weight."""

    table: str
    model: Model
    comparisons: tuple[Comparison, ...]
    blocks: tuple[str, ...]
    guard: str


def persons_task(knows: Knowledge) -> Task:
    """Give the first pass: are two mentions, wherever they stand, one person?"""
    return Task("people", knows.persons, PERSONS, PERSON_BLOCKS, BEYOND_HOUSEHOLD)


def given_task(knows: Knowledge, table: str = "given_other") -> Task:
    """Give the second pass: are two mentions one person, given that those opposite to them are?"""
    return Task(table, knows.given_other, GIVEN_OTHER, GIVEN_BLOCKS, BEYOND_SUSPECTS)


def bits(probability: float) -> float:
    """Give the weight from which on a pair is at least this probable."""
    return round(log2(probability / (1 - probability)), 4)


def weigh_pairs(connection: duckdb.DuckDBPyConnection, task: Task, *, into: str, at_least: float) -> None:
    """Make the table `into` of the pairs that the task proposes: the numbers a < b of two mentions, `given`, weight.

    at_least: pairs of less weight than this, in bits, are left out.
    """
    linker = Linker(
        DuckDBAPI(connection).register(task.table), splink_settings(task), validate_settings=False, log_level=QUIET
    )
    pairs = linker.inference.predict(threshold_match_weight=at_least)
    given = "x.given" if task.comparisons is GIVEN_OTHER else "0"
    connection.execute(
        f"create or replace table {into} as"
        f" select x.nr as a, y.nr as b, {given} as given, round(p.match_weight, 4) as weight"
        f" from {pairs.physical_name} p join {task.table} x on x.key = p.key_l join {task.table} y on y.key = p.key_r"
    )
    pairs.drop_table_from_database_and_remove_from_cache()


def splink_settings(task: Task) -> dict[str, object]:
    """Give what Splink is asked to do, in its own terms."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "key",
        "probability_two_random_records_match": task.model.prior,
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": b, "sql_dialect": "duckdb"} for b in task.blocks],
        "comparisons": [_comparison(c, task.model) for c in task.comparisons],
    }


def _comparison(comparison: Comparison, model: Model) -> dict[str, object]:
    levels: list[dict[str, object]] = []
    for level in comparison.levels:
        row: dict[str, object] = {"sql_condition": level.condition, "label_for_charts": level.label}
        if level.label == NULL:
            row["is_null_level"] = True
        else:
            row["m_probability"], row["u_probability"] = model.levels[comparison.name][level.label]
        levels.append(row)
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def level_case(comparison: Comparison) -> str:
    """Give SQL that says which level a joined pair stands on."""
    branches = " ".join(f"when {v.condition} then '{v.label}'" for v in comparison.levels if v.label != ELSE)
    return f"case {branches} else '{ELSE}' end"


def judged(pairs: str, task: Task, keep: str = "a, b, weight") -> str:
    """Give SQL for pairs (a query with the numbers a < b) with what the guard says of each and whether names clash."""
    return f"select {keep}, {task.guard} as guarded, {NAMES_CLASH} as clash from ({beside(pairs, task)})"


def beside(pairs: str, task: Task) -> str:
    """Give SQL for pairs with the details of both mentions beside them, named as comparisons name them."""
    columns = COLUMNS + NAMED_COLUMNS if task.comparisons is GIVEN_OTHER else COLUMNS
    rows = "known" if task.comparisons is GIVEN_OTHER else "people"
    sides = ", ".join(f"x.{c} as {c}_l, y.{c} as {c}_r" for c in columns)
    return f"select p.*, {sides} from ({pairs}) p join {rows} x on x.nr = p.a join {rows} y on y.nr = p.b"


def reason(comparisons: tuple[Comparison, ...]) -> str:
    """Give SQL that says why two sides agree, in words that carry no detail of a person."""
    return f"concat_ws('; ', {', '.join(_said(c) for c in comparisons)})"


def _said(comparison: Comparison) -> str:
    branches = " ".join(
        f"when {v.condition} then {repr(v.label) if v.says else 'null'}" for v in comparison.levels if v.label != ELSE
    )
    return f"case {branches} end"


def weight_of(comparison: Comparison, label: str, model: Model) -> float:
    """Give the weight of a level in bits."""
    if label == NULL:
        return 0.0
    m, u = model.levels[comparison.name][label]
    return log2(m / u)


def weights(task: Task) -> str:
    """Give SQL for the weight of each kind of evidence, as JSON."""
    said = []
    for comparison in task.comparisons:
        branches = [(v, weight_of(comparison, v.label, task.model)) for v in comparison.levels]
        cases = " ".join(f"when {v.condition} then {round(w, 3)}::double" for v, w in branches if v.label != ELSE)
        other = next((w for v, w in branches if v.label == ELSE), 0.0)
        said.append(f"'{comparison.name}': case {cases} else {round(other, 3)}::double end")
    return f"to_json({{{', '.join(said)}}})::varchar"


PROBABILITY = f"round(1 - 1 / (1 + pow(2, greatest(least(weight, {SURE}), -{SURE}))), 6)"
"""SQL that makes a probability of a weight in bits."""

COLUMNS = (
    "forename", "surname", "forename_root", "forename_root_2", "forename_listed", "forename_initial",
    "surname_initial", "rarity", "dob", "phone", "email", "handle", "nominal", "vehicle", "postcode", "place",
)  # fmt: skip
NAMED_COLUMNS = ("named", "refs", "report_key", "relationship", "suspect")
