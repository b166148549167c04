"""A crime whose words tell of acts of stalking, under whatever heading it stands."""

from datetime import date

from django.db import models

UNDATED = date(1900, 1, 1)
"""Where a crime stands of which no month is known: last in the list."""


class Crime(models.Model):
    """One report that is recorded as a crime, with the course on whose account its words can be read."""

    class Named(models.TextChoices):
        """Where the record itself names stalking."""

        OFFENCE = "offence", "Recorded as stalking"
        INCLUDED = "included", "Stalking is an included classification"
        NOWHERE = "nowhere", "Recorded as something else"

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    report_id = models.CharField(max_length=120)
    stalking = models.CharField(max_length=20)
    """What the words of its course bear: indicated, possible, not indicated."""
    named = models.CharField(max_length=10, choices=Named.choices)
    month = models.DateField(default=UNDATED)
    district = models.ForeignKey("figures.Heading", null=True, on_delete=models.CASCADE, related_name="+")
    heading = models.ForeignKey("figures.Heading", null=True, on_delete=models.CASCADE, related_name="+")
    included = models.ForeignKey("figures.Heading", null=True, on_delete=models.CASCADE, related_name="+")
    acts = models.CharField(max_length=400)
    """Codes of the acts, each between spaces, so that one can be searched for."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "report_id"], name="figures_one_row_a_crime"),)
        indexes = (models.Index(fields=["force", "-month", "-id"], name="figures_crime_listed"),)
