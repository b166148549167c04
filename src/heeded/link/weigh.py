"""Pairs of mentions weighed by Splink with a model that was trained before; nothing is learnt from the delivery."""

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from heeded.link.compare import BEYOND_HOUSEHOLD, ELSE, NAMES_CLASH, NULL, Comparison
from heeded.link.knowledge import Model

QUIET = 40


def weigh_pairs(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    model: Model,
    comparisons: tuple[Comparison, ...],
    blocks: tuple[str, ...],
    at_least: float,
) -> pa.Table:
    """Give the pairs of `table` that the blocks propose, with probability, weights, reason and the guard's answer.

    at_least: pairs below this probability are left out. Rows come ordered by the two keys.
    """
    settings = _settings(model, comparisons, blocks)
    linker = Linker(DuckDBAPI(connection).register(table), settings, log_level=QUIET)
    pairs = linker.inference.predict(threshold_match_probability=at_least)
    weighed = connection.sql(_told(pairs.physical_name, table, comparisons)).to_arrow_table()
    pairs.drop_table_from_database_and_remove_from_cache()
    return weighed


def _settings(model: Model, comparisons: tuple[Comparison, ...], blocks: tuple[str, ...]) -> dict[str, object]:
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "key",
        "probability_two_random_records_match": model.prior,
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": b, "sql_dialect": "duckdb"} for b in blocks],
        "comparisons": [_comparison(c, model) for c in comparisons],
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


def _told(pairs: str, table: str, comparisons: tuple[Comparison, ...]) -> str:
    """Say of each pair why, in words that carry no detail of a person, and what each kind of evidence weighs."""
    said = [_said(c) for c in comparisons]
    weights = ", ".join(f"'{c.name}': round(p.mw_{c.name}, 3)" for c in comparisons)
    sides = ", ".join(f"a.{c} as {c}_l, b.{c} as {c}_r" for c in _columns(comparisons))
    return f"""
    with sides as (
        select p.key_l, p.key_r, a.mention_id as mention_l, b.mention_id as mention_r,
            round(p.match_weight, 4) as weight, round(p.match_probability, 6) as probability,
            to_json({{{weights}}})::varchar as weights, {sides}
        from {pairs} p join {table} a on a.key = p.key_l join {table} b on b.key = p.key_r
    )
    select least(mention_l, mention_r) as mention_a, greatest(mention_l, mention_r) as mention_b,
        weight, probability, weights,
        concat_ws('; ', {", ".join(said)}) as reason,
        {BEYOND_HOUSEHOLD} as guarded, {NAMES_CLASH} as clash
    from sides order by 1, 2, weight desc, reason
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
NAMED_COLUMNS = ("named", "refs", "report_key", "relationship")


def _columns(comparisons: tuple[Comparison, ...]) -> tuple[str, ...]:
    return COLUMNS + NAMED_COLUMNS if any(c.name == "reference" for c in comparisons) else COLUMNS
