"""The app as Django knows it."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.deliveries"
    default = True
