"""Where sessions are kept: in rows that say whose each is, so that a member sees theirs and can end them.

A row that is gone is refused at the next request; one that was going on meanwhile cannot bring it back.
"""

from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.utils import timezone

BEGAN = "began"
"""When a sign-in began, in its session: seconds since 1970."""
BROWSER = "browser"
"""The family of browser it began in, in its session."""


class SessionStore(InTheDatabase):
    """Django's own, with the member, the beginning and the last use beside what it keeps."""

    @classmethod
    def get_model_class(cls) -> type:
        """Give the table."""
        from heeded_desk.members.models import Session  # not there yet when the settings are read

        return Session

    def create_model_instance(self, data: dict[str, object]) -> object:
        """Give the row as it is to be kept; without a member while nobody is signed in."""
        row = super().create_model_instance(data)
        row.member_id = int(str(data[SESSION_KEY])) if SESSION_KEY in data else None
        row.begun = datetime.fromtimestamp(float(str(data[BEGAN])), UTC) if BEGAN in data else None
        row.seen, row.browser = timezone.now(), str(data.get(BROWSER, ""))
        return row
