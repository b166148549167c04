"""Deliveries and runs."""

from django.urls import path

from heeded_desk.deliveries.views.deliveries import deliveries
from heeded_desk.deliveries.views.read_again import read_again
from heeded_desk.deliveries.views.refused import refused, refused_file
from heeded_desk.deliveries.views.run import run

urlpatterns = [
    path("deliveries", deliveries, name="deliveries"),
    path("deliveries/read-again", read_again, name="read-again"),
    path("deliveries/runs/<int:number>", run, name="run"),
    path("deliveries/runs/<int:number>/refused", refused, name="refused-lines"),
    path("deliveries/runs/<int:number>/refused.csv", refused_file, name="refused-file"),
]
