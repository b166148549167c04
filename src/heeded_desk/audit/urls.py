"""Who looked at what."""

from django.urls import path

from heeded_desk.audit.views.entries import entries
from heeded_desk.audit.views.export import export
from heeded_desk.audit.views.looks import looks
from heeded_desk.audit.views.verification import verification

urlpatterns = [
    path("audit", entries, name="audit"),
    path("audit/export", export, name="audit-export"),
    path("audit/verification", verification, name="audit-verification"),
    path("courses/<str:course_id>/looks", looks, name="looks"),
]
