"""What a password must be, said in plain words. The checks are Django's own."""

import re
import secrets

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from heeded_desk.members.breached import is_breached

LENGTH, LONGEST = 12, 256
OF_THE_PLACE = (
    "heeded", "stalking", "police", "constabulary", "force", "officer", "supervisor", "analyst", "auditor", "admin",
    "administrator", "handler", "registrar", "password", "welcome", "letmein", "qwerty", "winter", "spring", "summer",
    "autumn",
)  # fmt: skip
"""Besides the names of the member and of their force."""
SHORTEST = 3
"""Letters of a name that counts as a word: an initial stands in too many others."""
LEFT = 5
"""Letters that must be left of a password once those words are taken out."""
HELP = (
    f"Use at least {LENGTH} characters. Three words that have nothing to do with each other are easy to remember and "
    "hard to guess. Do not use your name or user name, or a password that you use elsewhere."
)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is easily taken for something else when it is read out: i, l, o, 0, 1."""


class LongEnough(MinimumLengthValidator):
    """Refuses a password that is too short."""

    def __init__(self) -> None:
        super().__init__(LENGTH)

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return f"Use at least {LENGTH} characters."


class NotTooLong:
    """Refuses a password so long that checking it would be work for the machine; three sentences fit in."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where it is too long."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """Say what is wrong."""
        return f"Use at most {LONGEST} characters."


class NotOfThePlace:
    """Refuses a password that is hardly more than words everybody here would think of first."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where too little is left without those words."""
        left = password.casefold()
        for word in sorted({*OF_THE_PLACE, *_names(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if sum(c.isalpha() for c in left) < LEFT:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """Say what is wrong."""
        return "This password is mostly words that others here would try first, or figures. Add words of your own."


def _names(user: object) -> set[str]:
    """Give the words in the names of a member and of their force."""
    force = getattr(user, "force", None)
    of_member = [str(getattr(user, name, "")) for name in ("first_name", "last_name", "username")]
    of_force = [force.name, force.code] if force else []
    words = re.findall(r"[^\W_]+", " ".join([*of_member, *of_force]).casefold())
    return {word for word in words if len(word) >= SHORTEST}


class NotCommon(CommonPasswordValidator):
    """Refuses a password that many people use, or that is known from a breach."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where it is on one of the lists."""
        super().validate(password, user)
        if is_breached(password.strip()):
            raise ValidationError(self.get_error_message())

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return "This password is used by many people and is among the first that are tried. Use another."


class NotLikeYourself(UserAttributeSimilarityValidator):
    """Refuses a password that is much like the member's names."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return "This password is too much like your name or user name. Use another."


def one_time_password() -> str:
    """Give a password to be read out once: four groups of four, some 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
