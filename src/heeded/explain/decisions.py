"""What people decided about a course, as its account tells it: who, when, what, why."""

from heeded.explain.headline import moment
from heeded.explain.plain import day
from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording


def decisions(rows: CourseRows, wording: Wording) -> list[Row]:
    """Give the decisions about a course, the latest last."""
    return [_decision(d, rows, wording) for d in rows.assessment["decided"]]


def _decision(given: Row, rows: CourseRows, wording: Wording) -> Row:
    words = wording.sentences["decided"]
    verdict = words["verdicts"][given["kind"]][given["verdict"]]
    about = wording.duty(given["about"]) if given["kind"] == "duty" else ""
    told = {
        "by": given["made_by"],
        "day": day(given["made_at"]) if given["made_at"] else wording.sentences["day_unknown"],
        "verdict": f"{about}: {verdict}" if about else verdict,
        "reason": given["reason"],
    }
    return {
        **{name: given[name] for name in ("decision_id", "kind", "verdict", "made_by", "reason")},
        "made_at": moment(given["made_at"]),
        "reports": sorted(rows.numbers[i] for i in given["reports"] if i in rows.numbers),
        "words": words["headline"].format(**told),
    }
