"""What was erased, what must be done about records, and what is put together for those who ask."""

from heeded_desk.records.models.correction import Correction
from heeded_desk.records.models.erasure import CleanDelivery, ErasedMark, Erasure
from heeded_desk.records.models.export import Export
from heeded_desk.records.models.review import Review, ReviewDecision
from heeded_desk.records.models.schedule import KeptManifest, Schedule
from heeded_desk.records.models.subject import SubjectDisclosure, SubjectFile

__all__ = [
    "CleanDelivery",
    "Correction",
    "ErasedMark",
    "Erasure",
    "Export",
    "KeptManifest",
    "Review",
    "ReviewDecision",
    "Schedule",
    "SubjectDisclosure",
    "SubjectFile",
]
