"""What the latest run asks people to decide."""

from django.db import models


class Question(models.Model):
    """One question of one force; publishing replaces them all. Its people are read from the run when it is opened.

    Of several questions about the same two courses one stands here: one answer decides about the courses.
    """

    class Kind(models.TextChoices):
        """The kinds of the contract, as a member is asked."""

        WHY_NOT_STALKING = "why_not_stalking", "Why not stalking?"
        SAME_PERSON = "same_person", "Is it the same person?"
        SAME_COURSE = "same_course", "Do these reports belong together?"

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="questions")
    run = models.ForeignKey("deliveries.Run", on_delete=models.CASCADE, related_name="+")
    question_id = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    case_a = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    case_b = models.ForeignKey("cases.Case", null=True, on_delete=models.CASCADE, related_name="+")
    report_a = models.CharField(max_length=120)
    report_b = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=600)
    part = models.PositiveSmallIntegerField()
    """Of the course that the list would show first: what matters more is asked first."""
    answered_by = models.ForeignKey("decisions.Decision", null=True, on_delete=models.SET_NULL, related_name="answers")

    class Meta:
        ordering = ("part", "pk")
        constraints = (models.UniqueConstraint(fields=["force", "question_id"], name="one_row_a_question"),)
        indexes = (models.Index(fields=["force", "kind", "part", "id"], name="question_listed"),)

    def __str__(self) -> str:
        return self.question_id
