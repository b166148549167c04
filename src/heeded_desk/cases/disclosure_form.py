"""The short form for giving out an account: which file, how, to whom and why."""

from django import forms

from heeded_desk.cases.models import Disclosure
from heeded_desk.given_out_form import GivenOutForm

WHICH = (("masked", "Other people's details masked"), ("whole", "The whole account"))


class DisclosureForm(GivenOutForm):
    """Nothing is chosen beforehand but the masks: more than is needed should never be given out by habit."""

    form = forms.ChoiceField(
        choices=Disclosure.Form.choices,
        error_messages={"required": "Choose a kind of file", "invalid_choice": "Choose PDF or Word"},
    )
    which = forms.ChoiceField(
        choices=WHICH,
        error_messages={
            "required": "Choose whether other people's details are masked",
            "invalid_choice": "Choose one of the two",
        },
    )
