"""What a run says of a course: the columns that publishing alone writes."""

from datetime import UTC, datetime

from django.db import models

UNDATED = datetime(1900, 1, 1, tzinfo=UTC)
"""Where a course of which no day is known stands in the order of the list."""


class Part(models.IntegerChoices):
    """Where in the worklist a course stands; the lower, the sooner it is to be looked at."""

    UNRECOGNISED_FLAGS = 1, "Unrecognised, with red flags"
    UNRECOGNISED = 2, "Unrecognised"
    DUTIES_UNMET = 3, "Recorded as stalking, with duties not met"
    RECOGNISED = 4, "Recorded as stalking"
    ANSWERED = 5, "Not recorded as stalking, with a reason given"
    POSSIBLE = 6, "Possible"
    REST = 7, "Not indicated"


class SaidByRun(models.Model):
    """A course as a run tells of it.

    The case holds it, and beforehand the table in which a run is made ready, so that putting it on the desk is quick.
    """

    course_id = models.CharField(max_length=60)
    part = models.PositiveSmallIntegerField(choices=Part.choices)
    stalking = models.CharField(max_length=20)
    unrecognised = models.BooleanField()
    title = models.CharField(max_length=300)
    why = models.CharField(max_length=400)
    """One line: why the course stands where it stands. No name is in it."""
    recorded_as = models.CharField(max_length=300)
    relationship = models.CharField(max_length=120)
    district = models.CharField(max_length=120)
    reports = models.PositiveIntegerField()
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    listed_at = models.DateTimeField(default=UNDATED)
    """By which day the list orders it: the last one, or UNDATED."""
    flags = models.PositiveSmallIntegerField()
    """How many red flags are listed; never summed into a score, only counted for the line."""
    duties_unmet = models.PositiveSmallIntegerField()
    next_due_at = models.DateTimeField(null=True)
    """The earliest clock of a duty that is not met and has one."""
    questions = models.PositiveSmallIntegerField()
    victim_id = models.CharField(max_length=60, blank=True)
    suspect_id = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()
    """When something that a reader would call news last came by a run."""
    change = models.CharField(max_length=200, blank=True)
    """What changed then, in words."""
    gone = models.BooleanField(default=False)
    """No longer in the latest run (merged or erased); kept so that addresses and work do not vanish."""
    merged_into = models.CharField(max_length=60, blank=True)
    """The course that a gone one's reports went over to, always the last in a row of them."""
    content = models.CharField(max_length=64, blank=True)
    """The hash of all that is said; where it is the same, publishing writes nothing."""

    class Meta:
        abstract = True
