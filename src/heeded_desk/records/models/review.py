"""When a course is to be looked at again, and what was decided then."""

from django.conf import settings
from django.db import models


class Review(models.Model):
    """The retention review of one course, as the rules tell it from the last run; nothing is erased by it."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="+")
    group = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200)
    """Why this group: the rule's own sentence."""
    due_on = models.DateField(null=True)
    """None where no report has a day: then nobody can tell, and somebody must look."""
    kept_until = models.DateField(null=True)
    """What a person said; written by nothing else."""
    rules = models.CharField(max_length=64)
    """The hash of the rules that told it."""

    class Meta:
        indexes = (models.Index(fields=["force", "due_on", "id"], name="review_in_order"),)


class ReviewDecision(models.Model):
    """What a person decided at a review, and why; it goes with its course."""

    class Verdict(models.TextChoices):
        """What can be decided."""

        KEEP = "keep", "Keep"
        ERASE = "erase", "Erase"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=5, choices=Verdict.choices)
    reason = models.CharField(max_length=1000)
    group = models.PositiveSmallIntegerField()
    until = models.DateField(null=True)
    """When it is to be looked at again, where it is kept."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
