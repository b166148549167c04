"""The form of first contact, and that for a key."""

from datetime import date

from django import forms

from heeded_desk.contact.models import Scope

DAYS = ("%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d%m%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
NAME, NUMBER, WORDS = 100, 60, 20_000
"""Characters."""
LONGEST_KEY = 366
"""Days for which a key may be made."""


def _short(longest: int) -> forms.CharField:
    told = {"max_length": f"Use {longest} characters or fewer."}
    return forms.CharField(required=False, max_length=longest, error_messages=told)


class ContactForm(forms.Form):
    """Everything may be left empty; what cannot be used is named, and the rest is looked up all the same."""

    victim_forename = _short(NAME)
    victim_surname = _short(NAME)
    victim_dob = forms.DateField(
        required=False,
        input_formats=DAYS,
        error_messages={"invalid": "Left out: type it as 31/3/1990."},
    )
    victim_phone = _short(NUMBER)
    suspect_forename = _short(NAME)
    suspect_surname = _short(NAME)
    suspect_phone = _short(NUMBER)
    suspect_handle = _short(NAME)
    words = _short(WORDS)


class KeyForm(forms.Form):
    """What a key is for, what it opens, and until when."""

    name = forms.CharField(
        max_length=100,
        error_messages={"required": "Say what the key is for.", "max_length": "Say it in 100 characters or fewer."},
    )
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        error_messages={"required": "Choose what the key may be used for."},
    )
    ends_on = forms.DateField(
        input_formats=DAYS,
        error_messages={"required": "Type the last day of the key, as 31/3/2027.", "invalid": "Type it as 31/3/2027."},
    )

    def __init__(self, data: object, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean_ends_on(self) -> date:
        """Refuse a day that is over, and one that is too far away for anybody to remember the key."""
        day: date = self.cleaned_data["ends_on"]
        if day < self._today:
            raise forms.ValidationError("That day is over.")
        if (day - self._today).days > LONGEST_KEY:
            raise forms.ValidationError("A key lasts a year at most. Make another one before it ends.")
        return day
