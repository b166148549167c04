"""What the tool did to a file, as a court may ask for it: what each run went by, and each schedule given out."""

from django.db import models

from heeded_desk.given_out import GivenOut


class KeptManifest(models.Model):
    """The manifest of a run: versions and hashes of all that it went by. Kept when its tables are not any more."""

    run = models.OneToOneField("deliveries.Run", on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()


class Schedule(GivenOut):
    """One schedule given out. The file is not kept; its hash tells whether a paper is that file."""

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    course_id = models.CharField(max_length=60)
    form = models.CharField(max_length=4)

    class Meta(GivenOut.Meta):
        indexes = (models.Index(fields=["force", "course_id"], name="schedule_by_course"),)
