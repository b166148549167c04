"""A report of the figures given out as a file: to whom and why, in the member's own words."""

from django.db import models

from heeded_desk.given_out import GivenOut


class GivenReport(GivenOut):
    """One file of one quarter that left the desk. It is not kept; its hash tells whether a paper is that file."""

    class Form(models.TextChoices):
        """The formats offered."""

        PDF = "pdf", "PDF, to be read"
        XLSX = "xlsx", "Excel workbook, to count on with"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    run = models.ForeignKey("deliveries.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    form = models.CharField(max_length=4, choices=Form.choices)

    class Meta(GivenOut.Meta):
        constraints = (
            models.CheckConstraint(condition=~models.Q(to_whom="") & ~models.Q(why=""), name="figures_report_says_why"),
        )
