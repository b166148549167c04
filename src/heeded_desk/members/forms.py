"""The forms of signing in, and of one's own password."""

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.forms import PasswordChangeForm

from heeded_desk.members.lock_out import count_failure, is_locked

CLOSED = "Sign-in is closed for 15 minutes."
RUN_OUT = "This one-time password has run out: it is good for seven days. Ask your administrator for a new one."


class SignInForm(LoginForm):
    """User name and password; on the page they are called `username` and `password`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = "Enter your user name."
        self.fields["password"].error_messages["required"] = "Enter your password."

    def clean(self) -> dict[str, object]:
        """Refuse a one-time password that has run out, to whoever knows it."""
        cleaned: dict[str, object] = super().clean()
        if self.user is not None and self.user.one_time_is_over():
            raise forms.ValidationError(RUN_OUT)
        return cleaned

    def add_prefix(self, field_name: str) -> str:
        """Give a field's name on the page."""
        return "username" if field_name == "login" else super().add_prefix(field_name)


class _Counted:
    """Counts what is wrong in a second step like a wrong password, and refuses where the member is locked out."""

    def _counted(self, field: str) -> object:
        if is_locked(context.request, self.user):
            raise forms.ValidationError(CLOSED)
        try:
            return getattr(super(), f"clean_{field}")()
        except forms.ValidationError:
            count_failure(context.request, self.user)
            raise


class _Code(_Counted):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = "Enter the code."

    def clean_code(self) -> object:
        """Give the code where it is right, with or without the spaces that people put between the digits."""
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        return self._counted("code")


class _Passkey(_Counted):
    def clean_credential(self) -> object:
        """Give the passkey where it is the member's."""
        return self._counted("credential")


class SecondStepForm(_Code, AuthenticateForm):
    """The code of an app, or a recovery code, after the password."""


class CodeAgainForm(_Code, ReauthenticateForm):
    """The same, before something about one's own sign-in is changed."""


class PasskeyStepForm(_Passkey, AuthenticateWebAuthnForm):
    """A passkey, after the password."""


class PasskeyAgainForm(_Passkey, ReauthenticateWebAuthnForm):
    """The same, before something about one's own sign-in is changed."""


class OwnPasswordForm(PasswordChangeForm):
    """The password until now, and a new one twice."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_mismatch": "The two new passwords are not the same.",
        "password_incorrect": "This is not your password until now.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].error_messages["required"] = "Enter your password until now."
        self.fields["new_password1"].error_messages["required"] = "Enter a new password."
        self.fields["new_password2"].error_messages["required"] = "Enter the new password again."

    def clean_old_password(self) -> str:
        """Give the password until now; a wrong one counts like one at sign-in."""
        if is_locked(context.request, self.user):
            raise forms.ValidationError(CLOSED)
        try:
            return super().clean_old_password()
        except forms.ValidationError:
            count_failure(context.request, self.user)
            raise

    def clean_new_password1(self) -> str:
        """Give the new password, which must be another."""
        new = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise forms.ValidationError("This is your password until now. Choose another.")
        return new
