"""One file that a force sent."""

from django.conf import settings
from django.db import models


class Delivery(models.Model):
    """A file as it was sent, untouched; `stored_as` is its name in the force's folder, which the desk gave it."""

    class How(models.TextChoices):
        """How it came."""

        UPLOAD = "upload", "Upload"
        FOLDER = "folder", "Watched folder"
        COMMAND = "command", "Command"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="deliveries")
    how = models.CharField(max_length=10, choices=How.choices)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    label = models.CharField(max_length=200, blank=True)
    """What the sender called the file; shown to those who deliver and to nobody else, for it could hold a name."""
    stored_as = models.CharField(max_length=200)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["force", "sha256"], name="one_delivery_a_content"),)
