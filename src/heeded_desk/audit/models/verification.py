"""When the chain was held against itself, and what came of it."""

from django.conf import settings
from django.db import models


class Verification(models.Model):
    """One walk along the whole chain; from a page it goes on in pieces, so that nobody waits and nothing is locked."""

    class State(models.TextChoices):
        """How far it is."""

        GOING = "going", "Not finished"
        SOUND = "sound", "Whole and unchanged"
        BROKEN = "broken", "Not as it was written"

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """None where it was asked for by a command."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.GOING)
    goal = models.BigIntegerField()
    """The number of the head when it began."""
    goal_hash = models.CharField(max_length=64)
    last = models.BigIntegerField()
    """The highest number that was there when it began."""
    reached = models.BigIntegerField(default=0)
    reached_hash = models.CharField(max_length=64, default="0" * 64)
    fault_number = models.BigIntegerField(null=True)
    sentence = models.CharField(max_length=300, blank=True)
    """What is wrong, and at which number."""

    class Meta:
        ordering = ("-pk",)
