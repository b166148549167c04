"""A report that came by the API, until and after it stands in a delivery."""

from django.db import models


class KeptReport(models.Model):
    """What was acknowledged: `content` is the report as it came, emptied once `delivery` holds it.

    The day and heading are kept so that the report can be named at once, before a run has read it.
    """

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey("contact.ApiKey", null=True, on_delete=models.PROTECT, related_name="+")
    report_id = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    recorded_at = models.CharField(max_length=40, blank=True)
    recorded_as = models.CharField(max_length=300, blank=True)
    content = models.TextField(blank=True)
    delivery = models.ForeignKey("deliveries.Delivery", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "report_id", "sha256"], name="one_row_a_version"),)
        indexes = (models.Index(fields=["force", "delivery", "id"], name="kept_and_waiting"),)
