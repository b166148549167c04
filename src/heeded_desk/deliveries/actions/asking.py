"""Asking for a run: what waits already is enough, for a run reads all that a force has sent."""

from django.db import transaction

from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force


def ask_for_run(force: Force) -> Run:
    """Give the run that waits for a force, made and queued where none does.

    Where one is at work, it will not see what has just come; the one that waits will.
    """
    from heeded_desk.deliveries.tasks import work_for  # the queue is not there before all models are

    with transaction.atomic(), for_force(force.pk):
        Force.objects.select_for_update().get(pk=force.pk)
        waiting = Run.objects.filter(force=force, state=Run.State.WAITING).first()
        if waiting:
            return waiting
        run = Run.objects.create(force=force, asked_at=now())
        work_for.enqueue(force.pk)
        return run
