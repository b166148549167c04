"""The part of a form that asks to whom a file goes, and why."""

from django import forms


class GivenOutForm(forms.Form):
    """Nothing is chosen beforehand: more than is needed should never be given out by habit."""

    field_order = ("form", "which")
    """What kind of file stands before to whom, where a form asks for it; so do its faults."""
    to_whom = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Say to whom the file goes",
            "max_length": "Say to whom in 200 characters or fewer",
        },
    )
    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Say why the file is given out",
            "max_length": "Say why in 500 characters or fewer",
        },
    )
