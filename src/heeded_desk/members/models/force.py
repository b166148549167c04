"""A police force, whose members see its courses and nobody else's."""

from django.core.validators import RegexValidator
from django.db import models


class Force(models.Model):
    """A force; its code names its folder of deliveries and never changes."""

    code = models.SlugField(max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$")])
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
