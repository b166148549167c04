"""A decision in the words of a page."""

from dataclasses import dataclass

from django.utils import timezone

from heeded.explain.plain import showable
from heeded_desk.decisions.asking import ASKINGS
from heeded_desk.decisions.models import Decision


@dataclass(frozen=True, slots=True)
class Told:
    """Who decided what, when and why. taken_in: whether the run on the desk knew of it."""

    decision_id: str
    kind: str
    who: str
    role: str
    when: str
    verdict: str
    words: str
    reason: str
    report_ids: tuple[str, ...]
    taken_in: bool
    superseded: bool


def told(decision: Decision, taken_in: bool = False) -> Told:
    """Give a decision fit to be shown, whatever somebody typed."""
    by, at = decision.made_by, timezone.localtime(decision.made_at)
    return Told(
        decision_id=decision.decision_id,
        kind=decision.kind,
        who=by.get_full_name() or by.get_username(),
        role=by.get_role_display().lower(),
        when=f"{at:%-d %B %Y, %H:%M}",
        verdict=decision.verdict,
        words=ASKINGS[decision.kind].words(decision.verdict),
        reason=showable(decision.reason),
        report_ids=tuple(dict.fromkeys(s["report_id"] for s in decision.subjects)),
        taken_in=taken_in,
        superseded=hasattr(decision, "superseded"),
    )
