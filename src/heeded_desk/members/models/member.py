"""Somebody who may sign in."""

from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from heeded_desk.members.models.force import Force
from heeded_desk.members.roles import Role

ONE_TIME = timedelta(days=7)


class Member(AbstractUser):
    """A member of one force in one role. `get_full_name()` is what pages and the audit call them."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="members", null=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.OFFICER)

    must_change_password = models.BooleanField(default=False)
    """Whether the password is one that an administrator has seen."""
    one_time_until = models.DateTimeField(null=True)
    """Until when such a password opens the sign-in."""

    def give_one_time(self, password: str) -> None:
        """Take a password for one sign-in, which runs out; the caller saves."""
        self.set_password(password)
        self.must_change_password, self.one_time_until = True, timezone.now() + ONE_TIME

    def one_time_is_over(self) -> bool:
        """Say whether the password was for one sign-in, and too long ago."""
        return self.must_change_password and self.one_time_until is not None and self.one_time_until < timezone.now()

    def is_one_of(self, roles: set[Role]) -> bool:
        """Say whether the member stands in one of these roles and is still active."""
        return self.is_active and self.force_id is not None and self.role in roles
