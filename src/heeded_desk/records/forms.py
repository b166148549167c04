"""What is asked on the pages about records."""

from collections.abc import Sequence

from django import forms

from heeded_desk.cases.models import Case
from heeded_desk.given_out_form import GivenOutForm
from heeded_desk.records.correcting import askers, fault_of, fields
from heeded_desk.records.knowledge import reasons
from heeded_desk.running.passphrases import SHORTEST

SURE = "Say that nobody needs these records as evidence; where somebody does, they must not be erased"


class EraseForm(forms.Form):
    """What is to go, and why. `which` is `all`, or the number of one report in the account."""

    which = forms.ChoiceField(
        error_messages={"required": "Choose what is to be erased", "invalid_choice": "Choose what is to be erased"}
    )
    reason = forms.ChoiceField(
        error_messages={"required": "Choose the reason", "invalid_choice": "Choose one of the reasons"}
    )
    no_evidence = forms.BooleanField(error_messages={"required": SURE})

    def __init__(self, data: object, reports: Sequence[str]) -> None:
        """Take the reports of the course in the order of its account."""
        super().__init__(data)
        numbers = [(str(number), str(number)) for number in range(1, len(reports) + 1)]
        self.fields["which"].choices = [("all", "all"), *numbers]
        self.fields["reason"].choices = [(code, code) for code in reasons()]
        self._reports = reports

    @property
    def reports(self) -> frozenset[str]:
        """Give the reports that are meant; the form must be valid."""
        which = self.cleaned_data["which"]
        return frozenset(self._reports if which == "all" else [self._reports[int(which) - 1]])

    @property
    def what(self) -> str:
        """Give whether the whole course is meant, or one report of it."""
        return "course" if len(self.reports) == len(self._reports) else "report"


class ReviewForm(forms.Form):
    """What is decided at a review, and why."""

    verdict = forms.ChoiceField(
        choices=[("keep", "keep"), ("erase", "erase")],
        error_messages={"required": "Choose whether to keep or to erase", "invalid_choice": "Choose one of the two"},
    )
    reason = forms.CharField(
        max_length=1000,
        error_messages={"required": "Say why", "max_length": "Say why in 1,000 characters or fewer"},
    )
    no_evidence = forms.BooleanField(required=False)

    def clean(self) -> None:
        """Ask about evidence where records are to go."""
        if self.cleaned_data.get("verdict") == "erase" and not self.cleaned_data.get("no_evidence"):
            self.add_error("no_evidence", SURE)


class FindForm(forms.Form):
    """A name or number, which is sent and never stands in an address."""

    terms = forms.CharField(
        max_length=120, error_messages={"required": "Type a name or a number", "max_length": "Type fewer words"}
    )


class GiveForm(GivenOutForm):
    """How a file is given out, to whom and why."""

    form = forms.ChoiceField(
        choices=[("pdf", "PDF"), ("json", "JSON")],
        error_messages={"required": "Choose a kind of file", "invalid_choice": "Choose PDF or JSON"},
    )


class ScheduleForm(GiveForm):
    """The same for a schedule, which is given as PDF, CSV or workbook."""

    form = forms.ChoiceField(
        choices=[("pdf", "PDF"), ("csv", "CSV"), ("xlsx", "Excel")],
        error_messages={"required": "Choose a kind of file", "invalid_choice": "Choose PDF, CSV or Excel"},
    )


class ExportForm(forms.Form):
    """Why everything is given out, and the passphrase that closes it, typed twice; empty for none."""

    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Say why everything is exported",
            "max_length": "Say why in 500 characters or fewer",
        },
    )
    passphrase = forms.CharField(required=False, strip=False, max_length=200)
    again = forms.CharField(required=False, strip=False, max_length=200)

    def clean_passphrase(self) -> str:
        """Refuse a passphrase that could be tried out."""
        given: str = self.cleaned_data["passphrase"]
        if given and len(given) < SHORTEST:
            raise forms.ValidationError(f"Use a passphrase of at least {SHORTEST} characters, or none")
        return given

    def clean(self) -> None:
        """Hold the two against each other."""
        if "passphrase" in self.cleaned_data and self.cleaned_data["passphrase"] != self.cleaned_data.get("again"):
            self.add_error("again", "Type the same passphrase again")


class CorrectionForm(forms.Form):
    """What is wrong, what would be right, who says so and why."""

    report = forms.ChoiceField(
        error_messages={"required": "Choose the report", "invalid_choice": "Choose one of the reports"}
    )
    field = forms.ChoiceField(
        error_messages={"required": "Choose what is wrong", "invalid_choice": "Choose one of the list"}
    )
    value = forms.CharField(
        max_length=300,
        error_messages={"required": "Say what would be right", "max_length": "Say it in 300 characters or fewer"},
    )
    asker = forms.ChoiceField(
        error_messages={"required": "Choose who says that it is wrong", "invalid_choice": "Choose one of the list"}
    )
    reason = forms.CharField(
        max_length=1000,
        error_messages={"required": "Say how that is known", "max_length": "Say it in 1,000 characters or fewer"},
    )

    def __init__(self, data: object, case: Case) -> None:
        """Take the course whose reports may be meant."""
        super().__init__(data)
        self._case = case
        numbers = [str(report["number"]) for report in case.account.words["reports"]]
        self.fields["report"].choices = [(number, number) for number in numbers]
        self.fields["field"].choices = [(code, code) for code in fields()]
        self.fields["asker"].choices = list(askers().items())

    def clean(self) -> None:
        """Hold the value against its field."""
        given = self.cleaned_data
        if given.get("field") and given.get("value"):
            fault = fault_of(self._case.force, given["field"], given["value"])
            if fault:
                self.add_error("value", fault)

    @property
    def chosen(self) -> dict[str, object]:
        """Give the report that is meant, as the account has it; the form must be valid."""
        reports = self._case.account.words["reports"]
        return next(r for r in reports if str(r["number"]) == self.cleaned_data["report"])


class DecideCorrectionForm(forms.Form):
    """Whether a correction is accepted, and why."""

    verdict = forms.ChoiceField(
        choices=[("accept", "accept"), ("refuse", "refuse")],
        error_messages={"required": "Choose whether to accept it", "invalid_choice": "Choose one of the two"},
    )
    why = forms.CharField(
        max_length=1000,
        error_messages={"required": "Say why", "max_length": "Say why in 1,000 characters or fewer"},
    )
