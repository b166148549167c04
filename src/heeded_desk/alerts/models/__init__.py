"""Alerts, clocks, e-mails and hand-overs: what hangs on a course goes when the course goes."""

from heeded_desk.alerts.models.alert import Alert, KnownReport, Told
from heeded_desk.alerts.models.due import Due
from heeded_desk.alerts.models.hand_over import HandOver, Note
from heeded_desk.alerts.models.mail import Mail, MailAddress

__all__ = ["Alert", "Due", "HandOver", "KnownReport", "Mail", "MailAddress", "Note", "Told"]
