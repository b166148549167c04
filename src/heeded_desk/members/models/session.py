"""One sign-in of a member in one browser, until it ends."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac

from heeded_desk.members.models.member import Member


class Session(AbstractBaseSession):
    """A session; no row tells from which machine. `member` is empty until the sign-in is through."""

    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="sessions")
    begun = models.DateTimeField(null=True)
    seen = models.DateTimeField()
    browser = models.CharField(max_length=60, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type:
        """Give the class that writes these rows."""
        from heeded_desk.members.sessions import SessionStore

        return SessionStore

    @property
    def reference(self) -> str:
        """What pages call it by: whoever knows this does not know the key that opens it."""
        return salted_hmac("session", self.session_key, algorithm="sha256").hexdigest()[:16]
