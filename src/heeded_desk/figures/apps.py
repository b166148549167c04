"""The app as Django knows it."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.figures"
    default = True
