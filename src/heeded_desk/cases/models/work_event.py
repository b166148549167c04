"""What members did with a course on the list: the history that is shown with it."""

from django.conf import settings
from django.db import models


class WorkEvent(models.Model):
    """One act; written once and never changed. The audit holds the same act without its words."""

    class Act(models.TextChoices):
        """What was done."""

        ASSIGNED = "assigned", "Assigned"
        RELEASED = "released", "Given back"
        SNOOZED = "snoozed", "Snoozed"
        WOKEN = "woken", "Brought back"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="work")
    act = models.CharField(max_length=10, choices=Act.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
