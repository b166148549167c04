"""The app as Django knows it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.cases"
    default = True
