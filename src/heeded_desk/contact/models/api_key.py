"""A key by which another system of the force asks the API."""

from django.conf import settings
from django.db import models


class Scope(models.TextChoices):
    """What a key may be used for."""

    LOOK_UP = "look-up", "Look up who is on file"
    REPORT = "report", "Send reports"


class ApiKey(models.Model):
    """A key of one force. The key itself is shown once and is not kept; `hash` tells it when it comes.

    `salt` makes the secret by which its messages are signed, together with the desk's own key.
    """

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    """What it is for, in the words of whoever made it."""
    hash = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32)
    scopes = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    """The last day on which it opens anything."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ended_by_somebody",
            ),
        )
