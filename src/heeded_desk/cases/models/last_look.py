"""Up to when a member has seen what changed."""

from django.conf import settings
from django.db import models


class LastLook(models.Model):
    """Moved by the member alone, who says "I have seen these"; never by merely opening a page."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="last_look")
    at = models.DateTimeField()
