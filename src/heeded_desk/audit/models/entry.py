"""One entry of the audit, and the head of the chain."""

from django.conf import settings
from django.db import models


class Kind(models.TextChoices):
    """What was done, in the words of section 62 of the Data Protection Act 2018, and two of our own."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"
    SIGN_IN = "sign_in", "Sign-in"
    ADMINISTRATION = "administration", "Administration"


class Entry(models.Model):
    """What somebody did, when, to what; by reference alone, so that erased content is not kept here.

    `previous` is the hash of the entry before; `hash` covers everything else of this one.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey("members.Force", null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=["force", "-number"], name="entry_by_force"),
            models.Index(fields=["force", "by", "-number"], name="entry_by_member"),
            models.Index(fields=["force", "kind", "-number"], name="entry_by_kind"),
            models.Index(fields=["force", "subject", "-number"], name="entry_by_subject"),
            models.Index(fields=["at"], name="entry_by_time"),
        )


class Head(models.Model):
    """The one row that is locked while an entry is added, so that the chain cannot fork."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
