"""The forms of an administrator."""

from django import forms
from django.core.validators import RegexValidator

from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

CHOOSE = {"required": "Choose a role.", "invalid_choice": "Choose one of the roles on the list."}


class RoleForm(forms.Form):
    """The role of a member."""

    role = forms.ChoiceField(choices=Role.choices, error_messages=CHOOSE)


class MemberForm(RoleForm):
    """A new member."""

    first_name = forms.CharField(max_length=150, error_messages={"required": "Enter the first name."})
    last_name = forms.CharField(max_length=150, error_messages={"required": "Enter the last name."})
    username = forms.CharField(
        max_length=150,
        error_messages={"required": "Enter a user name, such as a collar number."},
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9.@_-]*\Z", "Use small letters, digits, points, hyphens, @ and _ only.")
        ],
    )

    def clean_username(self) -> str:
        """Give the user name; one that differs in capital letters alone counts as the same."""
        name = self.cleaned_data["username"]
        if Member.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("This user name is taken. Choose another.")
        return name
