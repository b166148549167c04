"""Which months the figures speak of."""

from django.db import models


class Coverage(models.Model):
    """The run that was counted last, and from which month to which it holds reports; outside nothing is known."""

    force = models.OneToOneField("members.Force", on_delete=models.CASCADE, related_name="+", primary_key=True)
    run = models.ForeignKey("deliveries.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    first_month = models.DateField(null=True)
    last_month = models.DateField(null=True)
    counted_at = models.DateTimeField()
