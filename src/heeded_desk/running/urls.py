"""Running the desk: health, metrics, backup and restore."""

from django.urls import path

from heeded_desk.running.views.health import health
from heeded_desk.running.views.metrics import metrics

urlpatterns = [
    path("health", health, name="health"),
    path("metrics", metrics, name="metrics"),
]
