"""What the worker minds beside deliveries: e-mails that wait, and notes whose day has come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from heeded_desk.alerts.actions.hand_over import erase_notes
from heeded_desk.alerts.mailing import send_waiting
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force


def mind(now: datetime) -> None:
    """Send and erase what is due; quick where nothing is."""
    send_waiting(now)
    for force in Force.objects.all():
        with transaction.atomic(), for_force(force.pk):
            erase_notes(force, timezone.localdate(now))
