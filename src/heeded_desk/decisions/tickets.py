"""What a form was about when it was shown: signed, so that it comes back as it went out."""

from dataclasses import dataclass

from django.core import signing

from heeded_desk.decisions.matters import Matter

SALT = "heeded.decision"
OLDEST = 24 * 60 * 60
"""Seconds after which a page is too old to be decided on."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The matter, the course on whose page it was shown, and what was on the screen by reference.

    saw: the decisions that stood. run: the run that spoke. entry: the number of the look in the audit, where known.
    """

    matter: Matter
    course_id: str
    saw: tuple[str, ...]
    run: int
    entry: int | None = None

    def signed(self) -> str:
        """Give it as text for a hidden field."""
        said = [self.matter.kind, list(self.matter.subjects), self.course_id, list(self.saw), self.run, self.entry]
        return signing.dumps(said, salt=SALT, compress=True)


def read_ticket(text: str) -> Ticket | None:
    """Give the ticket that a form brought back; None where it is not ours or too old."""
    try:
        kind, subjects, course_id, saw, run, entry = signing.loads(text, salt=SALT, max_age=OLDEST)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(Matter(kind, tuple(subjects)), course_id, tuple(saw), run, entry)
