"""A decision that the engine could not follow, because another one contradicts it."""

from django.db import models


class Unheld(models.Model):
    """What the latest run said of one decision of sameness; publishing replaces them all."""

    decision = models.OneToOneField("decisions.Decision", on_delete=models.CASCADE, related_name="unheld")
    run = models.ForeignKey("deliveries.Run", on_delete=models.CASCADE, related_name="+")
