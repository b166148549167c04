"""One new report against all that are known: whom and which course it belongs to, and what it changes."""

from heeded.live.add import Adding, ReplacedError, TakenError, VersionError, add_report
from heeded.live.answer import Answer
from heeded.live.fill import fill_store
from heeded.live.store import Store

__all__ = ["Adding", "Answer", "ReplacedError", "Store", "TakenError", "VersionError", "add_report", "fill_store"]
