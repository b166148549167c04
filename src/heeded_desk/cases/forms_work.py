"""The forms of working on the list."""

from django import forms
from django.db.models import QuerySet

from heeded_desk.members import roles
from heeded_desk.members.models import Member

SNOOZES = {"3": "3 days", "7": "7 days", "14": "14 days", "28": "28 days"}


class SnoozeForm(forms.Form):
    """For how long, and why."""

    days = forms.ChoiceField(
        choices=SNOOZES.items(),
        error_messages={"required": "Choose for how long.", "invalid_choice": "Choose for how long from the list."},
    )
    reason = forms.CharField(
        max_length=300,
        min_length=5,
        error_messages={
            "required": "Say why this course can wait.",
            "min_length": "Say in a few words why this course can wait.",
            "max_length": "Say it in 300 characters or fewer.",
        },
    )


class AssignForm(forms.Form):
    """To whom."""

    to = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        error_messages={"required": "Choose who is to have it.", "invalid_choice": "Choose somebody from the list."},
    )

    def __init__(self, data: object, by: Member) -> None:
        super().__init__(data)
        self.fields["to"].queryset = colleagues(by)


class ViewForm(forms.Form):
    """Under which name filters are kept."""

    name = forms.CharField(
        max_length=60,
        error_messages={
            "required": "Give the view a name.",
            "max_length": "Use 60 characters or fewer for the name.",
        },
    )


class LookUpForm(forms.Form):
    """What is looked up."""

    terms = forms.CharField(
        max_length=120,
        min_length=2,
        error_messages={
            "required": "Type a name or number.",
            "min_length": "Type two letters or digits at least.",
            "max_length": "Type 120 letters or fewer.",
        },
    )


def colleagues(member: Member) -> QuerySet[Member]:
    """Give those of the member's force to whom courses may be assigned."""
    may = Member.objects.filter(force=member.force_id, is_active=True, role__in=roles.DECIDE)
    return may.order_by("last_name", "first_name", "username")
