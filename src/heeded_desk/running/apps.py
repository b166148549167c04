"""The app as Django knows it."""

from django.apps import AppConfig


class RunningConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.running"
    default = True
