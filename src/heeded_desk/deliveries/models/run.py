"""One pass of the engine over all that a force has sent."""

from django.db import models


class Run(models.Model):
    """A run: waiting, at work on a stage, published, or stopped with a sentence."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "At work"
        PUBLISHED = "published", "On the desk"
        STOPPED = "stopped", "Stopped"

    force = models.ForeignKey("members.Force", on_delete=models.PROTECT, related_name="runs")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=20, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=300, blank=True)
    reports = models.PositiveIntegerField(default=0)
    courses = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=500, blank=True)
    """Why it stopped, fit to be shown."""

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["force"], condition=models.Q(state="waiting"), name="one_run_waits"),
            models.UniqueConstraint(fields=["force"], condition=models.Q(state="running"), name="one_run_at_work"),
        )
