"""The answer at first contact as the API gives it."""

from dataclasses import asdict
from typing import Any

from heeded_desk.contact.answering import OnFile, Told


def told_out(told: Told) -> dict[str, Any]:
    """Give an answer in the shape that the API describes."""
    secure = [(f, True) for f in told.secure] + [(f, False) for f in told.secure_too]
    return {
        "known": [asdict(k) for k in told.known],
        "courses": [_course(c) for c in told.courses],
        "questions": [asdict(q) for q in told.questions],
        "secure": [{**asdict(f), "fits": fits} for f, fits in secure],
        "more": told.more or bool(told.more_known or told.more_courses),
        "crowded": told.crowded,
    }


def _course(course: OnFile) -> dict[str, Any]:
    flags = [
        {
            "code": flag.code,
            "title": flag.title,
            "quotes": [{"words": words, "day": day, "report_id": report} for words, day, report in flag.quotes],
        }
        for flag in course.flags
    ]
    return {**asdict(course), "red_flags": flags}
