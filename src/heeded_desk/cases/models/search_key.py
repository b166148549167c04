"""What a course can be looked up by: the words of its people's names, their numbers and marks."""

from django.db import models


class SearchKey(models.Model):
    """One word or number of one course, in one way of writing it. It goes when the course goes."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="search_keys")
    key = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "case"], name="one_row_a_key"),)
