"""An erasure: asked for by one person, confirmed by another, carried out by the worker; what stays is a code."""

from django.conf import settings
from django.db import models


class Erasure(models.Model):
    """That records of a course are to go, or are gone. No word of theirs is in it once it is done.

    course_id: the course on whose page it was asked for; an id that follows from report ids, and tells nothing else.
    """

    class What(models.TextChoices):
        """How much goes."""

        COURSE = "course", "All reports of the course"
        REPORT = "report", "One report"

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", "Waits for a second person"
        REFUSED = "refused", "Refused"
        CONFIRMED = "confirmed", "Waits for the worker"
        CLEARED = "cleared", "Gone; the database is being written anew"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    course_id = models.CharField(max_length=60)
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.CharField(max_length=40)
    """A code of the catalogue."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    reports = models.PositiveIntegerField()
    """How many go."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    plan = models.JSONField(default=dict)
    """Ids of what is to go, so that it can be begun again wherever it was cut off; emptied when it is gone."""
    gone = models.JSONField(default=dict)
    """How much went, by kind."""
    attempts = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    """Why it stopped, fit to be shown."""

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["force", "state", "id"], name="erasure_by_state"),)


class ErasedMark(models.Model):
    """A keyed hash of the id, or of the words, of a report that was erased, so that it does not come back."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="marks")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "mark"], name="one_row_a_mark"),)


class CleanDelivery(models.Model):
    """A delivered file that was gone through for what was erased, up to the latest erasure."""

    delivery = models.OneToOneField("deliveries.Delivery", on_delete=models.CASCADE, related_name="+")
    left_out = models.PositiveIntegerField()
    """How many rows were taken out of it."""
    sha256 = models.CharField(max_length=64)
    """Of the file as it is kept now; the delivery's own hash is that of the file as it was sent."""
