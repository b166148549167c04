"""The worklist and the account of a course."""

from django.urls import path

from heeded_desk.cases.views.case import case
from heeded_desk.cases.views.case_file import case_file
from heeded_desk.cases.views.worklist import worklist
from heeded_desk.cases.views.worklist_look_up import worklist_look_up
from heeded_desk.cases.views.worklist_views import worklist_remove, worklist_save, worklist_seen
from heeded_desk.cases.views.worklist_work import case_work, case_work_act

urlpatterns = [
    path("worklist", worklist, name="worklist"),
    path("worklist/look-up", worklist_look_up, name="worklist-look-up"),
    path("worklist/seen", worklist_seen, name="worklist-seen"),
    path("worklist/views", worklist_save, name="worklist-save"),
    path("worklist/views/<int:view>/remove", worklist_remove, name="worklist-remove"),
    path("courses/<str:course_id>/work", case_work, name="case-work"),
    path("courses/<str:course_id>/work/<slug:act>", case_work_act, name="case-work-act"),
    path("courses/<str:course_id>", case, name="case"),
    path("courses/<str:course_id>/file", case_file, name="case-file"),
]
