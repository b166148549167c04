"""Sign-in by the force's server, all the way: with a server that tells the truth, and with one that does not."""

from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches
from sign_on_server import CLIENT, SECRET, Server, serving

from heeded_desk.audit.models import Entry
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

WRONG = ("issuer", "audience", "subject", "time", "nonce", "signature", "shared secret", "unsigned", "no token")


@pytest.fixture
def server(settings: LazySettings, db: None) -> Iterator[Server]:
    """A server that is set as the force's own."""
    with serving() as started:
        app = {"provider_id": "force", "name": "Northmoor", "client_id": CLIENT, "secret": SECRET}
        app["settings"] = {"server_url": started.address}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.ROOT_URLCONF = "urls_single_sign_on"
        clear_url_caches()
        yield started
    clear_url_caches()


def sent_to(client: Client, query: str = "") -> str:
    """Press the button on the sign-in page; gives where the browser is sent."""
    return client.post(f"/sign-in/with/force{query}").headers["Location"]


def at_the_server(address: str) -> str:
    """Be a browser at the server's page; gives where it is sent back to."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["Location"]


def signed_on(client: Client) -> HttpResponse:
    """Go the whole way."""
    return client.get(at_the_server(sent_to(client)))


def is_signed_in(client: Client) -> bool:
    """Say whether the desk knows who this is."""
    return "_auth_user_id" in client.session


def test_a_member_signs_in_and_is_known_the_next_time(
    server: Server, client: Client, member: Callable[..., Member]
) -> None:
    officer = member(Role.OFFICER)
    server.username = officer.username
    answer = signed_on(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert Entry.objects.filter(kind="sign_in", by=officer).exists()

    server.username = "another-name-of-the-same-person"
    again = Client()
    signed_on(again)
    assert again.session["_auth_user_id"] == str(officer.pk)


def test_a_stranger_is_refused_and_not_added(server: Server, client: Client, member: Callable[..., Member]) -> None:
    member(Role.OFFICER)
    server.username = "stranger"
    answer = signed_on(client)
    assert answer.status_code == 403 and "no member with your user name" in answer.content.decode()
    assert not is_signed_in(client) and Member.objects.count() == 1


def test_a_member_whose_sign_in_is_closed_stays_outside(
    server: Server, client: Client, member: Callable[..., Member]
) -> None:
    officer = member(Role.OFFICER)
    Member.objects.filter(pk=officer.pk).update(is_active=False)
    server.username = officer.username
    signed_on(client)
    assert not is_signed_in(client)


@pytest.mark.parametrize("wrong", WRONG)
def test_an_answer_that_is_not_right_signs_nobody_in(
    server: Server, client: Client, member: Callable[..., Member], wrong: str
) -> None:
    server.username, server.wrong = member(Role.OFFICER).username, wrong
    answer = signed_on(client)
    assert answer.status_code == 403 and "could not sign you in" in answer.content.decode()
    assert not is_signed_in(client)


def test_an_answer_serves_once_and_in_the_browser_that_asked(
    server: Server, client: Client, member: Callable[..., Member]
) -> None:
    server.username = member(Role.OFFICER).username
    back = at_the_server(sent_to(client))
    thief = Client()
    thief.get(back)
    assert not is_signed_in(thief)
    client.get(back)
    assert is_signed_in(client)
    client.post("/sign-out")
    client.get(back)
    assert not is_signed_in(client)


def test_what_stands_in_the_address_does_not_become_the_nonce(server: Server, client: Client) -> None:
    asked = parse_qs(urlsplit(sent_to(client, "?auth_params=nonce%3Dknown")).query)
    assert asked["nonce"] != ["known"] and len(asked["nonce"][0]) > 30
    assert asked["code_challenge_method"] == ["S256"]


def test_a_server_that_is_not_set_has_no_page(server: Server, client: Client) -> None:
    assert client.post("/sign-in/with/another").status_code == 404


@pytest.mark.parametrize("leads_on", ["userinfo_endpoint", "jwks_uri"])
def test_a_server_that_leads_on_to_elsewhere_is_not_followed(
    server: Server, client: Client, member: Callable[..., Member], leads_on: str
) -> None:
    server.username, server.leads_on = member(Role.OFFICER).username, leads_on
    answer = signed_on(client)
    assert answer.status_code == 403 and "could not sign you in" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_server_that_is_away_is_said_in_a_sentence(server: Server, client: Client) -> None:
    server.leads_on = ".well-known/openid-configuration"
    answer = client.post("/sign-in/with/force")
    assert answer.status_code == 403 and "could not sign you in" in answer.content.decode()


def test_the_servers_word_is_one_step_and_the_desk_asks_for_the_second(
    server: Server, client: Client, member: Callable[..., Member]
) -> None:
    officer = member(Role.OFFICER)
    TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    server.username = officer.username
    assert signed_on(client).headers["Location"] == "/sign-in/second-step"
    assert not is_signed_in(client)


def test_a_member_without_a_second_step_sets_one_up_after_the_servers_word(
    server: Server, client: Client, member: Callable[..., Member], settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "all"
    server.username = member(Role.OFFICER).username
    signed_on(client)
    assert client.get("/worklist").headers["Location"] == "/your-sign-in"
