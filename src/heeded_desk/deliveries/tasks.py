"""What the queue holds: for which force there is work. What the work is stands in the run's own row."""

from django_tasks import task

from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force


@task()
def work_for(force_id: int) -> None:
    """Do what waits for a force. May be called too often: then there is nothing to do."""
    force = Force.objects.filter(pk=force_id).first()
    if force:
        work(force)
