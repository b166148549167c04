"""A clock of a course, as the last run that changed the course told it."""

from django.db import models


class Due(models.Model):
    """By when something is to be done that is not on record as done; without a day where it cannot be told.

    Written by publishing alone. Whether it is overdue is asked with a day in hand and is not kept.
    """

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="dues")
    clock = models.CharField(max_length=60)
    """The duty, or the kind of log entry, that the day belongs to."""
    due_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    authority = models.CharField(max_length=300)
    confidence = models.CharField(max_length=60)

    class Meta:
        indexes = (models.Index(fields=["force", "due_at", "id"], name="due_in_order"),)
