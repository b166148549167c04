"""What was measured, as tables to read."""

from collections import Counter
from collections.abc import Callable, Mapping

from reading_texts import Row

FAMILIES = ("behaviour", "risk", "response", "concern")


def told(part: str, rows: list[Row]) -> str:
    """Give what one part of the benchmark found as a table under its name."""
    return f"{part}\n{TOLD[part](rows)}"


def _scan(rows: list[Row]) -> str:
    lines = []
    for row in rows:
        lines.append(f"  {row['rules']}: {row['patterns']:,} patterns, {row['texts']} texts of 100 words, a core")
        ours = row["rates"]["heeded"]["per_second"]
        for name, rate in row["rates"].items():
            spread = f"{rate['least']:>10,.1f} to {rate['most']:,.1f}" if "least" in rate else ""
            beside = f"{ours / rate['per_second']:>10,.1f} x"
            lines.append(f"    {name:<38} {rate['per_second']:>12,.1f} texts/s {beside} {spread}")
    return "\n".join(lines)


def _stage(rows: list[Row]) -> str:
    head = f"  {'corpus':<20} {'reader':<12} {'reports':>8} {'characters':>11} {'reports/s':>10} {'2 cores':>8}"
    lines = [f"{head} {'memory, 1 and 2':>18}"]
    for row in rows:
        figures = f"{row['per_second']:>10,.0f} {row['two_cores_to_one']:>7.2f}x"
        memory = f"{row['memory_mb']:>8,} {row['memory_mb_two_cores']:>6,} MB"
        what = f"{row['corpus']:<20} {row['reader']:<12} {row['reports']:>8,} {row['characters_a_report']:>11,}"
        lines.append(f"  {what} {figures} {memory}")
    return "\n".join(lines)


def _accuracy(rows: list[Row]) -> str:
    lines = [f"  {'reader':<24} {'cases':<12} " + " ".join(f"{family:>22}" for family in FAMILIES)]
    for row in rows:
        figures = (row[f] for f in FAMILIES)
        told = " ".join(f"{f['f1']:>9.3f} ({f['precision']:.2f}, {f['recall']:.2f})" for f in figures)
        lines.append(f"  {row['reader']:<24} {row.get('cases', 'all'):<12} {told}")
    return "\n".join([*lines, "  F1 (precision, recall)"])


def _slips(rows: list[Row]) -> str:
    lines = [f"  {'reader':<20} {'spared':<30} " + " ".join(f"{family:>16}" for family in FAMILIES)]
    for row in rows:
        points = " ".join(f"{row['points_lost'][f]:>8.1f} (most {row['most_lost'][f]:.1f})"[:18] for f in FAMILIES)
        lines.append(f"  {row['reader']:<20} {row['spared']:<30} {points}")
    return "\n".join([*lines, f"  points of F1 lost, mean of {rows[0]['seeds']} seeds" if rows else ""])


def _growth(rows: list[Row]) -> str:
    lengths = [int(n) for n in rows[0]["seconds"]] if rows else []
    head = f"  {'reader':<20} {'text':<30} " + " ".join(f"{n:>11,}" for n in lengths)
    lines = [f"{head} {'exponent':>9} {'characters/s':>13}"]
    for row in rows:
        times = " ".join(f"{1000 * s:>8,.1f} ms" for s in row["seconds"].values())
        exponent = f"{row['exponent']:>9.2f}" if row["exponent"] is not None else f"{'':>9}"
        what = f"{row['reader']:<20} {row['text']:<30} {times:<{12 * len(lengths) - 1}}"
        lines.append(f"  {what} {exponent} {row['characters_per_second']:>13,.0f}")
    return "\n".join(lines)


def _changes(rows: list[Row]) -> str:
    counts = Counter((row["change"].split(" as ")[0], row["borne"]) for row in rows)
    lines = [f"  {change}, {borne}: {many}" for (change, borne), many in sorted(counts.items())]
    lines += [f"    {row['change']}: {row['finding']} ({row['borne']})" for row in rows]
    return "\n".join(lines or ["  nothing changed since the run that was kept"])


TOLD: Mapping[str, Callable[[list[Row]], str]] = {
    "scan": _scan,
    "stage": _stage,
    "accuracy": _accuracy,
    "slips": _slips,
    "growth": _growth,
    "changes": _changes,
}
