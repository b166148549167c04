"""What a run is about to say, made ready before it is put on the desk."""

from django.db import models

from heeded_desk.cases.models import SaidByRun


class Prepared(SaidByRun):
    """A course whose content changed by a run, and where its account lies ready; gone once the run is on the desk.

    Making these rows takes long and locks nobody out; putting them on the desk is a few statements.
    """

    run = models.ForeignKey("deliveries.Run", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("cases.Account", on_delete=models.CASCADE, related_name="+")
    report_ids = models.JSONField(null=True)
    """The reports of the course; nothing where they are the same as before."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "course_id"], name="one_row_prepared"),)
