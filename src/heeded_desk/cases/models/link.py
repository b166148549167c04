"""Why two mentions are held to be one person, as linking weighed it."""

from django.db import models


class Link(models.Model):
    """The strongest pair by which a mention of a course is held to be its victim or its suspect.

    It weighs evidence that two mentions name one human being; it says nothing about what anybody did or will do.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="links")
    role = models.CharField(max_length=10)
    """Victim or suspect, as the course has it."""
    report_a = models.CharField(max_length=120)
    report_b = models.CharField(max_length=120)
    reason = models.CharField(max_length=400)
    weights = models.JSONField()
    """How much each kind of detail speaks for it, in bits: one more doubles the odds, one less halves them."""

    class Meta:
        ordering = ("pk",)
