"""Which reports a decision is about, to find it by, whatever course they stand in now."""

from django.db import models


class Subject(models.Model):
    """One report of one decision."""

    decision = models.ForeignKey("decisions.Decision", on_delete=models.CASCADE, related_name="about")
    report_id = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report_id", "decision"], name="one_row_a_subject"),)
