"""What people are asked and what they decided."""

from heeded_desk.decisions.models.decision import Decision
from heeded_desk.decisions.models.question import Question
from heeded_desk.decisions.models.subject import Subject
from heeded_desk.decisions.models.supersession import Supersession
from heeded_desk.decisions.models.unheld import Unheld

__all__ = ["Decision", "Question", "Subject", "Supersession", "Unheld"]
