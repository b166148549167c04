"""The app as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.audit"
    default = True
