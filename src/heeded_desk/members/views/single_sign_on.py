"""Sign-in by the force's own OpenID Connect server; these addresses are there only where one is set."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.views import login_cancelled
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_POST

from heeded_desk.members import force_server
from heeded_desk.members.views.sign_in import View, whole


def _known(view: View) -> View:
    """Answer that there is no such page for a server that is not set."""

    def seen(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        try:
            return view(request, provider_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    return seen


urlpatterns = [
    path(
        "sign-in/with/<slug:provider_id>", require_POST(whole(_known(force_server.login))), name="openid_connect_login"
    ),
    path("sign-in/with/<slug:provider_id>/back", whole(_known(force_server.callback)), name="openid_connect_callback"),
    path("sign-in/with", whole(login_cancelled), name="socialaccount_login_cancelled"),
]
