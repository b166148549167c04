"""What a worklist may be filtered by, kept apart so that no page looks through every course to offer a choice."""

from django.db import models


class Term(models.Model):
    """One district, heading, relationship or red flag that a force's courses bear.

    Addresses hold its number, never its words: a heading is a word of a report.
    """

    class Kind(models.TextChoices):
        """What it tells of a course."""

        DISTRICT = "district", "District"
        RECORDED_AS = "recorded_as", "Recorded as"
        RELATIONSHIP = "relationship", "Relationship"
        FLAG = "flag", "Red flag"

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=120)
    """What makes two the same: the words in small letters, or a code of the catalogue."""
    words = models.CharField(max_length=120)
    courses = models.PositiveIntegerField(default=0)
    """How many courses bore it when the last run was published."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "kind", "code"], name="one_term_a_code"),)
        ordering = ("words",)

    def __str__(self) -> str:
        return self.words


class CaseTerm(models.Model):
    """That one course bears one term."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="terms")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["term", "case"], name="one_row_a_term"),)
