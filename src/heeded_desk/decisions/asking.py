"""The words in which each kind of decision is asked for: what may be said, and what the reason should tell."""

from typing import NamedTuple

from heeded_desk.decisions.models import Decision

Kind = Decision.Kind


class Choice(NamedTuple):
    """One thing that may be said."""

    verdict: str
    label: str
    hint: str = ""


class Asking(NamedTuple):
    """How one kind of decision is asked for. `open_verdict`: what withdraws a decision that stands."""

    question: str
    choices: tuple[Choice, ...]
    reason: str
    reason_hint: str
    open_verdict: str

    def words(self, verdict: str) -> str:
        """Give a verdict as it was said."""
        return next((c.label for c in self.choices if c.verdict == verdict), verdict.replace("_", " "))


SAMENESS_HINT = "What tells you? It may be something that is not typed in here. Whoever comes after you reads this."
ASKINGS: dict[str, Asking] = {
    Kind.STALKING: Asking(
        "Is it stalking?",
        (
            Choice("stalking", "It is stalking"),
            Choice("not_stalking", "It is not stalking"),
            Choice("unsure", "I need to know more", "The question stays open."),
        ),
        "Why do you say so?",
        "Name the reports or enquiries that you rest on. Whoever comes after you reads this.",
        "unsure",
    ),
    Kind.RISK_HEEDED: Asking(
        "Was the risk acted on?",
        (
            Choice("heeded", "It was acted on", "Each report with a red flag led to action before the next one came."),
            Choice("not_heeded", "It was not acted on"),
            Choice("cannot_tell", "I cannot tell from what is on file"),
        ),
        "What do you rest on?",
        "Name the action and its day, or what you looked for and did not find.",
        "cannot_tell",
    ),
    Kind.DUTY: Asking(
        "Was it done?",
        (
            Choice("met", "It was done", "Say below where that shows."),
            Choice("not_met", "It was not done"),
            Choice("cannot_tell", "I cannot tell from what is on file"),
            Choice("not_applicable", "It is not asked for here", "For example because nothing of the kind came up."),
        ),
        "Where does that show?",
        "The entry, form or system, with its day; or what you looked for and did not find.",
        "cannot_tell",
    ),
    Kind.FINDING: Asking(
        "Do the words say this?",
        (
            Choice("rejected", "No, the words are read wrongly", "The words stay in view and count for nothing."),
            Choice("stands", "Yes, the words say this"),
        ),
        "Why do you say so?",
        "Say how you read the words. Please name nobody: it helps to mend the rule.",
        "stands",
    ),
    Kind.SAME_PERSON: Asking(
        "Is it the same person?",
        (
            Choice("same", "It is the same person"),
            Choice("not_same", "They are two people"),
            Choice("unsure", "I cannot tell", "You are not asked again; anybody may still decide it later."),
        ),
        "Why do you say so?",
        SAMENESS_HINT,
        "unsure",
    ),
    Kind.SAME_COURSE: Asking(
        "Do these reports belong together?",
        (
            Choice("same", "They belong together", "Both are about the same victim and the same suspect."),
            Choice("not_same", "They do not belong together"),
            Choice("unsure", "I cannot tell", "You are not asked again; anybody may still decide it later."),
        ),
        "Why do you say so?",
        SAMENESS_HINT,
        "unsure",
    ),
}
