"""What could be done next: prompts tied to what is on file or missing, in the order of the catalogue."""

from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording


def next_steps(rows: CourseRows, wording: Wording) -> list[Row]:
    """Give the next steps of a course that is indicated or possible, each with what it rests on."""
    if rows.assessment["stalking"] == "not_indicated":
        return _steps(_joins(rows), wording)
    return _steps({**_risk(rows), **_open_checks(rows, wording), **_joins(rows)}, wording)


def _steps(reasons: dict[str, str], wording: Wording) -> list[Row]:
    known = [s for s in wording.steps if s["when"] in reasons]
    steps = [{"step": s["step"], "because": s.get("because") or reasons[s["when"]]} for s in known]
    listed = {s["when"] for s in wording.steps}
    others = sorted(when for when in reasons if when not in listed)
    say = wording.step_words["other_check"]
    return steps + [{"step": say.format(title=wording.duty(o)), "because": reasons[o]} for o in others]


def _risk(rows: CourseRows) -> dict[str, str]:
    assessment = rows.assessment
    flags = {f["code"] for f in assessment["red_flags"]}
    held = {
        "flags_not_heeded": bool(flags) and assessment["risk_heeded"] == "not_heeded",
        "flags_cannot_tell": bool(flags) and assessment["risk_heeded"] == "cannot_tell",
        "unrecognised": bool(assessment["unrecognised"]),
        "victim_suicidal": "victim_suicidal" in flags,
    }
    return {when: "" for when, true in held.items() if true}


def _open_checks(rows: CourseRows, wording: Wording) -> dict[str, str]:
    because = wording.step_words["because"]
    return {c["check_id"]: because[c["answer"]] for c in rows.checks if c["answer"] in because}


def _joins(rows: CourseRows) -> dict[str, str]:
    joins = [q for q in rows.questions if q["kind"] in ("same_person", "same_course")]
    return {"possible_joins": ""} if joins else {}
