"""A file that the desk did not take."""

from django.conf import settings
from django.db import models

from heeded_desk.deliveries.models.delivery import Delivery


class Refusal(models.Model):
    """When a file was refused and why, so that a nightly sender's mistake is seen by somebody."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="refusals")
    how = models.CharField(max_length=10, choices=Delivery.How.choices)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    label = models.CharField(max_length=200)
    """What the sender called the file; shown to those who deliver and to nobody else."""
    sentence = models.CharField(max_length=500)

    class Meta:
        ordering = ("-at", "-pk")
