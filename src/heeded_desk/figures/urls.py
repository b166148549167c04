"""Figures for those who lead: found, recorded, acted on, and how long it took."""

from django.urls import path

from heeded_desk.figures.views.crimes import figures_crimes
from heeded_desk.figures.views.figures import figures, figures_file
from heeded_desk.figures.views.report import figures_report

urlpatterns = [
    path("figures", figures, name="figures"),
    path("figures/file", figures_file, name="figures-file"),
    path("figures/any-heading", figures_crimes, name="figures-crimes"),
    path("figures/report", figures_report, name="figures-report"),
]
