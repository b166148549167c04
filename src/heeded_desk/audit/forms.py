"""What the auditor's entries are chosen by."""

from django import forms

from heeded_desk.audit.models import Kind
from heeded_desk.members.models import Force, Member

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
DAY_FAULT = {"invalid": "Enter a day as 3/5/2026 or 2026-05-03"}


class MemberField(forms.ModelChoiceField):
    """A member, called by name."""

    def label_from_instance(self, member: Member) -> str:
        """Give what the list calls a member."""
        name = member.get_full_name() or member.username
        return name if member.is_active else f"{name} (no longer active)"


class Choosing(forms.Form):
    """Every field may be left empty. The page number of the audit is a number of the chain."""

    member = MemberField(queryset=Member.objects.none(), required=False, label="Who")
    kind = forms.ChoiceField(choices=[("", "Anything"), *Kind.choices], required=False, label="What was done")
    course = forms.CharField(max_length=120, required=False, label="Course")
    since = forms.DateField(input_formats=DAYS, required=False, label="From", error_messages=DAY_FAULT)
    until = forms.DateField(input_formats=DAYS, required=False, label="To", error_messages=DAY_FAULT)
    before = forms.IntegerField(min_value=0, max_value=2**62, required=False)
    after = forms.IntegerField(min_value=0, max_value=2**62, required=False)

    def __init__(self, *args: object, force: Force, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["member"].queryset = Member.objects.filter(force=force).order_by("last_name", "first_name", "pk")

    def clean_course(self) -> str:
        """Take the id as it is copied from a page, whatever stands around it; refuse what no id can be."""
        course = str(self.cleaned_data["course"]).strip()
        if any(not c.isprintable() for c in course):
            raise forms.ValidationError("Enter the number of a course as its page shows it, such as C-1a2b3c4d")
        return course

    def clean(self) -> dict[str, object]:
        """Refuse days that stand the wrong way round."""
        chosen = super().clean()
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day must not be before the first")
        if until and until.year > 9000:
            self.add_error("until", DAY_FAULT["invalid"])
        if since and since.year < 2000:
            self.add_error("since", "Nothing was written before the year 2000")
        return chosen

    def chosen(self) -> dict[str, object]:
        """Give what was chosen, without what was left empty."""
        return {k: v for k, v in self.cleaned_data.items() if v not in (None, "") and k not in ("before", "after")}


def told(chosen: dict[str, object]) -> dict[str, object]:
    """Give a choice as the audit and an export keep it: numbers, codes and days, no name."""
    return {k: v.pk if isinstance(v, Member) else str(v) for k, v in chosen.items()}
