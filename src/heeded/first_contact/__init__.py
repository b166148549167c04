"""A report as it is being taken, held against all that is on file: who these people are, and what came before."""

from heeded.first_contact.found import Between, Flag, Found, Said, Says, Words
from heeded.first_contact.looking_up import LookingUp
from heeded.first_contact.refilling import refill
from heeded.live.looking import Known

__all__ = ["Between", "Flag", "Found", "Known", "LookingUp", "Said", "Says", "Words", "refill"]
