"""The read side of the runs, and the work that people do on courses."""

from heeded_desk.cases.models.account import Account
from heeded_desk.cases.models.case import Case
from heeded_desk.cases.models.case_report import CaseReport
from heeded_desk.cases.models.disclosure import Disclosure
from heeded_desk.cases.models.last_look import LastLook
from heeded_desk.cases.models.link import Link
from heeded_desk.cases.models.said import Part, SaidByRun
from heeded_desk.cases.models.saved_view import SavedView
from heeded_desk.cases.models.search_key import SearchKey
from heeded_desk.cases.models.term import CaseTerm, Term
from heeded_desk.cases.models.work_event import WorkEvent

__all__ = [
    "Account",
    "Case",
    "CaseReport",
    "CaseTerm",
    "Disclosure",
    "LastLook",
    "Link",
    "Part",
    "SaidByRun",
    "SavedView",
    "SearchKey",
    "Term",
    "WorkEvent",
]
