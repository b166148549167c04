"""An alert, and the memory by which nothing is told twice."""

from django.conf import settings
from django.db import models


class Alert(models.Model):
    """One thing about one course that somebody must see; open until somebody says so, or until it holds no longer."""

    class Reason(models.TextChoices):
        """Why it was raised."""

        UNRECOGNISED = "unrecognised", "Unrecognised, with red flags"
        FLAG = "flag", "A further red flag"
        REPORT = "report", "A new report"

    class Closed(models.TextChoices):
        """How it ended."""

        SEEN = "seen", "Seen"
        RECORDED = "recorded", "Recorded as stalking since"
        ANSWERED = "answered", "Answered by a decision since"
        ELSEWHERE = "elsewhere", "No longer unrecognised with red flags"
        JOINED = "joined", "The course was joined to another that has such an alert"
        GONE = "gone", "The course is no longer on file"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="alerts")
    run = models.ForeignKey("deliveries.Run", on_delete=models.PROTECT, related_name="+")
    """The run that brought it."""
    reason = models.CharField(max_length=12, choices=Reason.choices)
    why = models.CharField(max_length=400)
    """One sentence of the catalogue's words and figures; no name and no word of a report is in it."""
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=10, choices=Closed.choices, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Who saw it; nobody where it ended by a run."""

    class Meta:
        indexes = (
            models.Index(fields=["force", "-raised_at", "-id"], condition=models.Q(closed_at=None), name="alert_open"),
            models.Index(fields=["force", "-closed_at", "-id"], name="alert_closed"),
            models.Index(fields=["force", "raised_at"], name="alert_raised"),
        )


class Told(models.Model):
    """One thing that was told of a course: a red flag on file, or a report that came. It is never told again."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="told")
    key = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "key"], name="told_once"),)


class KnownReport(models.Model):
    """A report that has been on the desk of a force, by reference alone: so that a moved report is no new one."""

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    report_id = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "report_id"], name="report_known_once"),)
