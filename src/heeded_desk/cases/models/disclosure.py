"""An account given out as a file: to whom and why, in the member's own words."""

from django.db import models

from heeded_desk.given_out import GivenOut


class Disclosure(GivenOut):
    """One file of one course that left the desk. The file is not kept; its hash tells whether a paper is that file.

    The audit holds this row's number alone, so that what a member typed can be erased without a cut in the chain.
    """

    class Form(models.TextChoices):
        """The formats offered."""

        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    course_id = models.CharField(max_length=60)
    run = models.ForeignKey("deliveries.Run", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=4, choices=Form.choices)
    masked = models.BooleanField()
    """Whether other people's details were masked."""

    class Meta(GivenOut.Meta):
        indexes = (models.Index(fields=["force", "course_id"], name="disclosure_by_course"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(to_whom="") & ~models.Q(why=""), name="disclosure_says_why"),
        )
