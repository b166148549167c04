"""What is told of every file that leaves the desk: to whom and why, in the member's own words."""

from django.conf import settings
from django.db import models


class GivenOut(models.Model):
    """One time that a file was given out. The file is not kept; its hash tells whether a paper is that file."""

    to_whom = models.CharField(max_length=200)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ("-at", "-pk")
