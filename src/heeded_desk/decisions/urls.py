"""Decisions of members, and the questions that wait for one."""

from django.urls import path

from heeded_desk.decisions.views.duty import duty
from heeded_desk.decisions.views.finding import finding
from heeded_desk.decisions.views.person import person
from heeded_desk.decisions.views.question import question
from heeded_desk.decisions.views.questions import questions
from heeded_desk.decisions.views.rejected import rejected, rejected_file
from heeded_desk.decisions.views.risk import risk
from heeded_desk.decisions.views.stalking import stalking

urlpatterns = [
    path("courses/<str:course_id>/decide/stalking", stalking, name="decide-stalking"),
    path("courses/<str:course_id>/decide/risk", risk, name="decide-risk"),
    path("courses/<str:course_id>/decide/duty/<slug:check_id>", duty, name="decide-duty"),
    path("courses/<str:course_id>/decide/finding", finding, name="decide-finding"),
    path("courses/<str:course_id>/decide/person", person, name="decide-person"),
    path("questions", questions, name="questions"),
    path("questions/<str:question_id>", question, name="question"),
    path("rejected-findings", rejected, name="rejected-findings"),
    path("rejected-findings.csv", rejected_file, name="rejected-findings-file"),
]
