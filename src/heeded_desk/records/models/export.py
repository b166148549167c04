"""Everything of a force given out in one archive."""

from django.conf import settings
from django.db import models


class Export(models.Model):
    """One export: who, when, why, and the hash of the file once all of it was sent. The file is not kept."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    sealed = models.BooleanField()
    """Whether a passphrase is needed to open it."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["force", "-at"], name="export_latest"),)
