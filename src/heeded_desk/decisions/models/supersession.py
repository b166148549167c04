"""That one decision took the place of another."""

from django.db import models


class Supersession(models.Model):
    """An older decision and the one in its place. Each can be superseded once, so that no two people fork it unseen.

    `by` is empty where the later one was erased: the older one does not come to stand again for that.
    """

    old = models.OneToOneField("decisions.Decision", on_delete=models.CASCADE, related_name="superseded")
    by = models.ForeignKey("decisions.Decision", null=True, on_delete=models.SET_NULL, related_name="in_place_of")

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(old=models.F("by")), name="not_in_its_own_place"),)
