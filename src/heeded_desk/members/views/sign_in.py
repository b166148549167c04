"""Signing in and out. The pages of the second step are django-allauth's, filled from our own templates."""

from collections.abc import Callable

from allauth.account.views import LoginView, account_inactive
from allauth.mfa.base.views import authenticate
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.views.decorators.http import require_POST

from heeded_desk.members.on_record import record_sign_in
from heeded_desk.places import open_to_all

View = Callable[..., HttpResponseBase]


def whole(view: View) -> View:
    """Keep all that a view writes, its entry in the audit included, or nothing."""

    def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        with transaction.atomic():
            answer = view(request, *args, **kwargs)
            return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer

    return open_to_all(seen)


class SignIn(LoginView):
    """The sign-in page."""

    template_name = "members/sign_in.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add where to go on to, and whether the force signs its members in itself."""
        single = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect")
        name = single["APPS"][0]["name"] if single else ""
        return super().get_context_data(**kwargs) | {"next": self.get_next_url() or "", "single_sign_on": name}


sign_in = whole(SignIn.as_view())
second_step = whole(authenticate)
inactive = open_to_all(account_inactive)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or a sign-in that is half done; of a session it is put on record that it was ended."""
    with transaction.atomic():
        if request.user.is_authenticated:
            record_sign_in("signed out", member=request.user, request=request)
        logout(request)
    return redirect("sign-in")
