"""Recovery codes, kept only as hashes: a copy of the database, even with the desk's key, gives none away.

django-allauth keeps a seed from which it makes the codes anew, and has no place where another way could be put in. So
its class is taken over by ours, in the two modules that use it; a test looks through all of allauth for a third.
"""

import secrets

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from heeded_desk.members.adapters import SecondStepAdapter

COUNT, DIGITS, DIGITS_BEFORE = 10, 12, 8
"""How many, of how many digits, and of how many they were while allauth made them."""
TO_SHOW = "recovery_codes_to_show"
"""In the session of whoever has just made them, encrypted, until they are shown once."""


class HashedCodes(auth.RecoveryCodes):
    """The codes of one member. What can be asked of them is what allauth asks."""

    plain: tuple[str, ...] = ()
    """Only while they are being made."""

    @classmethod
    def activate(cls, user: object) -> "HashedCodes":
        """Give the member's codes, made where there are none yet; new ones can be shown once in this session."""
        held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
        if held:
            return cls(held)
        codes = tuple(str(secrets.randbelow(10**DIGITS)).zfill(DIGITS) for _ in range(COUNT))
        data = {"hashes": [hashed(code) for code in codes]}
        made = cls(Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data))
        made.plain = codes
        _keep_to_show(codes, context.request)
        return made

    def get_unused_codes(self) -> list[str]:
        """Give a blank for each code that is left: nobody knows them any more."""
        return [""] * len(self.instance.data["hashes"])

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Say whether this is one of the codes, which is used up by it."""
        if not (code.isascii() and code.isdecimal() and len(code) in (DIGITS, DIGITS_BEFORE)):
            return False  # a code of an app; hashing takes its time
        self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        kept = self.instance.data["hashes"]
        found = next((each for each in kept if check_password(_keyed(code), each)), None)
        if found is None:
            return False
        kept.remove(found)
        self.instance.save(update_fields=["data"])
        return True


def hashed(code: str) -> str:
    """Give a code as it is kept: keyed with the desk's secret key, then hashed slowly with a salt of its own."""
    return make_password(_keyed(code))


def to_show(request: HttpRequest) -> list[str]:
    """Give the codes that were just made, once; none where there are none to be shown."""
    kept = request.session.pop(TO_SHOW, "")
    return SecondStepAdapter().decrypt(kept).split() if kept else []


def take_over() -> None:
    """Have allauth keep recovery codes in our way."""
    auth.RecoveryCodes = flows.RecoveryCodes = HashedCodes


def _keyed(code: str) -> str:
    return salted_hmac("recovery code", code, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def _keep_to_show(codes: tuple[str, ...], request: HttpRequest | None) -> None:
    if request is not None:
        request.session[TO_SHOW] = SecondStepAdapter().encrypt(" ".join(codes))
