"""Every address of the desk. None holds a name, a number of a person, or a word of a report."""

from django.urls import include, path

from heeded_desk.members.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("heeded_desk.members.urls")),
    path("", include("heeded_desk.cases.urls")),
    path("", include("heeded_desk.decisions.urls")),
    path("", include("heeded_desk.deliveries.urls")),
    path("", include("heeded_desk.audit.urls")),
    path("", include("heeded_desk.contact.urls")),
    path("", include("heeded_desk.alerts.urls")),
    path("", include("heeded_desk.figures.urls")),
    path("", include("heeded_desk.records.urls")),
    path("", include("heeded_desk.running.urls")),
]
handler403 = "heeded_desk.members.views.refused.refused"
handler404 = "heeded_desk.members.views.refused.not_found"
handler500 = "heeded_desk.members.views.refused.fault"
