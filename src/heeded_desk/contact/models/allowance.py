"""How often somebody has asked in the present minute."""

from django.db import models


class Allowance(models.Model):
    """One row for each member, key or address that asks; in the database, so that it holds for every process.

    `asker` is `member-7`, `key-3` or a keyed hash of an address; no row says what was asked.
    """

    asker = models.CharField(max_length=80, unique=True)
    minute = models.BigIntegerField(default=0)
    """Minutes since 1970."""
    asked = models.PositiveIntegerField(default=0)
