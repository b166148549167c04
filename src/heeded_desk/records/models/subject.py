"""What is put together for somebody who asks what is held about them."""

from django.conf import settings
from django.db import models

from heeded_desk.given_out import GivenOut


class SubjectFile(models.Model):
    """Which mentions a person said to be the one who asks, and what of their file is withheld; ids and codes alone."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    mentions = models.JSONField()
    """Ids of mentions that a member confirmed to be this person."""
    withheld = models.JSONField(default=dict)
    """The code of the reason by the place of a paragraph."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["force", "-at"], name="subject_latest"),)


class SubjectDisclosure(GivenOut):
    """One time a subject's file was given out. The file is not kept; its hash tells whether a paper is that file."""

    file = models.ForeignKey(SubjectFile, on_delete=models.CASCADE, related_name="given")
    form = models.CharField(max_length=4)
