"""Which reports a course holds: what decisions and audits refer to, since ids of reports never change."""

from django.db import models


class CaseReport(models.Model):
    """One report of one course."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="report_ids")
    report_id = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "report_id"], name="one_row_a_report"),)
        indexes = (models.Index(fields=["report_id"], name="case_by_report"),)
