"""The app as Django knows it."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.contact"
    default = True
