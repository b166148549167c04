"""A set of filters that a member comes back to."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A name and the filters as they stand in an address; one member's own."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    filters = models.CharField(max_length=400)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["member", "name"], name="one_view_a_name"),)
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
