"""A decision: an input of every later run, superseded by another but never overwritten."""

from django.conf import settings
from django.db import models


class Decision(models.Model):
    """What a member decided, about what, why, and what was on the screen (by reference).

    A row is written once: triggers of the database refuse every change. It goes only by erasure.
    """

    class Kind(models.TextChoices):
        """The kinds of the contract."""

        STALKING = "stalking", "Is it stalking?"
        RISK_HEEDED = "risk_heeded", "Was the risk acted on?"
        DUTY = "duty", "Was the duty done?"
        FINDING = "finding", "Do the words say this?"
        SAME_PERSON = "same_person", "Is it the same person?"
        SAME_COURSE = "same_course", "Do these reports belong together?"

    decision_id = models.CharField(max_length=40, unique=True)
    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    verdict = models.CharField(max_length=20)
    reason = models.TextField()
    subjects = models.JSONField()
    """As the contract says: report ids, and within them role and position, check, or field and characters."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    made_at = models.DateTimeField()
    course_id = models.CharField(max_length=60)
    """The course on whose page it was made; a reference for people, never a subject."""
    seen = models.JSONField(default=dict)
    """What was on the screen: run, entry of the audit, and for a finding its rule."""

    class Meta:
        ordering = ("made_at", "decision_id")
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="decision_says_why"),)

    def __str__(self) -> str:
        return self.decision_id
