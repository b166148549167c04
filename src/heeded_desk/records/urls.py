"""Records management: review, correction, erasure, a subject's file, disclosure, export."""

from django.urls import path

from heeded_desk.records.views.corrections import case_correct, correction, corrections
from heeded_desk.records.views.erasures import case_erase, erasure, erasures
from heeded_desk.records.views.exports import export
from heeded_desk.records.views.records import case_records, records
from heeded_desk.records.views.reviews import case_review, reviews
from heeded_desk.records.views.schedules import case_schedule
from heeded_desk.records.views.subjects import subject, subjects

urlpatterns = [
    path("records", records, name="records"),
    path("records/reviews", reviews, name="reviews"),
    path("courses/<str:course_id>/review", case_review, name="case-review"),
    path("records/subjects", subjects, name="subjects"),
    path("records/subjects/<int:number>", subject, name="subject"),
    path("records/export", export, name="export"),
    path("records/corrections", corrections, name="corrections"),
    path("records/corrections/<int:number>", correction, name="correction"),
    path("courses/<str:course_id>/correct", case_correct, name="case-correct"),
    path("records/erasures", erasures, name="erasures"),
    path("records/erasures/<int:number>", erasure, name="erasure"),
    path("courses/<str:course_id>/records", case_records, name="case-records"),
    path("courses/<str:course_id>/schedule", case_schedule, name="case-schedule"),
    path("courses/<str:course_id>/erase", case_erase, name="case-erase"),
]
