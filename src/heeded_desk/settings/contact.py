"""How often people and systems may ask at first contact, and how soon what they send is read by a run."""

from heeded_desk.settings.environment import CALLS_A_MINUTE, LOOK_UPS_A_MINUTE, REPORTS_WAIT  # noqa: F401

STRANGERS_A_MINUTE = 60
"""Calls of the API from one address without a key that opens anything."""
LARGEST_REPORT = 1024 * 1024
"""Bytes of one report that is sent to the API."""
