"""A shift handed over, and the note that goes with it."""

from django.conf import settings
from django.db import models


class HandOver(models.Model):
    """One list handed from one shift to the next: since when, until when, and who took it."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    at = models.DateTimeField()
    ahead = models.PositiveSmallIntegerField()
    """Hours of the next shift, whose clocks are listed."""
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["force", "-at", "-id"], name="hand_over_latest"),)


class Note(models.Model):
    """What the one handing over wrote. It goes with its course where it is about one, and on its day in any case."""

    hand_over = models.OneToOneField(HandOver, on_delete=models.CASCADE, related_name="note")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=600)
    erase_on = models.DateField(db_index=True)
