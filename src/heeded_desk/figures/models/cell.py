"""How many things of one kind a month holds, by district, by heading, or by duty or outcome code."""

from django.db import models


class Cell(models.Model):
    """One count of one force. Each way of counting (`by`) holds everything once, so that no two are ever added."""

    class Cube(models.TextChoices):
        """What is counted."""

        COURSES = "courses", "Courses"
        DUTIES = "duties", "Duties"
        OUTCOMES = "outcomes", "Outcomes"
        CODES = "codes", "Outcomes that ask for a second look"

    class By(models.TextChoices):
        """Into what it is divided, beside months."""

        DISTRICT = "district", "district"
        HEADING = "heading", "heading"
        ROW = "row", "row"

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    cube = models.CharField(max_length=10, choices=Cube.choices)
    by = models.CharField(max_length=10, choices=By.choices)
    month = models.DateField(null=True)
    """Its first day; empty where the record does not tell when."""
    name = models.CharField(max_length=200, blank=True)
    """The district or heading in the record's words, empty where it says none; or a duty's id or an outcome code."""
    answer = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=["force", "cube", "by", "month"], name="figures_cell_by_month"),)
