"""A course as somebody works on it."""

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver

from heeded_desk.cases.models.account import Account
from heeded_desk.cases.models.said import UNDATED, SaidByRun

__all__ = ["UNDATED", "Case"]


class Case(SaidByRun):
    """A course of the latest run, and what people do with it.

    `run` and what it says are written by publishing alone; the other columns by members, and publishing keeps them.
    """

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="cases")
    run = models.ForeignKey("deliveries.Run", on_delete=models.PROTECT, related_name="cases")
    """The run that last changed what is said."""

    account = models.OneToOneField(Account, null=True, on_delete=models.SET_NULL, related_name="case")

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    snoozed_until = models.DateField(null=True)
    """The day on which the course returns by itself."""
    snoozed_at = models.DateTimeField(null=True)
    """When that was said; a course that changed since has returned already."""
    snooze_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "course_id"], name="one_case_a_course"),)
        indexes = (
            models.Index(fields=["force", "part", "-listed_at", "id"], name="case_in_order"),
            models.Index(fields=["force", "suspect_id"], name="case_suspect"),
            models.Index(fields=["force", "assigned_to"], name="case_assigned"),
            models.Index(fields=["force", "changed_at"], name="case_changed"),
            models.Index(fields=["force", "merged_into"], name="case_merged"),
        )

    def __str__(self) -> str:
        return self.course_id


@receiver(post_delete, sender=Case)
def _and_its_account(instance: Case, **_: object) -> None:
    """Leave nothing of what was said of a course that is deleted."""
    Account.objects.filter(pk=instance.account_id).delete()
