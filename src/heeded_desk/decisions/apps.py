"""The app as Django knows it."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.decisions"
    default = True
