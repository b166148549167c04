"""Drift as an account shows it: one act, its words at each stage, and what of them fades."""

from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording
from heeded.toolbox.errors import ContractError


def drift(rows: CourseRows, wording: Wording) -> list[Row]:
    """Give the acts of a course whose telling fades; raises ContractError where one does not quote its text exactly."""
    return [
        {
            "act": d["act"],
            "title": wording.drift["acts"].get(d["act"], d["act"]),
            "faded": list(d["faded"]),
            "faded_words": ". ".join(wording.drift["faded"][f] for f in d["faded"]) + ".",
            "steps": [_step(t, rows, wording) for t in d["tellings"]],
        }
        for d in rows.assessment["drift"]
    ]


def _step(telling: Row, rows: CourseRows, wording: Wording) -> Row:
    if _text(telling, rows)[telling["start"] : telling["end"]] != telling["quote"]:
        raise ContractError(f"The words of {telling['report_id']}, {telling['field']} are not quoted exactly.")
    kept = ("field", "start", "end", "quote", "stage", "force", "agent")
    return {
        "report": rows.numbers[telling["report_id"]],
        "stage_words": wording.drift["stages"][telling["stage"]],
        **{name: telling[name] for name in kept},
    }


def _text(telling: Row, rows: CourseRows) -> str:
    report_id, field = telling["report_id"], telling["field"]
    if field == "narrative":
        return str(next(r["narrative"] for r in rows.reports if r["report_id"] == report_id))
    return str(next(e["text"] for e in rows.log[report_id] if f"log:{e['entry']}" == field))
