"""How django-allauth works on this desk: nobody signs up, no mail is sent, secrets are not kept as they are."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import Session

from heeded_desk.members.models import Member

UNKNOWN = "Your force signed you in, but the desk has no member with your user name. Ask your administrator to add you."
FAILED = "Your force could not sign you in. Try again, or sign in with your password."


class SignInAdapter(DefaultAccountAdapter):
    """Sign-in by user name and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The user name or the password is not right.",
        "incorrect_password": "The password is not right.",
        "too_many_login_attempts": "There were too many tries. Wait for 15 minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Members are added by an administrator."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: the pages say what was done."""

    def send_mail(self, *args: object, **kwargs: object) -> None:
        """Send nothing: the desk sends no mail."""


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step of a sign-in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or its time has run out. Enter the one that your app shows now, "
        "or a recovery code.",
    }

    def encrypt(self, text: str) -> str:
        """Give a secret as it is kept, so that a copy of the database gives no codes."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret as it was."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def generate_authenticator_name(self, user: Member, type: Authenticator.Type) -> str:
        """Propose a name for a passkey."""
        held = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {held + 1}"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the force's own OpenID Connect server, for members that an administrator has added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Members are added by an administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the member of the same user name, the first time; raises a page that says why where there is none."""
        if sociallogin.is_existing:
            return
        name = sociallogin.user.username
        member = Member.objects.filter(username=name).first() if name else None
        if member is None:
            raise ImmediateHttpResponse(_said(request, UNKNOWN))
        sociallogin.connect(request, member)

    def get_requests_session(self) -> Session:
        """Give what calls the server: it goes where the settings and the server's description say, and no further."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(self, request: HttpRequest, provider: object, **kwargs: object) -> None:
        """Say that it did not work; why is the server's to know."""
        raise ImmediateHttpResponse(_said(request, FAILED))


def _said(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "desk/refused.html", {"title": "You are not signed in", "sentence": sentence}, status=403)


def _box() -> Fernet:
    """Give the box whose key follows from the desk's own secret key."""
    key = hashlib.scrypt(settings.SECRET_KEY.encode(), salt=b"second step", n=2, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))
