"""How long duties took."""

from django.db import models


class Elapsed(models.Model):
    """How many times a duty was done after so many minutes, in courses that began in one month."""

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    month = models.DateField(null=True)
    check_id = models.CharField(max_length=60)
    minutes = models.PositiveIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=["force", "month"], name="figures_elapsed_by_month"),)
