"""The one form of a decision: what is said, and why."""

import unicodedata
from collections.abc import Sequence
from typing import ClassVar

from django import forms

from heeded_desk.decisions.asking import Choice

LONGEST = 4000
"""Characters of a reason: a page of A4."""


class Reason(forms.CharField):
    """Words that say why, without characters that no keyboard makes."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Say why.",
        "max_length": f"The reason is too long: at most {LONGEST:,} characters can be kept. Please shorten it.",
    }

    def to_python(self, value: object) -> str:
        """Give the words with control characters taken out; Django would refuse some of them in words of its own."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)
        return str(super().to_python(kept))

    def validate(self, value: str) -> None:
        """Refuse what holds no word."""
        super().validate(value)
        if not any(c.isalnum() for c in value):
            raise forms.ValidationError("Say why in words.")


class DecisionForm(forms.Form):
    """What a member says, of what may be said, and why."""

    verdict = forms.ChoiceField(
        error_messages={
            "required": "Choose what you decide.",
            "invalid_choice": "Choose one of the answers that are shown.",
        }
    )
    reason = Reason(max_length=LONGEST)

    def __init__(self, choices: Sequence[Choice], *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.fields["verdict"].choices = [(c.verdict, c.label) for c in choices]  # type: ignore[attr-defined]
