"""Recording a decision: the one way in."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.decisions import queries
from heeded_desk.decisions.models import Decision, Subject, Supersession
from heeded_desk.decisions.policies import may_say
from heeded_desk.decisions.questions import settle
from heeded_desk.decisions.tickets import Ticket
from heeded_desk.members.models import Force, Member
from heeded_desk.places import insist


class MeanwhileError(Exception):
    """Somebody decided the same thing after the page was shown: `standing` is what stands now."""

    def __init__(self, standing: list[Decision]) -> None:
        super().__init__("Something else was decided meanwhile.")
        self.standing = standing


@transaction.atomic
def decide(
    *, by: Member, case: Case, ticket: Ticket, verdict: str, reason: str, seen: Mapping[str, object] | None = None
) -> Decision:
    """Record what a member decided, in the place of what stood.

    ticket: what the member saw. seen: further references to what was on the screen. Raises MeanwhileError where another
    decision came to stand since, PermissionDenied where the role may not say this.
    """
    insist(may_say(by, case, verdict))
    # One at a time in a force: what stands is read and superseded as one act, on either database.
    Force.objects.select_for_update(no_key=True).get(pk=case.force_id)
    standing = queries.standing(case.force_id, ticket.matter)
    if {d.decision_id for d in standing} != set(ticket.saw):
        raise MeanwhileError(standing)
    entry = ticket.entry or _look(by, case)
    made = _write(case, ticket, by, verdict, reason, {"run": ticket.run, "entry": entry, **(seen or {})})
    _supersede(made, standing)
    settle(case.force_id, made)
    _put_on_record(made, standing)
    return made


def new_id() -> str:
    """Give an id that no other decision has; ids made later are greater, as the engine reads them in their order."""
    moment = int(datetime.now(UTC).timestamp() * 1_000_000)
    return f"D-{moment:014x}{secrets.token_hex(8)}"


def _write(case: Case, ticket: Ticket, by: Member, verdict: str, reason: str, seen: Mapping[str, object]) -> Decision:
    made = Decision.objects.create(
        decision_id=new_id(),
        force_id=case.force_id,
        kind=ticket.matter.kind,
        verdict=verdict,
        reason=reason,
        subjects=[dict(s) for s in ticket.matter.subjects],
        made_by=by,
        made_at=datetime.now(UTC),
        course_id=case.course_id,
        seen=dict(seen),
    )
    Subject.objects.bulk_create(Subject(decision=made, report_id=i) for i in sorted(ticket.matter.report_ids))
    return made


def _supersede(made: Decision, standing: Iterable[Decision]) -> None:
    Supersession.objects.bulk_create(Supersession(old=old, by=made) for old in standing)


def _put_on_record(made: Decision, standing: Iterable[Decision]) -> None:
    details: dict[str, object] = {"decision": made.decision_id, "kind": made.kind, "verdict": made.verdict}
    details |= {"in_place_of": sorted(d.decision_id for d in standing), "seen": made.seen.get("entry")}
    record(Kind.ALTERATION, by=made.made_by, place=f"decide-{made.kind}", subject=made.course_id, details=details)


def _look(by: Member, case: Case) -> int | None:
    """Give the member's latest look at the account, where the page did not say which look it was."""
    looks = Entry.objects.filter(by=by, subject=case.course_id, kind=Kind.CONSULTATION)
    return looks.order_by("-number").values_list("number", flat=True).first()
