"""The record of every look and act, chained so that a cut or a change shows."""

from heeded_desk.audit.models.entry import Entry, Head, Kind
from heeded_desk.audit.models.verification import Verification

__all__ = ["Entry", "Head", "Kind", "Verification"]
