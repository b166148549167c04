"""The app as Django knows it."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.alerts"
    default = True
