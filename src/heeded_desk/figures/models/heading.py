"""What the list of crimes may be chosen by, so that an address holds a number and never a word of a report."""

from django.db import models


class Heading(models.Model):
    """One district, heading or included classification of one force."""

    class Kind(models.TextChoices):
        """What it tells of a crime."""

        DISTRICT = "district", "District"
        HEADING = "heading", "Recorded as"
        INCLUDED = "included", "Included classification"

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "kind", "words"], name="figures_one_row_a_heading"),)

    def __str__(self) -> str:
        return self.words
