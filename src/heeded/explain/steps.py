"""What could be done next: prompts tied to what is on file or missing, the most urgent and the soonest due first."""

from dataclasses import dataclass
from datetime import datetime

from heeded.explain.plain import day, lower_first
from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording

LATER = "9999"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step comes up, and by when; `filled` is what its words have gaps for."""

    when: str
    because: str
    due_at: datetime | None = None
    filled: tuple[tuple[str, str], ...] = ()


def next_steps(rows: CourseRows, duties: list[Row], missing: list[Row], wording: Wording) -> list[Row]:
    """Give the next steps of a course, each with what it rests on and its clock.

    duties, missing: as the account shows them. A course that is not indicated has only its open questions.
    """
    reasons = _joins(rows)
    if rows.assessment["stalking"] != "not_indicated":
        reasons = [*_risk(rows), *_open_checks(duties, wording), *_missing(missing), *reasons]
    up = {reason.when for reason in reasons}
    kept = [r for r in reasons if not up & set(_step(r.when, wording).get("unless", []))]
    return [_shown(reason, wording) for reason in sorted(kept, key=lambda r: _order(r, wording))]


def _step(when: str, wording: Wording) -> Row:
    return next((dict(s) for s in wording.steps if s["when"] == when), {"when": when, "urgency": "soon"})


def _order(reason: Reason, wording: Wording) -> tuple[int, str, int]:
    listed = [s["when"] for s in wording.steps]
    urgency = list(wording.step_words["urgency"]).index(_step(reason.when, wording)["urgency"])
    place = listed.index(reason.when) if reason.when in listed else len(listed)
    return (urgency, reason.due_at.isoformat() if reason.due_at else LATER, place)


def _shown(reason: Reason, wording: Wording) -> Row:
    step = _step(reason.when, wording)
    words = step.get("step") or wording.step_words["other_check"].format(title=wording.duty(reason.when))
    because = step.get("because") or reason.because
    filled = dict(reason.filled)
    return {
        "step": words.format(**filled) if filled else words,
        "because": because.format(**filled) if filled else because,
        "when": reason.when,
        "urgency": step["urgency"],
        "urgency_words": wording.step_words["urgency"][step["urgency"]],
        "due_at": reason.due_at.isoformat() if reason.due_at else None,
        "clock": wording.step_words["clock"].format(due=day(reason.due_at)) if reason.due_at else "",
    }


def _risk(rows: CourseRows) -> list[Reason]:
    assessment = rows.assessment
    flags = {f["code"] for f in assessment["red_flags"]}
    held = {
        "flags_not_heeded": bool(flags) and assessment["risk_heeded"] == "not_heeded",
        "flags_cannot_tell": bool(flags) and assessment["risk_heeded"] == "cannot_tell",
        "unrecognised": rows.asked_why_not,
        "victim_suicidal": "victim_suicidal" in flags,
        "quiet_after_escalation": assessment["quiet_days"] is not None,
    }
    return [Reason(when, "") for when, true in held.items() if true]


def _open_checks(duties: list[Row], wording: Wording) -> list[Reason]:
    words = wording.step_words
    return [
        Reason(d["check_id"], words["because"][d["answer"]].format(why=d["why_words"]), _due(d))
        for d in duties
        if d["answer"] in words["because"]
    ]


def _due(duty: Row) -> datetime | None:
    """Give by when a step is to be done; a clock that has run out is told in the reason, and orders nothing."""
    open_still = duty["due_at"] and duty["why"] == "time_left"
    return datetime.fromisoformat(duty["due_at"]) if open_still else None


def _missing(missing: list[Row]) -> list[Reason]:
    return [
        Reason("missing_element", "", None, (("ask", m["ask"].rstrip(".")), ("title", lower_first(m["title"]))))
        for m in missing
    ]


def _joins(rows: CourseRows) -> list[Reason]:
    joins = [q for q in rows.questions if q["kind"] in ("same_person", "same_course")]
    return [Reason("possible_joins", "")] if joins else []
