"""Sign-in by the force's own server: there only where one is set, and it adds nobody."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from heeded_desk.members.adapters import SingleSignOnAdapter
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

LOOK = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from test_desk_places import patterns
call_command("migrate", verbosity=0)
answer = Client().get("/sign-in")
print("button", "Sign in with Northmoor" in answer.content.decode())
print("form-action", "https://id.example;" in answer.headers["Content-Security-Policy"] + ";")
print("guarded", all(hasattr(p.callback, "policy") for p in patterns(get_resolver())))
print("get", Client().get("/sign-in/with/force").status_code)
"""


def test_where_a_server_is_set_the_page_offers_it_and_its_addresses_are_guarded(tmp_path: Path) -> None:
    here = Path(__file__).parent
    given = {
        "NAME": "Northmoor",
        "CLIENT_ID": "desk",
        "CLIENT_SECRET": "only-for-tests",
        "SERVER": "https://id.example",
    }
    env = {**os.environ, **{f"HEEDED_OIDC_{name}": value for name, value in given.items()}}
    env |= {"HEEDED_DATA": str(tmp_path), "HEEDED_DATABASE_URL": "", "HEEDED_TEST_POSTGRES": ""}
    env |= {"PYTHONPATH": str(here), "DJANGO_SETTINGS_MODULE": "heeded_desk.settings", "HEEDED_HOSTS": "testserver"}
    seen = subprocess.run([sys.executable, "-c", LOOK], env=env, capture_output=True, text=True, check=False)
    assert seen.stdout.splitlines() == ["button True", "form-action True", "guarded True", "get 405"], seen.stderr


def test_where_none_is_set_there_is_no_such_address(client: Client, db: None) -> None:
    assert client.post("/sign-in/with/force").status_code == 404
    assert "own sign-in" not in client.get("/sign-in").content.decode()


def login_of(username: str) -> SocialLogin:
    """What the force's server told of somebody."""
    return SocialLogin(user=Member(username=username), account=SocialAccount(provider="force", uid="subject-1"))


def test_a_member_is_found_by_user_name_the_first_time(
    member: Callable[..., Member], rf: RequestFactory, settings: LazySettings
) -> None:
    server = {"provider_id": "force", "name": "Northmoor", "client_id": "desk", "secret": "only-for-tests"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [server]}}
    officer, request = member(Role.OFFICER), rf.get("/")
    request.user = AnonymousUser()
    with context.request_context(request):
        SingleSignOnAdapter().pre_social_login(request, login_of(officer.username))
    assert SocialAccount.objects.get().user == officer


@pytest.mark.parametrize("username", ["stranger", ""])
def test_whoever_is_no_member_is_told_so_and_not_added(db: None, rf: RequestFactory, username: str) -> None:
    request = rf.get("/")
    request.user, request.resolver_match = AnonymousUser(), None
    with pytest.raises(ImmediateHttpResponse) as refused:
        SingleSignOnAdapter().pre_social_login(request, login_of(username))
    assert refused.value.response.status_code == 403
    assert not Member.objects.exists()
