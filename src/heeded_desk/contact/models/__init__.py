"""Keys to the API, what came by it and waits for a run, and what limits how often somebody may ask."""

from heeded_desk.contact.models.allowance import Allowance
from heeded_desk.contact.models.api_key import ApiKey, Scope
from heeded_desk.contact.models.kept_report import KeptReport
from heeded_desk.contact.models.message import Message

__all__ = ["Allowance", "ApiKey", "KeptReport", "Message", "Scope"]
