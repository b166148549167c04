"""Reading deliveries and runs: always those of the member's own force."""

from django.db.models import QuerySet
from django.http import Http404

from heeded.stages import STAGES
from heeded_desk.deliveries.models import Delivery, Refusal, Run
from heeded_desk.members.models import Member

LAST = ("publish", "Put it on the desk")
INDEX = ("index", "Make it ready to be filtered and looked up")
STEPS = (*((stage.verb, stage.question) for stage in STAGES), LAST, INDEX)


def deliveries_of(member: Member) -> QuerySet[Delivery]:
    """Give what the member's force sent, the latest first."""
    return Delivery.objects.filter(force=member.force_id).select_related("sent_by")


def refusals_of(member: Member) -> QuerySet[Refusal]:
    """Give the files of the member's force that were not taken in, the latest first."""
    return Refusal.objects.filter(force=member.force_id).select_related("sent_by")


def runs_of(member: Member) -> QuerySet[Run]:
    """Give the runs of the member's force, the latest first."""
    return Run.objects.filter(force=member.force_id)


def run_of(member: Member, number: int) -> Run:
    """Give one run; raises Http404 in the same words where there is none or it is another force's."""
    run = runs_of(member).filter(pk=number).first()
    if run is None:
        raise Http404
    return run


def is_open(run: Run) -> bool:
    """Say whether a run will still change."""
    return run.state in (Run.State.WAITING, Run.State.RUNNING) or bool(run.stage)


def steps_of(run: Run) -> list[dict[str, str]]:
    """Give the steps of a run in their order, each with its question and how far it is."""
    verbs = [verb for verb, _ in STEPS]
    here = verbs.index(run.stage) if run.stage in verbs else -1
    through = run.state == Run.State.PUBLISHED and not run.stage
    steps = []
    for number, (_, question) in enumerate(STEPS):
        state = "done" if through or number < here else "at work" if number == here else "to do"
        steps.append({"question": question, "state": state, "told": _told(run) if number == here else ""})
    return steps


def _told(run: Run) -> str:
    return f"{run.done:,} of {run.total:,} reports" if run.total else ""
