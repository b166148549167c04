"""A signed message that came, so that it is taken in once."""

from django.db import models


class Message(models.Model):
    """The hash of the number that its sender gave it; what it said stands with the reports."""

    key = models.ForeignKey("contact.ApiKey", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "number"], name="one_message_a_number"),)
