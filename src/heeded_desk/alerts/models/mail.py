"""To whom e-mails about alerts go, and those that wait to be sent."""

from django.conf import settings
from django.db import models


class MailAddress(models.Model):
    """A member's address, entered by an administrator, and whether the member wants e-mails.

    Apart from the member's own row, so that nothing that signs people in can ever mail to it.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_address")
    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    address = models.EmailField()
    wanted = models.BooleanField(default=False)


class Mail(models.Model):
    """One e-mail: so many new alerts. It holds no text; what is sent is made of the figure alone."""

    force = models.ForeignKey("members.Force", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey("deliveries.Run", on_delete=models.CASCADE, related_name="+")
    """The run that brought the alerts; it tells each member once."""
    alerts = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    """When it is tried next."""
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)
    """The kind of what went wrong last; never its words."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "member"], name="one_mail_a_run"),)
        indexes = (models.Index(fields=["force", "next_at"], condition=models.Q(sent_at=None), name="mail_waiting"),)
