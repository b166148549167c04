"""A request to correct a recorded fact, and what became of it."""

from django.conf import settings
from django.db import models


class Correction(models.Model):
    """What is said to be wrong, what would be right, who asked and why; decided by somebody who keeps records.

    The value that was there is kept by reference: the report, its field, and how many versions it had. Every version
    stays on file.
    """

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", "Waits for a decision"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.SET_NULL, related_name="+")
    """The course on whose page it was asked for; a reference for people."""
    report_id = models.CharField(max_length=120)
    field = models.CharField(max_length=40)
    versions = models.PositiveIntegerField()
    new_value = models.CharField(max_length=300)
    asker = models.CharField(max_length=20)
    """A code of the catalogue: who says that it is wrong."""
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["force", "state", "id"], name="correction_by_state"),
            models.Index(fields=["force", "report_id"], name="correction_by_report"),
        )
