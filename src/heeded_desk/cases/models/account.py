"""The account of a course, as the engine wrote it."""

from django.db import models


class Account(models.Model):
    """One version of an account as JSON, apart from the case so that a list need not read it.

    It is written while its run is made ready; the case points to it once the run is on the desk. What no case points to
    any more is removed by the next publishing, and a case that is deleted takes its account with it.
    """

    run = models.ForeignKey("deliveries.Run", on_delete=models.PROTECT, related_name="+")
    words = models.JSONField()
