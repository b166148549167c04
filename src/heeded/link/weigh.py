"""Pairs of mentions weighed by Splink with a model that was trained before; nothing is learnt from the delivery."""

from dataclasses import dataclass

import duckdb
from splink import DuckDBAPI, Linker

from heeded.link.compare import BEYOND_HOUSEHOLD, BEYOND_SUSPECTS, ELSE, NAMES_CLASH, NULL, REFERENCE, Comparison
from heeded.link.knowledge import Model

QUIET = 40


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be compared, how, and by which model."""

    table: str
    model: Model
    comparisons: tuple[Comparison, ...]
    blocks: tuple[str, ...]


def weigh_pairs(
    connection: duckdb.DuckDBPyConnection, task: Task, *, into: str, at_least: float, given: str = ""
) -> None:
    """Make the table `into` of the pairs that the task proposes: weight, probability, reason, the guard's answer.

    at_least: pairs below this probability are left out. given: what the reason begins with.
    """
    linker = Linker(
        DuckDBAPI(connection).register(task.table), splink_settings(task), validate_settings=False, log_level=QUIET
    )
    pairs = linker.inference.predict(threshold_match_probability=at_least)
    connection.execute(f"create or replace table {into} as {_told(pairs.physical_name, task, given)}")
    pairs.drop_table_from_database_and_remove_from_cache()


def splink_settings(task: Task) -> dict[str, object]:
    """Give what Splink is asked to do, in its own terms."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "key",
        "probability_two_random_records_match": task.model.prior,
        "retain_intermediate_calculation_columns": True,
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


def _told(pairs: str, task: Task, given: str) -> str:
    """Say of each pair why, in words that carry no detail of a person, and what each kind of evidence weighs."""
    weights = ", ".join(f"'{c.name}': round(p.mw_{c.name}, 3)" for c in task.comparisons)
    second_pass = REFERENCE in task.comparisons
    columns = COLUMNS + NAMED_COLUMNS if second_pass else COLUMNS
    guard = BEYOND_SUSPECTS if second_pass else BEYOND_HOUSEHOLD
    sides = ", ".join(f"a.{c} as {c}_l, b.{c} as {c}_r" for c in columns)
    return f"""
    with sides as (
        select a.mention_id as mention_l, b.mention_id as mention_r, a.given as given,
            round(p.match_weight, 4) as weight, round(p.match_probability, 6) as probability,
            to_json({{{weights}}})::varchar as weights, {sides}
        from {pairs} p join {task.table} a on a.key = p.key_l join {task.table} b on b.key = p.key_r
    )
    select least(mention_l, mention_r) as mention_a, greatest(mention_l, mention_r) as mention_b, given,
        weight, probability, weights,
        '{given}' || concat_ws('; ', {", ".join(_said(c) for c in task.comparisons)}) as reason,
        {guard} as guarded, {NAMES_CLASH} as clash
    from sides
    """


def _said(comparison: Comparison) -> str:
    branches = " ".join(
        f"when {v.condition} then {repr(v.label) if v.says else 'null'}" for v in comparison.levels if v.label != ELSE
    )
    return f"case {branches} end"


COLUMNS = (
    "forename", "surname", "forename_root", "forename_root_2", "forename_listed", "forename_initial",
    "surname_initial", "rarity", "dob", "phone", "email", "handle", "nominal", "vehicle", "postcode", "place",
)  # fmt: skip
NAMED_COLUMNS = ("named", "refs", "report_key", "relationship", "suspect")
