"""The forms of a hand-over."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from heeded_desk.alerts.shift import Shift, last_of
from heeded_desk.alerts.thresholds import thresholds
from heeded_desk.members.models import Member

LAST = "last"
LONGEST = timedelta(days=7)
"""How far back "since I last handed over" reaches: who was away longer reads the worklist."""


class ShiftForm(forms.Form):
    """Since when, and how long the next shift is; what is not understood is the catalogue's first choice."""

    since = forms.ChoiceField(required=False)
    ahead = forms.ChoiceField(required=False)
    masked = forms.BooleanField(required=False)

    def __init__(self, data: object, member: Member) -> None:
        super().__init__(data)
        self.last = last_of(member)
        hours = thresholds().shift_hours
        self.hours = {str(n): f"{n} hours" for n in hours}
        self.sinces = {str(n): f"The last {n} hours" for n in hours}
        if self.last:
            self.sinces[LAST] = "Since I last handed over"
        self.fields["since"].choices = list(self.sinces.items())
        self.fields["ahead"].choices = list(self.hours.items())

    def shift(self) -> Shift:
        """Give the shift that is asked for, up to this moment."""
        self.is_valid()
        now, given = timezone.now(), getattr(self, "cleaned_data", {})
        first = next(iter(self.hours))
        since = given.get("since") or (LAST if self.last else first)
        ahead = int(given.get("ahead") or first)
        ago = now - (LONGEST if since == LAST else timedelta(hours=int(since)))
        start = max(self.last.at, ago) if since == LAST and self.last else ago
        return Shift(start, now, ahead, bool(given.get("masked")))

    def chosen(self) -> dict[str, str]:
        """Give what is chosen, for the page."""
        given = getattr(self, "cleaned_data", {})
        first = next(iter(self.hours))
        return {"since": given.get("since") or (LAST if self.last else first), "ahead": given.get("ahead") or first}


class NoteForm(forms.Form):
    """The note that goes with a hand-over, and the course that it is about, where it is about one."""

    note = forms.CharField(
        required=False, max_length=600, error_messages={"max_length": "Keep the note under 600 characters."}
    )
    about = forms.CharField(required=False, max_length=60)
